import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CompactEncrypt, compactDecrypt } from 'jose';
import { DoorlogError } from '../errors.ts';
import type { Recipient } from './recipient.ts';

const ALGORITHMS = ['RSA-OAEP-256', 'ECDH-ES'];
const CIPHER = 'A256GCM';

/** Encrypts text to a public key as JSON Web Encryption in its compact form (RFC 7516). */
export async function encryptAsJwe(
  text: string,
  { key, algorithm }: Extract<Recipient, { kind: 'jwe' }>,
): Promise<string> {
  const header = { alg: algorithm, enc: CIPHER, cty: 'application/jsonl' };
  return new CompactEncrypt(Buffer.from(text)).setProtectedHeader(header).encrypt(key);
}

/**
 * Decrypts JSON Web Encryption with one of these private keys.
 * Raises `usage` where none of them fits, or what was encrypted is altered, which can't be told apart.
 */
export async function decryptFromJwe(text: string, keys: readonly KeyObject[]): Promise<string> {
  const options = { keyManagementAlgorithms: ALGORITHMS, contentEncryptionAlgorithms: [CIPHER] };
  for (const key of keys) {
    try {
      const { plaintext } = await compactDecrypt(text.trim(), key, options);
      return Buffer.from(plaintext).toString('utf8');
    } catch {
      // The next key may fit.
    }
  }
  throw new DoorlogError(
    'usage',
    'What was handed over can’t be decrypted with --identity: it is encrypted to another key, or was altered; give the file with the right private key.',
  );
}

/** A private key in PEM, not protected by a pass phrase. Raises `file-invalid`. */
export function privateKeyFrom(pem: string): KeyObject {
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw new DoorlogError(
      'file-invalid',
      'The file of --identity holds no private key in PEM that can be used without a pass phrase; decrypt it first, or name the right file.',
      { cause },
    );
  }
}
