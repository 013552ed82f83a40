import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decryptFromAge, encryptForAge } from '../../src/handover/age.ts';
import { readIdentities } from '../../src/handover/identity.ts';
import { parseRecipient } from '../../src/handover/recipient.ts';

// A pair of `age-keygen` 1.3.2, and what `age --armor` of that version made for it and for another one.
const PUBLIC = 'age1r2ejchr3nfrr436kcdh0vvar728z2yjqkr2nll5ar4zca9a4y3yqhxj43j';
const SECRET = 'AGE-SECRET-KEY-150E9XV3VCHZ7ALSR8JELH4JFCL64Y3KDQZNUDAKS5AU2XHV8DZSSSEH4VD';
const BY_AGE = `-----BEGIN AGE ENCRYPTED FILE-----
YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSB0WmRudmlmMys0c2xxSTBD
eHNJTTUyekxUa0RYUE45TVFqL2VjZ0hKbDFRCnVCNExubHRLS0dRbTZ1ODFKa1dn
T0dOcUI4YmVzaTFxMnlTSm5IYkNYakEKLT4gWDI1NTE5IER0U25qNHZ4MmFmZnhp
UlZIc3QzSHZFWUgydktCbHhkV01WRGkvTWJaRlUKR3Z4eDNRMmUycXZISU9sM2xv
UDZOVUhQVm9weHhkbVlaWHNDbHB5TG9EcwotLS0gMDZoZDlTY05kdlo2QWRhTHNh
eDZkbEJ5OUVqSEM3cGNYUUFvTUEzdXBoTQpiQ7npP9QE39Yb0pdqTgvb5ZcddcgU
yHbOkcA1DYSk91+W70Jb/ILsig==
-----END AGE ENCRYPTED FILE-----
`;

function publicKey(): Uint8Array {
  const recipient = parseRecipient(PUBLIC);
  if (recipient.kind !== 'age') throw new Error('It is no recipient of age');
  return recipient.publicKey;
}

const secretKeys = async (text = SECRET) => (await readIdentities(text)).age;

describe('what is encrypted for age', () => {
  it('is what the key decrypts when any text was encrypted', async () => {
    const keys = await secretKeys();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(decryptFromAge(Buffer.from(encryptForAge(text, publicKey())), keys)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it.each([0, 1, 65_535, 65_536, 65_537, 131_072])('is whole when it has %i bytes', async (length) => {
    const text = 'x'.repeat(length);
    expect(decryptFromAge(Buffer.from(encryptForAge(text, publicKey())), await secretKeys())).toBe(text);
  });

  it('is read when age itself made it, for others too, with armor or without', async () => {
    const armor = Buffer.from(BY_AGE);
    const bare = Buffer.from(BY_AGE.split('\n').slice(1, -2).join(''), 'base64');
    for (const file of [armor, Buffer.from(BY_AGE.replaceAll('\n', '\r\n')), bare]) {
      expect(decryptFromAge(file, await secretKeys())).toBe('one line\n');
    }
  });

  it('says that the key does not fit when it is another one', async () => {
    const other = 'AGE-SECRET-KEY-1FU30F6WYQ4T3MGVVA4DTH9E6DCFM0RS9G6DZE9GWN8GNENZ8Q7EQF5MVT7';
    const keys = await secretKeys(other);
    expect(() => decryptFromAge(Buffer.from(BY_AGE), keys)).toThrow(/encrypted to another key/);
  });

  it('is refused in one sentence when anything of it was changed or cut off', async () => {
    const keys = await secretKeys();
    const bytes = Buffer.from(BY_AGE.split('\n').slice(1, -2).join(''), 'base64');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, by, isCut) => {
        const changed = isCut ? bytes.subarray(0, at) : Buffer.from(bytes);
        if (!isCut) changed[at] = (bytes[at] ?? 0) ^ by;
        expect(() => decryptFromAge(changed, keys)).toThrow(/another key|no file of age/);
      }),
    );
  });
});

describe('an identity file', () => {
  it('gives all keys when it has comments and several of them', async () => {
    expect(await secretKeys(`# created\r\n\n${SECRET}\n${SECRET}\n`)).toHaveLength(2);
  });

  it.each([
    ['empty', ''],
    ['mistyped', SECRET.replace(/.$/, 'Q')],
    ['encrypted itself', BY_AGE],
    ['of another kind', 'AGE-PLUGIN-YUBIKEY-1QQQQQQ'],
    ['half PEM', '-----BEGIN PRIVATE KEY-----\nMC4CAQ\n'],
  ])('is refused without a word of it when it is %s', async (_name, text) => {
    const error = await readIdentities(text).catch((caught: unknown) => caught);
    expect(String(error)).toMatch(/--identity (is neither|holds no private key)/);
    if (text !== '') expect(String(error)).not.toContain(text.slice(0, 20));
  });
});
