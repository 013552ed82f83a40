import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { DoorlogError } from '../errors.ts';
import { armored, base64Of, bytesOf, unarmored } from './age-armor.ts';

const VERSION = 'age-encryption.org/v1';
const X25519 = 'X25519';
const CIPHER = 'chacha20-poly1305';
const TAG = 16;
const CHUNK = 64 * 1024;
/** What comes before the 32 bytes of a key in PKCS 8 (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** Encrypts text to one recipient (32 bytes), with armor: age-encryption.org/v1, by Node’s own cryptography alone. */
export function encryptForAge(text: string, recipient: Uint8Array): string {
  const fileKey = randomBytes(16);
  const ephemeral = generateKeyPairSync('x25519');
  const share = rawPublic(ephemeral.publicKey);
  const wrapKey = wrapKeyOf(ephemeral.privateKey, publicKeyOf(recipient), share, recipient);
  const stanza = `-> ${X25519} ${base64Of(share)}\n${base64Of(sealed(wrapKey, Buffer.alloc(12), fileKey))}\n`;
  const head = `${VERSION}\n${stanza}---`;
  const nonce = randomBytes(16);
  const payload = encryptPayload(Buffer.from(text), derived(fileKey, nonce, 'payload'));
  return armored(Buffer.concat([Buffer.from(`${head} ${base64Of(macOf(fileKey, head))}\n`), nonce, ...payload]));
}

/**
 * Decrypts what was encrypted to one of these secret keys (32 bytes each), with armor or without.
 * Raises `file-invalid` for what is no such file or was altered, `usage` where none of the keys fits.
 */
export function decryptFromAge(file: Buffer, secretKeys: readonly Uint8Array[]): string {
  try {
    const { head, mac, stanzas, payload } = parseFile(unarmored(file));
    const fileKey = fileKeyFrom(stanzas, secretKeys);
    if (fileKey === undefined) {
      throw new DoorlogError(
        'usage',
        'What was handed over is encrypted to another key than those of --identity; give the file with the right one.',
      );
    }
    if (!timingSafeEqual(macOf(fileKey, head), mac)) throw new Error('the header was altered');
    return decryptPayload(payload.subarray(16), derived(fileKey, payload.subarray(0, 16), 'payload')).toString('utf8');
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    throw new DoorlogError(
      'file-invalid',
      'What was handed over is no file of age, or was altered or cut off; download the artifact again.',
      { cause },
    );
  }
}

interface Stanza {
  readonly words: readonly string[];
  readonly body: Buffer;
}

function parseFile(file: Buffer): { head: string; mac: Buffer; stanzas: Stanza[]; payload: Buffer } {
  const end = file.indexOf('\n--- ');
  const line = file.indexOf('\n', end + 1);
  if (end < 0 || line < 0) throw new Error('there is no end of the header');
  const [version, ...lines] = file.subarray(0, end).toString('latin1').split('\n');
  if (version !== VERSION) throw new Error('it is of another version');
  const stanzas: { words: string[]; body: string }[] = [];
  for (const each of lines) {
    const last = stanzas.at(-1);
    if (each.startsWith('-> ')) stanzas.push({ words: each.split(' ').slice(1), body: '' });
    else if (last) last.body += each;
  }
  return {
    head: file.subarray(0, end + 4).toString('latin1'),
    mac: bytesOf(file.subarray(end + 5, line).toString('latin1')),
    stanzas: stanzas.map(({ words, body }) => ({ words, body: bytesOf(body) })),
    payload: file.subarray(line + 1),
  };
}

function fileKeyFrom(stanzas: readonly Stanza[], secretKeys: readonly Uint8Array[]): Buffer | undefined {
  for (const secret of secretKeys) {
    const key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, secret]), format: 'der', type: 'pkcs8' });
    const own = rawPublic(createPublicKey(key));
    for (const { words, body } of stanzas) {
      if (words[0] !== X25519) continue;
      const share = bytesOf(words[1] ?? '');
      if (words.length !== 2 || share.length !== 32 || body.length !== 16 + TAG) throw new Error('a stanza is broken');
      const wrapKey = wrapKeyOf(key, publicKeyOf(share), share, own);
      const fileKey = openedOrNothing(wrapKey, Buffer.alloc(12), body);
      if (fileKey) return fileKey;
    }
  }
  return undefined;
}

function wrapKeyOf(privateKey: KeyObject, publicKey: KeyObject, share: Uint8Array, recipient: Uint8Array): Buffer {
  const shared = diffieHellman({ privateKey, publicKey });
  return derived(shared, Buffer.concat([share, recipient]), `${VERSION}/${X25519}`);
}

function macOf(fileKey: Buffer, head: string): Buffer {
  return createHmac('sha256', derived(fileKey, Buffer.alloc(0), 'header'))
    .update(head, 'latin1')
    .digest();
}

function derived(key: Buffer, salt: Uint8Array, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, salt, purpose, 32));
}

function encryptPayload(text: Buffer, key: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let start = 0; start === 0 || start < text.length; start += CHUNK) {
    const isLast = start + CHUNK >= text.length;
    chunks.push(sealed(key, nonceOf(start / CHUNK, isLast), text.subarray(start, start + CHUNK)));
  }
  return chunks;
}

function decryptPayload(payload: Buffer, key: Buffer): Buffer {
  const step = CHUNK + TAG;
  const chunks: Buffer[] = [];
  for (let start = 0; start === 0 || start < payload.length; start += step) {
    const isLast = start + step >= payload.length;
    // The specification’s only other spelling of the same text: an empty last chunk after full ones.
    if (start > 0 && payload.length - start <= TAG) throw new Error('its last chunk is empty');
    chunks.push(opened(key, nonceOf(start / step, isLast), payload.subarray(start, start + step)));
  }
  return Buffer.concat(chunks);
}

/** Eleven bytes that count chunks, and one that marks the last. */
function nonceOf(chunk: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(chunk, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealed(key: Buffer, nonce: Buffer, text: Buffer): Buffer {
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  return Buffer.concat([cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function opened(key: Buffer, nonce: Buffer, text: Buffer): Buffer {
  if (text.length < TAG) throw new Error('it is cut off');
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG });
  decipher.setAuthTag(text.subarray(-TAG));
  return Buffer.concat([decipher.update(text.subarray(0, -TAG)), decipher.final()]);
}

function openedOrNothing(key: Buffer, nonce: Buffer, text: Buffer): Buffer | undefined {
  try {
    return opened(key, nonce, text);
  } catch {
    return undefined;
  }
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  const x = Buffer.from(raw).toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x }, format: 'jwk' });
}

function rawPublic(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url');
}
