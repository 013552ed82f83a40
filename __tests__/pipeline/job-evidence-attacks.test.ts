import { beforeAll, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { recordIdOf } from '../../src/core/record-id.ts';
import { GITHUB_ISSUER } from '../../src/core/verification/signer.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { evidenceOfJob, type JobEvidence } from '../../src/pipeline/job-evidence.ts';
import type { BundleVerifier, SeenJob, SeenRun, StoredEntry } from '../../src/ports.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { copyOf, signedCopy, storeOf } from '../support/signed-copies.ts';

let sigstore: MockSigstore;
let verifier: BundleVerifier;

beforeAll(async () => {
  sigstore = await createMockSigstore();
  const roots = parseTrustRoots(sigstore.trustedRoot, 'roots.json');
  verifier = createBundleVerifier({ roots: async () => roots });
});

/** The run whose job left no record. */
const RUN: SeenRun = {
  id: '9009',
  attempt: '1',
  event: 'push',
  status: 'completed',
  headSha: 'a'.repeat(40),
  path: '.github/workflows/deploy.yml',
  calledWorkflows: [],
  createdAt: '2026-08-01T10:00:00Z',
  updatedAt: '2026-08-01T12:00:00Z',
  url: '',
};
const JOB: SeenJob = {
  id: '9119',
  runId: '9009',
  attempt: '1',
  name: 'deploy',
  status: 'completed',
  conclusion: 'success',
  headSha: 'a'.repeat(40),
  runnerName: 'runner-1',
  labels: [],
  steps: [],
  url: '',
};
const SERVER = 'https://github.com';
const VICTIM = recordIdOf({ server: SERVER, repositoryId: '1001', runId: '9009', runAttempt: '1', checkRunId: '9119' });

async function ask(copies: readonly StoredEntry[], more: readonly StoredEntry[] = []): Promise<JobEvidence> {
  return evidenceOfJob(
    { run: RUN, job: JOB, server: SERVER, repositoryId: '1001' },
    {
      stores: [storeOf(copies), storeOf(more, 'attestations')],
      verifier,
      expected: { issuer: GITHUB_ISSUER, repository: 'octo-org/octo-repo' },
    },
    AbortSignal.timeout(60_000),
  );
}

/** What the job of another run, which holds an identity of its own, can sign: its own run in it, the victim’s id on it. */
function stolen(change: (record: AccessRecord) => void): AccessRecord {
  const record = structuredClone(sampleRecord());
  record.recordId = VICTIM;
  change(record);
  return record;
}

/** The victim’s own record, as it would be signed. */
async function genuine(change: (record: AccessRecord) => void = () => {}) {
  const record = stolen((own) => {
    Object.assign(own.recorder, { runId: '9009', runAttempt: '1' });
    Object.assign(own.pipeline, { runId: '9009', runAttempt: '1', checkRunId: '9119' });
    own.pipeline.runUrl = `${SERVER}/octo-org/octo-repo/actions/runs/9009/attempts/1`;
    own.sources = { '/pipeline/checkRunId': 'input' };
    change(own);
  });
  return signedCopy(sigstore, record, {
    claims: sampleClaims({ 21: `${SERVER}/octo-org/octo-repo/actions/runs/9009/attempts/1` }),
  });
}

describe('Evidence of a job against somebody who has an identity of the same repository', () => {
  it('verifies when the job itself signed', async () => {
    expect((await ask([await genuine()])).verdict).toBe('verified');
  });

  it.each<[string, (record: AccessRecord) => void]>([
    ['another run', () => {}],
    [
      'another run, which says that it is a local one',
      (record) => {
        record.pipeline.provider = 'local';
      },
    ],
    [
      'another run, which says that a local recorder made it',
      (record) => {
        record.pipeline.provider = 'local';
        record.recorder.kind = 'local';
      },
    ],
    [
      'another run, which names the check run of the job',
      (record) => {
        record.pipeline.checkRunId = '9119';
        record.sources = { '/pipeline/checkRunId': 'input' };
      },
    ],
    [
      'another run, which says that it is a gate',
      (record) => {
        record.recorder.kind = 'gate';
        record.pipeline.provider = 'local';
      },
    ],
  ])('does not take a record that is filed under its id when it is of %s', async (_, change) => {
    const { verdict, proven } = await ask([await signedCopy(sigstore, stolen(change))]);

    expect(verdict).not.toBe('verified');
    expect(proven).toBeUndefined();
  });

  it('does not take another run’s record when a log view of the job lies beside it', async () => {
    const own = await genuine();
    const foreign = await signedCopy(
      sigstore,
      stolen(() => {}),
    );
    const view: unknown = JSON.parse(
      Buffer.from(JSON.parse(foreign.bundle).dsseEnvelope.payload, 'base64').toString('utf8'),
    ).predicate;

    for (const copy of [
      { ...own, bundle: foreign.bundle },
      { ...own, attested: view, bundle: foreign.bundle },
      { ...own, document: { ...(foreign.document as object), pipeline: (own.document as AccessRecord).pipeline } },
    ]) {
      const planted = { ...copy, digest: digestOf(copy.document) };
      expect((await ask([planted])).verdict).toBe('refused');
    }
  });

  it('is in conflict when the log and the attestations hold two ends that differ, both signed', async () => {
    const own = await genuine();
    const rival = await genuine((record) => {
      record.people = { initiator: { login: 'mallory', id: '6666' } };
    });
    const view = JSON.parse(
      Buffer.from(JSON.parse(rival.bundle).dsseEnvelope.payload, 'base64').toString('utf8'),
    ).predicate;
    const attested = { ...copyOf(view), view: 'attested' as const, bundle: rival.bundle };

    expect((await ask([own], [attested])).verdict).toBe('conflict');
  });

  it.each([
    ['no JSON', 'no bundle'],
    ['no bundle', '{}'],
    ['nothing', ''],
    ['a list', '[1,2]'],
    ['a bundle by a key', undefined],
  ])('is not stopped when somebody put a copy there whose bundle is %s', async (_, text) => {
    const own = await genuine();
    const byKey = JSON.parse(own.bundle);
    byKey.verificationMaterial = { publicKey: { hint: 'x' }, tlogEntries: [] };
    const planted = { ...own, location: 'there', bundle: text ?? JSON.stringify(byKey) };

    expect(await ask([planted])).toMatchObject({ verdict: expect.stringMatching(/^(refused|incomplete)$/) });
    expect((await ask([own, planted])).verdict).toMatch(/^(refused|verified)$/);
  });

  it.each([
    ['a number that is no number', '{"recordId":"ID","phase":"end","x":1e999}'],
    ['half a character', '{"recordId":"ID","phase":"end","x":"\\ud800"}'],
    ['a depth that no record has', `{"recordId":"ID","phase":"end","x":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('refuses, and does not fail, when somebody put a copy with %s there', async (_, text) => {
    const own = await genuine();
    const document: unknown = JSON.parse(text.replace('ID', VICTIM));
    const planted = { location: 'here', recordId: VICTIM, phase: 'end', digest: 'd'.repeat(64), document };

    for (const copy of [
      planted,
      { ...planted, bundle: own.bundle },
      { ...planted, view: 'attested' as const, bundle: own.bundle },
      { ...planted, document: own.document, digest: own.digest, attested: document, bundle: own.bundle },
    ]) {
      expect((await ask([own, copy])).verdict).toMatch(/^(refused|conflict)$/);
    }
  });
});
