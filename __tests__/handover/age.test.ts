import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  hkdfSync,
} from 'node:crypto';
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

/** A file for our key whose chunks and first stanza are as somebody who knows the recipient may make them. */
async function forged(chunks: readonly { readonly text: string; readonly nonce: string }[]): Promise<Buffer> {
  const base = Buffer.from(encryptForAge('', publicKey()).split('\n').slice(1, -2).join(''), 'base64');
  const line = base.indexOf('\n', base.indexOf('\n--- ') + 1);
  const [, stanza = '', body = ''] = base.toString('latin1').split('\n');
  const [, , share = ''] = stanza.split(' ');
  const [secret = new Uint8Array()] = await secretKeys();
  const key = Buffer.concat([Buffer.from('302e020100300506032b656e04220420', 'hex'), secret]);
  const privateKey = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  const theirs = Buffer.from(share, 'base64');
  const x = theirs.toString('base64url');
  const shared = diffieHellman({
    privateKey,
    publicKey: createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' }),
  });
  const salt = Buffer.concat([theirs, publicKey()]);
  const wrapKey = Buffer.from(hkdfSync('sha256', shared, salt, 'age-encryption.org/v1/X25519', 32));
  const wrapped = Buffer.from(body, 'base64');
  const options = { authTagLength: 16 };
  const opener = createDecipheriv('chacha20-poly1305', wrapKey, Buffer.alloc(12), options).setAuthTag(
    wrapped.subarray(16),
  );
  const fileKey = Buffer.concat([opener.update(wrapped.subarray(0, 16)), opener.final()]);
  const nonce = base.subarray(line + 1, line + 17);
  const payloadKey = Buffer.from(hkdfSync('sha256', fileKey, nonce, 'payload', 32));
  const sealed = chunks.map((chunk) => {
    const cipher = createCipheriv('chacha20-poly1305', payloadKey, Buffer.from(chunk.nonce, 'hex'), options);
    return Buffer.concat([cipher.update(chunk.text), cipher.final(), cipher.getAuthTag()]);
  });
  return Buffer.concat([base.subarray(0, line + 17), ...sealed]);
}

describe('a file of age whose chunks somebody else arranged', () => {
  const FULL = 'x'.repeat(65_536);
  const [FIRST, FIRST_LAST] = ['000000000000000000000000', '000000000000000000000001'];
  const [SECOND, SECOND_LAST] = ['000000000000000000000100', '000000000000000000000101'];

  it('is read when it is as age makes it', async () => {
    const keys = await secretKeys();
    expect(decryptFromAge(await forged([{ text: '', nonce: FIRST_LAST }]), keys)).toBe('');
    const two = [
      { text: FULL, nonce: FIRST },
      { text: 'y', nonce: SECOND_LAST },
    ];
    expect(decryptFromAge(await forged(two), keys)).toBe(`${FULL}y`);
  });

  it.each([
    ['its last chunk is empty', [FULL, FIRST, '', SECOND_LAST]],
    ['its last chunk was cut off', [FULL, FIRST]],
    ['something follows the last chunk', [FULL, FIRST_LAST, 'y', SECOND_LAST]],
    ['two chunks changed places', [FULL, SECOND, 'y', FIRST_LAST]],
    ['a chunk is there twice', [FULL, FIRST, FULL, FIRST, 'y', SECOND_LAST]],
    ['a middle chunk is short', ['x', FIRST, 'y', SECOND_LAST]],
    ['there is no chunk', []],
  ])('is refused when %s', async (_, parts) => {
    const chunks = parts.flatMap((text, index) => (index % 2 === 0 ? [{ text, nonce: parts[index + 1] ?? '' }] : []));
    const file = await forged(chunks);
    const keys = await secretKeys();
    expect(() => decryptFromAge(file, keys)).toThrow(/no file of age/);
  });

  it.each([
    ['a point of low order', Buffer.alloc(32)],
    ['another one', Buffer.from(`01${'00'.repeat(31)}`, 'hex')],
    ['a short point', Buffer.alloc(31, 7)],
  ])('is refused when its stanza holds %s', async (_, point) => {
    const keys = await secretKeys();
    const text = (await forged([{ text: '', nonce: FIRST_LAST }])).toString('latin1');
    const share = point.toString('base64').replace(/=+$/, '');
    const file = Buffer.from(text.replace(/-> X25519 \S+/, `-> X25519 ${share}`), 'latin1');
    expect(() => decryptFromAge(file, keys)).toThrow(/no file of age/);
  });

  it('is refused when its header names somebody else too, or its seal is another', async () => {
    const keys = await secretKeys();
    const text = (await forged([{ text: '', nonce: FIRST_LAST }])).toString('latin1');
    const seal = createHmac('sha256', 'x').digest('base64').replace(/=+$/, '');
    for (const changed of [
      text.replace('\n--- ', '\n-> grease x\n\n--- '),
      text.replace(/\n--- \S+/, `\n--- ${seal}`),
      text.replace(/\n--- \S+/, '\n--- eA'),
      text.replace(/-> X25519 (\S+)/, '-> X25519 $1 more'),
    ]) {
      expect(() => decryptFromAge(Buffer.from(changed, 'latin1'), keys)).toThrow(/no file of age/);
    }
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
