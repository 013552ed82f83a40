import { beforeAll, describe, expect, it } from '@jest/globals';
import { verifyStored } from '../../src/pipeline/verify-stored.ts';
import type { StoredEntry } from '../../src/ports.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { EXPECTED, type SignedRecord, signed } from '../attacks/evidence.ts';
import { createTestSigstore, type TestSigstore } from '../attacks/sigstore.ts';
import { copyOf, storeOf } from '../support/signed-copies.ts';

let sigstore: TestSigstore;
let start: StoredEntry;
let end: StoredEntry;
let collector: StoredEntry;

function stored({ log, bundle, text }: SignedRecord): StoredEntry {
  return { ...copyOf(log), bundle: JSON.stringify(bundle), attested: JSON.parse(text) };
}

beforeAll(async () => {
  sigstore = await createTestSigstore();
  collector = stored(await signed(sigstore, { collector: true }));
  start = copyOf({ ...Object(collector.document), phase: 'start' });
  const named = await signed(sigstore, {
    record: [({ links }) => Object.assign(links, { startEvent: { digest: start.digest, announced: 'announced' } })],
  });
  end = stored(named);
});

function proofOf(copies: readonly StoredEntry[], collectors?: readonly string[]) {
  const roots = parseTrustRoots(sigstore.trustedRoot, 'roots.json');
  const verifier = createBundleVerifier({ roots: async () => roots });
  const { collectors: _, ...expected } = EXPECTED;
  const question = {
    recordId: end.recordId,
    stores: [storeOf(copies)],
    signatures: { verifier, expected: { ...expected, ...(collectors && { collectors }) } },
  };
  return verifyStored(question, AbortSignal.timeout(20_000));
}

describe('the record of a collector that nobody named', () => {
  it('is no defect of the job’s own when that is proven', async () => {
    const { verdict, copies, proven } = await proofOf([start, end, collector]);
    expect(verdict).toBe('proven');
    expect(proven.map(({ record }) => record.phase)).toEqual(['end']);
    const own = copies.find(({ phase }) => phase === 'collector');
    expect(own).toMatchObject({ proven: false, disregarded: true });
    expect(own?.checks.find(({ id }) => id === 'collector')).toMatchObject({
      status: 'not-checked',
      detail: expect.stringContaining('nobody said which collectors are believed'),
    });
  });

  it('is refused when nothing else is proven', async () => {
    expect(await proofOf([collector])).toMatchObject({ verdict: 'refused' });
  });

  it('is refused when others were named', async () => {
    const others = ['https://github.com/octo-org/octo-repo/.github/workflows/other.yml@refs/heads/main'];
    expect(await proofOf([start, end, collector], others)).toMatchObject({ verdict: 'refused' });
  });

  it('is refused when its copy was altered', async () => {
    const altered = { ...collector, document: { ...Object(collector.document), event: 'push' } };
    expect(await proofOf([start, end, altered])).toMatchObject({ verdict: 'refused' });
  });
});
