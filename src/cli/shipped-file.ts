import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DoorlogError } from '../errors.ts';

/** The text of a file that ships with Doorlog, beside the sources and beside `dist`. Raises `file-unreadable`. */
export async function shippedFile(path: string): Promise<string> {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const text = await readFile(join(at, path), 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
    if (dirname(at) === at) {
      throw new DoorlogError('file-unreadable', `The file ${path} is not beside Doorlog; install it anew.`);
    }
  }
}
