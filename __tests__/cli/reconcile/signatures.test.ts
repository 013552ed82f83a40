import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../src/core/canonical.ts';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import { sampleClaims } from '../../core/verification/sample.ts';
import { createMockSigstore, type MockSigner, type MockSigstore } from '../../signing/mock-sigstore.ts';
import { signedRecord } from '../../support/release-world.ts';
import { closeScenes, endOf, run, type Scene, scene, withoutEntry } from './scene.ts';

let sigstore: MockSigstore;

beforeAll(async () => {
  sigstore = await createMockSigstore();
});

afterEach(closeScenes);

/** A scene in which every end is signed by its job. */
async function signedScene(): Promise<Scene> {
  // Just now: a certificate is good for minutes.
  const built = scene({ hoursAgo: 0.15, runs: 2, hoursApart: 0.01 });
  for (const [index, entry] of built.entries.entries()) {
    const record = built.records[index];
    if (record?.phase !== 'end') continue;
    const { runId, runAttempt } = record.pipeline;
    const runUrl = `https://github.com/octo-org/payments/actions/runs/${runId}/attempts/${runAttempt}`;
    const own = {
      ...record,
      pipeline: { ...record.pipeline, runUrl },
      recorder: { ...record.recorder, runId, runAttempt },
      access: {},
    };
    built.records[index] = own;
    built.entries[index] = { ...entry, ...(await signed(own)) };
  }
  writeFileSync(join(built.folder, 'roots.json'), sigstore.trustedRoot);
  return built;
}

async function signed(record: AccessRecord, signer: Partial<MockSigner> = {}) {
  const { pipeline, runner } = record;
  const site = 'https://github.com';
  const claims = sampleClaims({
    4: undefined,
    9: `${site}/${pipeline.jobWorkflowRef}`,
    10: pipeline.jobWorkflowSha,
    11: runner.environment,
    12: `${site}/${pipeline.repository}`,
    13: pipeline.sha,
    14: pipeline.ref,
    15: pipeline.repositoryId,
    16: `${site}/octo-org`,
    17: pipeline.repositoryOwnerId,
    18: `${site}/${pipeline.workflowRef}`,
    19: pipeline.workflowSha,
    20: pipeline.event,
    21: pipeline.runUrl,
    22: pipeline.visibility,
    23: pipeline.environment,
  });
  const signing = { ...signer, claims: { ...claims, ...signer.claims } };
  const { document, digest, bundle } = await signedRecord(sigstore, record, signing);
  return { document: document as Record<string, unknown>, digest, bundle };
}

const proving = ['--signatures', '--trust-root', 'roots.json', '--grace', '0m'];

/** Takes an end out of the log, and puts another entry there in its place. */
async function exchange(built: Scene, index: number, entry: { bundle?: string; document: AccessRecord }) {
  const end = endOf(built, index);
  withoutEntry(built, ({ recordId, phase }) => recordId !== end.recordId || phase !== 'end');
  const { document, bundle } = entry;
  built.entries.push({
    recordId: end.recordId,
    phase: 'end',
    digest: digestOf(document),
    time: end.observedAt.end ?? '',
    document,
    ...(bundle !== undefined && { bundle }),
  });
}

describe('doorlog reconcile --signatures', () => {
  it('finds nothing when every end is signed by its job', async () => {
    const { code, findings, summary } = await run(await signedScene(), proving);

    expect(findings).toEqual([]);
    expect(code).toBe(0);
    expect(summary).toMatchObject({ proven: 4, unsigned: 0 });
  });

  it('finds the job when whoever may write to the store filed an unsigned end in its name', async () => {
    const built = await signedScene();
    await exchange(built, 1, { document: endOf(built, 1) });

    expect((await run(built)).findings).toEqual([]);
    const { kinds, code, findings } = await run(built, proving);

    expect(kinds).toEqual(['unproven']);
    expect(findings[0]).toMatchObject({ recordId: endOf(built, 1).recordId, job: { name: 'deploy (1)' } });
    expect(code).toBe(3);
  });

  it('finds it when the record is another repository’s job’s, or the bundle is of another record', async () => {
    const built = await signedScene();
    const end = endOf(built, 1);
    const fork = await signed(end, { claims: { '1.3.6.1.4.1.57264.1.12': 'https://github.com/mallory/payments' } });
    await exchange(built, 1, { document: fork.document as unknown as AccessRecord, bundle: fork.bundle });
    const other = await signed(endOf(built, 2));
    const own = await signed(endOf(built, 3));
    await exchange(built, 3, { document: own.document as unknown as AccessRecord, bundle: other.bundle });

    const { kinds, code } = await run(built, proving);

    expect(kinds).toEqual(['not-genuine', 'not-genuine', 'unproven', 'unproven']);
    expect(code).toBe(1);
  });

  it('is not stopped when a bundle is none, or could be proven by a key alone', async () => {
    const built = await signedScene();
    const own = await signed(endOf(built, 1));
    const byKey = JSON.parse(own.bundle);
    byKey.verificationMaterial = { publicKey: { hint: 'x' }, tlogEntries: [] };
    await exchange(built, 1, { document: own.document as unknown as AccessRecord, bundle: JSON.stringify(byKey) });
    const third = await signed(endOf(built, 3));
    await exchange(built, 3, { document: third.document as unknown as AccessRecord, bundle: '{}' });

    expect((await run(built, proving)).kinds).toEqual(['not-genuine', 'unproven', 'unproven']);
  });
});
