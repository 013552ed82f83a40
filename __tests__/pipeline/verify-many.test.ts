import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize } from '../../src/core/canonical.ts';
import { type BundleVerdict, createConflictFinder, verifyBundleText } from '../../src/pipeline/verify-many.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { sampleRecord, TOKEN } from '../core/verification/sample.ts';
import { createLoggedSigstore, type LoggedBundle, type LoggedSigstore } from '../support/logged-bundles.ts';

const EXPECTED = { signer: { issuer: TOKEN.iss, repository: 'octo-org/octo-repo' }, byKey: false };

let sigstore: LoggedSigstore;
let bundle: LoggedBundle;

beforeAll(async () => {
  sigstore = await createLoggedSigstore();
  bundle = await signed(sampleRecord());
});

function signed(predicate: Record<string, unknown>, predicateType?: string): Promise<LoggedBundle> {
  const sha256 = createHash('sha256').update(canonicalize(predicate)).digest('hex');
  const statement = createStatement({
    subjects: [{ name: 'access-record.json', sha256 }],
    predicate,
    ...(predicateType !== undefined && { predicateType }),
  });
  return sigstore.signStatement(statement, { ...TOKEN, workflow: 'Deploy' });
}

async function verdicts(value: unknown): Promise<BundleVerdict[]> {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const roots = parseTrustRoots(JSON.stringify(sigstore.trustedRoot), 'roots.json');
  return verifyBundleText({ name: 'a.json', text }, EXPECTED, createBundleVerifier({ roots: async () => roots }));
}

describe('verifyBundleText', () => {
  it('proves a record against itself when it is in the bundle', async () => {
    const digest = createHash('sha256').update(canonicalize(sampleRecord())).digest('hex');
    expect(await verdicts(bundle)).toEqual([
      { name: 'a.json', verdict: 'verified', record: { recordId: sampleRecord().recordId, phase: 'end', digest } },
    ]);
  });

  it('says the first reason when the record is refused', async () => {
    const record = sampleRecord();
    const [verdict] = await verdicts(
      await signed({ ...record, pipeline: { ...record.pipeline, sha: 'f'.repeat(40) } }),
    );
    expect(verdict).toMatchObject({ verdict: 'refused', sentence: expect.stringContaining('at /pipeline/sha') });
    expect(verdict).not.toHaveProperty('record');
  });

  it('refuses a statement that nobody signed when it stands beside a signature over the bare file', async () => {
    const file = Buffer.from('an app');
    const sha256 = createHash('sha256').update(file).digest('hex');
    const { messageSignature, ...rest } = await sigstore.signFile(file, { ...TOKEN, workflow: 'Deploy' });
    const predicateType = 'https://slsa.dev/provenance/v1';
    const forged = createStatement({ subjects: [{ name: 'app', sha256 }], predicate: { by: 'nobody' }, predicateType });
    const dsseEnvelope = {
      payload: Buffer.from(forged).toString('base64'),
      payloadType: 'application/vnd.in-toto+json',
      signatures: [{ sig: 'AAAA' }],
    };
    expect(await verdicts({ ...rest, messageSignature, dsseEnvelope })).toEqual([
      expect.objectContaining({ verdict: 'refused', sentence: expect.stringContaining('both an envelope and') }),
    ]);
  });

  it('refuses one and no others when bundles in the answer of an API are nested without end', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const told = await verdicts(`{"attestations":[{"bundle":{"a":${deep}}}]}`);
    expect(told).toEqual([
      { name: 'a.json', verdict: expect.stringMatching(/refused|skipped/), sentence: expect.any(String) },
    ]);
  });

  it('proves signature and signer when the statement is no record', async () => {
    const predicateType = 'https://slsa.dev/provenance/v1';
    expect(await verdicts(await signed({ a: 1 }, predicateType))).toEqual([
      { name: 'a.json', verdict: 'verified', predicateType },
    ]);
  });

  it('numbers them when a file holds several', async () => {
    const names = (await verdicts({ attestations: [{ bundle }, { bundle }] })).map(({ name }) => name);
    expect(names).toEqual(['a.json#1', 'a.json#2']);
  });

  it('skips what holds no bundle, and a bundle when its file is not there', async () => {
    const bare = await sigstore.signFile(Buffer.from('x'), TOKEN);
    for (const each of ['', 'no JSON', {}, { attestations: [] }, bare]) {
      expect(await verdicts(each)).toMatchObject([{ verdict: 'skipped', sentence: expect.any(String) }]);
    }
  });

  it('refuses what is a bundle but can’t be read, so that none is passed over', async () => {
    expect(await verdicts(JSON.stringify(bundle).slice(0, -20))).toMatchObject([{ verdict: 'refused' }]);
    expect(await verdicts({ ...bundle, mediaType: `${bundle.mediaType}9` })).toMatchObject([{ verdict: 'refused' }]);
    expect(await verdicts({ ...bundle, dsseEnvelope: 1 })).toMatchObject([{ verdict: 'refused' }]);
  });

  it('is incomplete when only a key could prove it', async () => {
    const { certificate: _, ...material } = bundle.verificationMaterial;
    const byKey = { ...bundle, verificationMaterial: { ...material, publicKey: { hint: 'x' } } };
    expect(await verdicts(byKey)).toMatchObject([
      { verdict: 'incomplete', sentence: expect.stringContaining('--key') },
    ]);
  });
});

describe('the conflict finder', () => {
  const verdict = (name: string, recordId: string, digest: string, phase = 'end'): BundleVerdict => ({
    name,
    verdict: 'verified',
    record: { recordId, phase, digest },
  });

  it('names the earlier bundle when another record is of the same job and phase', () => {
    const conflictOf = createConflictFinder();
    expect(conflictOf(verdict('a', '1', 'x'))).toBeUndefined();
    expect(conflictOf(verdict('b', '1', 'x'))).toBeUndefined();
    expect(conflictOf(verdict('c', '2', 'y'))).toBeUndefined();
    expect(conflictOf(verdict('d', '1', 'y', 'collector'))).toBeUndefined();
    expect(conflictOf({ name: 'e', verdict: 'refused' })).toBeUndefined();
    expect(conflictOf(verdict('f', '1', 'y'))).toBe('a');
  });
});
