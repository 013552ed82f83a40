import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decryptFromJwe, encryptAsJwe } from '../../src/handover/jwe.ts';
import { parseRecipient } from '../../src/handover/recipient.ts';

const AGE = 'age17j7m8uytxkgzf7xyzazy5dctsqgp0wnhcl4nffcgcf82zhwq3sysjmxdp3';

function spki(pair: { publicKey: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer } }): string {
  return String(pair.publicKey.export({ type: 'spki', format: 'pem' }));
}

const GOOD = {
  'RSA with 2048 bits': generateKeyPairSync('rsa', { modulusLength: 2048 }),
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  X25519: generateKeyPairSync('x25519'),
};

describe('a hand-over key', () => {
  it('is read when it is a recipient of age in either case', () => {
    for (const text of [AGE, AGE.toUpperCase()]) {
      expect(parseRecipient(text)).toMatchObject({ kind: 'age', publicKey: expect.any(Uint8Array) });
    }
  });

  it.each(Object.entries(GOOD))('is encrypted to when it is %s in PEM', async (_name, pair) => {
    const recipient = parseRecipient(spki(pair));
    if (recipient.kind !== 'jwe') throw new Error('It is taken for something else');
    const sealed = await encryptAsJwe('one line\n', recipient);
    expect(sealed).not.toContain('one line');
    const { privateKey: stranger } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(await decryptFromJwe(`${sealed}\n`, [stranger, pair.privateKey])).toBe('one line\n');
    await expect(decryptFromJwe(sealed, [stranger])).rejects.toThrow(/encrypted to another key, or was altered/);
    const altered = sealed.replace(/.(?=[^.]*$)/, (letter) => (letter === 'A' ? 'B' : 'A'));
    await expect(decryptFromJwe(altered, [pair.privateKey])).rejects.toThrow(/or was altered/);
  });

  const SECRET_WORDS = 'MC4CAQAwBQYDK2VuBCIEIA';
  it.each([
    ['mistyped', AGE.replace('7', '8'), /no recipient of age, or mistyped/],
    ['cut off', AGE.slice(0, -5), /no recipient of age, or mistyped/],
    ['half in capitals', AGE.replace('j', 'J'), /mistyped/],
    ['post-quantum', 'age1pq1qqqq', /post-quantum/],
    ['an identity of age', 'AGE-SECRET-KEY-1FU30F6WYQ4T3MGVVA4DTH9', /is a private key, which must never/],
    ['a private key', `-----BEGIN PRIVATE KEY-----\n${SECRET_WORDS}\n-----END PRIVATE KEY-----`, /is a private key/],
    ['PEM that broke off', `-----BEGIN PUBLIC KEY-----\n${SECRET_WORDS}`, /no whole public key in PEM/],
    ['RSA with 1024 bits', spki(generateKeyPairSync('rsa', { modulusLength: 1024 })), /RSA key of 1024 bits/],
    ['on a strange curve', spki(generateKeyPairSync('ec', { namedCurve: 'secp256k1' })), /on a curve that/],
    ['for signatures only', spki(generateKeyPairSync('ed25519')), /can’t be encrypted to/],
    ['something else', 'swordfish', /must be a recipient of age .* or a public key in PEM/],
  ])('is refused with one sentence and nothing of itself when it is %s', (_name, text, sentence) => {
    expect(() => parseRecipient(text)).toThrow(sentence);
    try {
      parseRecipient(text);
    } catch (error) {
      expect(String(error)).not.toContain(text.slice(-12));
      expect(String(error)).toMatch(/^DoorlogError: The input “handover-key” [^\n]*\.$/);
    }
  });
});
