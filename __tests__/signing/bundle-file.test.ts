import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeOf } from '../../src/errors.ts';
import { openEnvelope, parseBundle } from '../../src/signing/bundle-file.ts';

const BUNDLE = {
  mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
  verificationMaterial: { publicKey: { hint: 'x' } },
  dsseEnvelope: { payload: 'e30=', payloadType: 'x', signatures: [{ sig: 'AAAA' }] },
};

function failure(run: () => unknown): string {
  try {
    run();
    return 'none';
  } catch (error) {
    return codeOf(error);
  }
}

describe('parseBundle', () => {
  it('reads a bundle when all that its format demands is there', () => {
    expect(parseBundle(JSON.stringify(BUNDLE)).content.$case).toBe('dsseEnvelope');
    expect(openEnvelope(JSON.stringify(BUNDLE))).toMatchObject({ payloadType: 'x', signatures: 1 });
  });

  it.each([
    ['payload', { ...BUNDLE.dsseEnvelope, payload: 'e3*0=' }],
    ['signature', { ...BUNDLE.dsseEnvelope, signatures: [{ sig: 'AA AA' }] }],
  ])('refuses a bundle when the base64 of its %s holds something else', (_, dsseEnvelope) => {
    expect(() => parseBundle(JSON.stringify({ ...BUNDLE, dsseEnvelope }))).toThrow('something else than base64');
  });

  it('refuses a bundle when its version is not known', () => {
    const mediaType = 'application/vnd.dev.sigstore.bundle.v0.4+json';
    expect(() => parseBundle(JSON.stringify({ ...BUNDLE, mediaType }))).toThrow('is not known');
  });

  it('raises nothing but its own when it is given anything at all', () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({
          verificationMaterial: fc.jsonValue(),
          dsseEnvelope: fc.jsonValue(),
          messageSignature: fc.jsonValue(),
        })
        .map((rest) => JSON.stringify({ ...BUNDLE, ...rest })),
    );
    fc.assert(
      fc.property(anything, (text) => {
        expect(['none', 'file-invalid', 'verification-failed']).toContain(failure(() => parseBundle(text)));
        expect(['none', 'file-invalid', 'verification-failed']).toContain(failure(() => openEnvelope(text)));
      }),
    );
  });
});
