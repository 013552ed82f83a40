import { hash } from 'node:crypto';

/** Length in bytes of every hash of a tree. */
export const HASH_BYTES = 32;

/** Apart from each other, so that no node can pass as a leaf (RFC 6962, 2.1). */
const LEAF = 0x00;
const NODE = 0x01;

/** The hash of a leaf by its data (RFC 6962, 2.1). */
export function leafHash(data: string | Uint8Array): Buffer {
  const bytes = typeof data === 'string' ? Buffer.from(data) : data;
  const input = Buffer.allocUnsafe(bytes.length + 1);
  input[0] = LEAF;
  input.set(bytes, 1);
  return hash('sha256', input, 'buffer');
}

/** The hash of a node by those of its two children (RFC 6962, 2.1). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  const input = Buffer.allocUnsafe(1 + 2 * HASH_BYTES);
  input[0] = NODE;
  input.set(left, 1);
  input.set(right, 1 + HASH_BYTES);
  return hash('sha256', input, 'buffer');
}

/** The root of a tree without leaves (RFC 6962, 2.1). */
export function emptyRoot(): Buffer {
  return hash('sha256', Buffer.alloc(0), 'buffer');
}

/** Whether two hashes are the same; neither is secret. */
export function isSameHash(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
