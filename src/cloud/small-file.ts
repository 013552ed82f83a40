import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { systemCodeOf } from '../errors.ts';
import type { GapReason } from '../model/access-record.ts';

/** The longest file of credentials that is read, in bytes. */
const LONGEST = 64 * 1024;

/** A file's text, or why there is none; a device or a pipe, which might never end, is none. */
export function readSmallFile(
  path: string,
): { readonly text: string } | { readonly reason: GapReason; detail: string } {
  let file: number | undefined;
  try {
    file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const status = fstatSync(file);
    if (!status.isFile()) return { reason: 'input-invalid', detail: 'It is not an ordinary file.' };
    if (status.size > LONGEST) return { reason: 'input-invalid', detail: `It has more than ${LONGEST} bytes.` };
    const bytes = Buffer.alloc(LONGEST);
    return { text: bytes.subarray(0, readSync(file, bytes, 0, LONGEST, 0)).toString('utf8') };
  } catch (error) {
    const code = systemCodeOf(error) ?? 'unexpected fault';
    return { reason: code === 'ENOENT' ? 'not-found' : 'not-permitted', detail: `It could not be read (${code}).` };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** The text as JSON, undefined where it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
