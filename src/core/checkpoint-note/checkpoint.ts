import { DoorlogError } from '../../errors.ts';
import { HASH_BYTES } from '../merkle/tree-hash.ts';
import type { TreeHead } from '../merkle/verify-proof.ts';
import { bytesOfBase64 } from './base64.ts';
import { parseSignedNote, type SignedNote } from './signed-note.ts';

/** A tree head with the name of its log (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint extends TreeHead {
  readonly origin: string;
}

/** A checkpoint with the signatures under it. */
export interface SignedCheckpoint extends Checkpoint {
  readonly note: SignedNote;
}

/** The text of a checkpoint that is signed: origin, size and root, a line each. */
export function checkpointText({ origin, size, rootHash }: Checkpoint): string {
  return `${origin}\n${size}\n${Buffer.from(rootHash).toString('base64')}\n`;
}

/**
 * Takes a checkpoint apart, nothing of it proven; lines below the third are others’ extensions and passed over. `what`
 * names it in the sentence. Raises `file-invalid`.
 */
export function parseCheckpoint(text: string, what: string): SignedCheckpoint {
  const note = parseSignedNote(text, what);
  const invalid = (why: string) =>
    new DoorlogError('file-invalid', `${what} is no checkpoint of a log: ${why}; name the file as it was written.`);
  const [origin = '', size = '', root = '', ...more] = note.text.split('\n').slice(0, -1);
  if (origin === '') throw invalid('its first line names no log');
  const count = parseCount(size);
  if (count === undefined) throw invalid('its second line is no size');
  const rootHash = bytesOfBase64(root);
  if (rootHash?.length !== HASH_BYTES) throw invalid('its third line is no SHA-256 in Base64');
  if (more.includes('')) throw invalid('one of its lines is empty');
  return { origin, size: count, rootHash, note };
}

/** A whole number in decimal without leading zeros; undefined for any other text, and for what a double can’t hold. */
export function parseCount(text: string): number | undefined {
  const count = /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : undefined;
  return count !== undefined && Number.isSafeInteger(count) ? count : undefined;
}
