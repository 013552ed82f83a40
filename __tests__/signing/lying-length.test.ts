import { describe, expect, it } from '@jest/globals';
import { hasLyingLength } from '../../src/signing/lying-length.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';

const BUNDLE = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { certificate: { rawBytes: { length: 4e9 } }, tlogEntries: [] },
  dsseEnvelope: { payload: 'e30=', payloadType: 'text/plain', signatures: [{ sig: 'AA==' }] },
};

describe('hasLyingLength', () => {
  it.each([
    ['an object says its length', { a: [{ length: 1e9 }] }, true],
    ['an object passes for a buffer', { type: 'Buffer', data: [1] }, true],
    ['lists and texts have lengths of their own', { a: ['length', []], b: 'data' }, false],
    ['it is no object', null, false],
  ])('looks at every member when %s', (_, json, answer) => {
    expect(hasLyingLength(json)).toBe(answer);
  });

  it('makes no bytes of it when a bundle has one', async () => {
    const verifier = createBundleVerifier({ roots: async () => ({ roots: [], origin: 'roots.json' }) });
    await expect(verifier.verify(JSON.stringify(BUNDLE))).rejects.toMatchObject({
      code: 'verification-failed',
      message: 'The bundle holds an object where bytes belong.',
    });
  });
});
