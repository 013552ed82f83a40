import { beforeAll, describe, expect, it } from '@jest/globals';
import { isSignedAnew, says, spoiled } from './attack.ts';
import { type Answer, type Evidence, judged, otherOf, type SignedRecord, signed } from './evidence.ts';
import { createTestSigstore, type TestSigstore } from './sigstore.ts';
import { ATTACKS } from './table.ts';

/** Most rows begin with the same evidence. */
const HONEST: Evidence = {};

let sigstore: TestSigstore;
let honest: SignedRecord;

beforeAll(async () => {
  sigstore = await createTestSigstore();
  await otherOf(sigstore);
  honest = await signed(sigstore, HONEST);
});

function failures({ checks }: Answer): string[] {
  return checks.filter(({ status }) => status === 'failed').map(({ id, detail }) => `${id}: ${detail}`);
}

describe.each(ATTACKS.filter(({ files }) => files))('$title', ({ files = [] }) => {
  it.each(files)('is not accepted when $attack, and is once that is repaired', async (row) => {
    const given = row.given ?? HONEST;
    const bad = spoiled(given, row.spoil);
    const good = isSignedAnew(given) ? await signed(sigstore, given) : honest;
    const repaired = await judged(sigstore, good, given);
    const answer = await judged(sigstore, isSignedAnew(row.spoil) ? await signed(sigstore, bad) : good, bad);

    expect({ verdict: repaired.verdict, failures: failures(repaired) }).toEqual({ verdict: 'verified', failures: [] });
    expect(answer.verdict).toBe(row.verdict ?? 'refused');
    const told = answer.checks.filter(({ id, status }) => id === row.check && status !== 'ok').map((it) => it.detail);
    expect(told.some((sentence) => says(row.says, sentence)) ? [row.says] : [...told, ...failures(answer)]).toEqual([
      row.says,
    ]);
  });
});
