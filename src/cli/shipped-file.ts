import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DoorlogError } from '../errors.ts';

/** Where a file or folder is that ships with Doorlog, beside the sources and beside `dist`. Raises `file-unreadable`. */
export async function shippedPath(path: string): Promise<string> {
  for (let at = dirname(fileURLToPath(import.meta.url)); ; at = dirname(at)) {
    const place = join(at, path);
    if (await stat(place).catch(() => undefined)) return place;
    if (dirname(at) === at) {
      throw new DoorlogError('file-unreadable', `${path} is not beside Doorlog; install it anew.`);
    }
  }
}

/** The text of such a file. Raises `file-unreadable`. */
export async function shippedFile(path: string): Promise<string> {
  return readFile(await shippedPath(path), 'utf8');
}
