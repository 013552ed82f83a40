import type { KeyObject } from 'node:crypto';
import { DoorlogError } from '../errors.ts';
import { bytesFromBech32 } from './bech32.ts';

/** What decrypts what was handed over. */
export interface Identities {
  /** X25519 secret keys of age, 32 bytes each. */
  readonly age: readonly Uint8Array[];
  readonly pem: readonly KeyObject[];
}

const PREFIX = 'age-secret-key-';

/**
 * Reads an identity file of age (one `AGE-SECRET-KEY-1…` a line, `#` for comments) or a private key in PEM.
 * Raises `file-invalid`; what the file holds is never in the sentence.
 */
export async function readIdentities(text: string): Promise<Identities> {
  if (text.includes('-----BEGIN') && !text.includes('-----BEGIN AGE')) {
    const { privateKeyFrom } = await import('./jwe.ts');
    return { age: [], pem: [privateKeyFrom(text)] };
  }
  const lines = text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const age = lines.map((line) => bytesFromBech32(line, PREFIX));
  const usable = age.filter((key) => key?.length === 32);
  if (usable.length === 0 || usable.length < age.length) {
    throw new DoorlogError(
      'file-invalid',
      'The file of --identity is neither an identity file of age (`AGE-SECRET-KEY-1…`, without a pass phrase) nor a private key in PEM; name the right file.',
    );
  }
  return { age: usable.filter((key) => key !== undefined), pem: [] };
}
