import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { verifyDigest } from '../../src/signing/signed-digest.ts';

const KEYS = [
  ...['P-256', 'P-384', 'P-521'].map((namedCurve) => generateKeyPairSync('ec', { namedCurve })),
  generateKeyPairSync('rsa', { modulusLength: 2048 }),
];

function sha256(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

describe('verifyDigest', () => {
  it('says what Node says of the file when signature or file are changed anywhere', () => {
    const changes = fc.record({
      file: fc.uint8Array({ minLength: 1, maxLength: 100 }),
      key: fc.nat(KEYS.length - 1),
      place: fc.option(fc.nat(1_000), { nil: undefined }),
      other: fc.boolean(),
    });
    fc.assert(
      fc.property(changes, ({ file, key, place, other }) => {
        const pair = KEYS[key];
        if (!pair) throw new Error('no key');
        const signature = sign('sha256', file, pair.privateKey);
        if (place !== undefined) signature[place % signature.length] = (signature[place % signature.length] ?? 0) ^ 1;
        const asked = other ? Uint8Array.from([...file, 0]) : file;
        const expected = verify('sha256', asked, pair.publicKey, signature);
        expect(verifyDigest(sha256(asked), pair.publicKey, signature)).toBe(expected);
        expect(expected).toBe(place === undefined && !other);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses a signature of an elliptic curve when a number in it is nought or not a number', () => {
    const [pair] = KEYS;
    if (!pair) throw new Error('no key');
    for (const hex of ['3006020100020100', '3006020101020100', '3006020100020101', '', '3000', 'ff'.repeat(72)]) {
      expect(verifyDigest(sha256(Buffer.from('x')), pair.publicKey, Buffer.from(hex, 'hex'))).toBe(false);
    }
  });

  it('says that it takes the file when the key signs more than a digest', () => {
    for (const { publicKey } of [
      generateKeyPairSync('ed25519'),
      generateKeyPairSync('rsa-pss', { modulusLength: 2048 }),
    ]) {
      expect(() => verifyDigest(sha256(Buffer.from('x')), publicKey, Buffer.alloc(64))).toThrow(
        'only with the file itself',
      );
    }
  });
});
