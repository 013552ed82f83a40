import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalize } from '../../src/core/canonical.ts';
import { GITHUB_ISSUER } from '../../src/core/verification/signer.ts';
import { verifyRecord } from '../../src/pipeline/verify.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { IDENTITY, sampleClaims, sampleRecord } from '../core/verification/sample.ts';
import { createMockSigstore, type MockSigstore } from '../signing/mock-sigstore.ts';
import { failures, withoutTimestamps } from './verify-cases.ts';

let sigstore: MockSigstore;

beforeAll(async () => {
  sigstore = await createMockSigstore();
});

describe('verifyRecord', () => {
  it('takes the line about the record when the bundle file holds several', async () => {
    const text = canonicalize(sampleRecord());
    const signedAbout = async (file: string) => {
      const subjects = [{ name: 'file', sha256: createHash('sha256').update(file).digest('hex') }];
      const statement = createStatement({ subjects, predicate: JSON.parse(text) });
      return JSON.stringify(await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims() }));
    };
    const verifier = createBundleVerifier({ roots: async () => parseTrustRoots(sigstore.trustedRoot, 'roots.json') });
    const question = { record: Buffer.from(text), expected: { issuer: GITHUB_ISSUER } };
    const stranger = await signedAbout('another file');
    const ours = await signedAbout(text);

    await expect(verifyRecord({ ...question, bundles: `${stranger}\n${ours}\n` }, verifier)).resolves.toMatchObject({
      verdict: 'verified',
    });
    const refused = await verifyRecord({ ...question, bundles: `${stranger}\n${stranger}\n` }, verifier);
    expect(failures(refused).signature).toMatch(/No bundle in the file speaks about the record file/);
    const swapped = await verifyRecord({ ...question, bundles: stranger }, verifier);
    expect(failures(swapped).subject).toMatch(/does not speak about/);
  });

  it('is verified when one line of several about the record holds, whatever stands in the others', async () => {
    const text = canonicalize(sampleRecord());
    const sha256 = createHash('sha256').update(text).digest('hex');
    const statement = createStatement({ subjects: [{ name: 'file', sha256 }], predicate: JSON.parse(text) });
    const signedWith = async (claims: Record<number, string>) =>
      JSON.stringify(await sigstore.sign(statement, { identity: IDENTITY, claims: sampleClaims(claims) }));
    const good = await signedWith({});
    const one = await signedWith({ 14: 'refs/heads/other' });
    const two = await signedWith({ 14: 'refs/heads/other', 20: 'schedule' });
    const unsigned = JSON.stringify(withoutTimestamps(JSON.parse(good)));
    const verifier = createBundleVerifier({ roots: async () => parseTrustRoots(sigstore.trustedRoot, 'roots.json') });
    const ask = (...lines: string[]) =>
      verifyRecord(
        { record: Buffer.from(text), bundles: lines.join('\n'), expected: { issuer: GITHUB_ISSUER } },
        verifier,
      );

    expect(await ask('no JSON', '{}', unsigned, two, good)).toMatchObject({ verdict: 'verified' });
    expect(Object.keys(failures(await ask('no JSON', unsigned, two, one)))).toEqual(['claim-ref']);
    expect(Object.keys(failures(await ask(unsigned, unsigned)))).toEqual(['signature']);
    await expect(ask('no JSON', '{}')).rejects.toMatchObject({ code: 'file-invalid' });
  });

  it.each(['', '{', '[]', '{"mediaType":1}'])('raises file-invalid when the bundle is %j', async (bundles) => {
    const verifier = createBundleVerifier({ roots: async () => parseTrustRoots(sigstore.trustedRoot, 'roots.json') });
    const question = { record: Buffer.from('{}'), bundles, expected: { issuer: GITHUB_ISSUER } };

    await expect(verifyRecord(question, verifier)).rejects.toMatchObject({ code: 'file-invalid' });
  });
});
