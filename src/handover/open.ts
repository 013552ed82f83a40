import { DoorlogError } from '../errors.ts';
import { LINES_FILE } from './entry-lines.ts';
import type { Identities } from './identity.ts';

/** Names that a handed-over file may have. */
export const HANDED_OVER_FILES = [LINES_FILE, `${LINES_FILE}.age`, `${LINES_FILE}.jwe`];

/**
 * The lines of a handed-over file, decrypted in memory alone. Raises `usage` where it takes a key that was not given,
 * `file-invalid` where it can't be read.
 */
export async function openLines(name: string, bytes: Buffer, identities: Identities | undefined): Promise<string> {
  if (name === LINES_FILE) return bytes.toString('utf8');
  if (identities === undefined) {
    throw new DoorlogError('usage', `${name} is encrypted; give the file with the private key by --identity.`);
  }
  if (name.endsWith('.age')) {
    const { decryptFromAge } = await import('./age.ts');
    return decryptFromAge(bytes, identities.age);
  }
  const { decryptFromJwe } = await import('./jwe.ts');
  return decryptFromJwe(bytes.toString('latin1'), identities.pem);
}
