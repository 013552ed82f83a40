import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { logVerify } from '../../src/cli/log-verify.ts';
import { digestOf } from '../../src/core/canonical.ts';
import { check } from '../../src/core/verification/check.ts';
import { verifyStored } from '../../src/pipeline/verify-stored.ts';
import type { StoredEntry } from '../../src/ports.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { commandIo } from '../cli/command-io.ts';
import { storeOf } from '../support/signed-copies.ts';
import { type Stored, says } from './attack.ts';
import { asDelivered } from './attacks-on-stores.ts';
import { type Answer, type Change, EXPECTED, honestRecord, idOf, signed } from './evidence.ts';
import { createTestSigstore, type TestSigstore } from './sigstore.ts';
import { ATTACKS } from './table.ts';

let sigstore: TestSigstore;
let stored: Stored;

beforeAll(async () => {
  sigstore = await createTestSigstore();
  const start = { ...JSON.parse(JSON.stringify(honestRecord())), phase: 'start' };
  const named: Change = ({ links }) => {
    links.startEvent = { digest: digestOf(start), announced: 'announced' };
  };
  const later: Change = (record) => {
    Object.assign(record.pipeline, {
      runId: '3004',
      runUrl: 'https://github.com/octo-org/octo-repo/actions/runs/3004',
    });
    record.recorder.runId = '3004';
    record.recordId = idOf(record);
  };
  stored = {
    start,
    end: await signed(sigstore, { record: [named] }),
    otherRun: await signed(sigstore, {
      record: [named, later],
      claims: { 21: 'https://github.com/octo-org/octo-repo/actions/runs/3004/attempts/2' },
    }),
    twin: await signed(sigstore, {
      record: [named, ({ people }) => Object.assign(people, { initiator: { login: 'mallory', id: '9' } })],
    }),
    collector: await signed(sigstore, { collector: true }),
    contrary: await signed(sigstore, {
      collector: true,
      record: [({ people }) => Object.assign(people, { initiator: { login: 'mallory', id: '7' } })],
    }),
  };
});

async function judged(copies: readonly StoredEntry[]): Promise<Answer> {
  const roots = parseTrustRoots(sigstore.trustedRoot, 'roots.json');
  const verifier = createBundleVerifier({ roots: async () => roots });
  const {
    verdict,
    checks,
    copies: own,
  } = await verifyStored(
    {
      recordId: stored.end.log.recordId,
      stores: [storeOf(copies)],
      signatures: { verifier, expected: EXPECTED },
    },
    AbortSignal.timeout(20_000),
  );
  const all = [...checks, ...own.flatMap((copy) => copy.checks)];
  return {
    verdict,
    checks: verdict === 'absent' ? [check('stored', 'Stored').notChecked(await toldOfNothing())] : all,
  };
}

/** What the command line says of a store that has nothing. */
async function toldOfNothing(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'doorlog-attacks-'));
  try {
    const path = join(folder, 'log.jsonl');
    await writeFile(path, '');
    const io = commandIo({ cwd: folder });
    await logVerify(
      [stored.end.log.recordId, '--sinks', JSON.stringify([{ type: 'file', path }]), '--no-signatures'],
      io,
    );
    return io.out.join('').split('\n')[0] ?? '';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

describe.each(ATTACKS.filter(({ stores }) => stores))('$title', ({ stores = [] }) => {
  it.each(stores)('is not proven when $attack, and is once that is repaired', async (row) => {
    const repaired = await judged((row.repaired ?? asDelivered)(stored));
    const answer = await judged(row.copies(stored));

    expect({ ...repaired, checks: repaired.checks.filter(({ status }) => status === 'failed') }).toEqual({
      verdict: 'proven',
      checks: [],
    });
    expect(answer.verdict).toBe(row.verdict ?? 'refused');
    const told = answer.checks.filter(({ status }) => status !== 'ok').map(({ id, detail }) => `${id}: ${detail}`);
    expect(told.some((each) => says(`${row.check}: ${row.says}`, each)) ? [row.says] : told).toEqual([row.says]);
  });
});
