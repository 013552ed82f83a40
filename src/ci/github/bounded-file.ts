import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { isAbsolute, relative, sep } from 'node:path';

/**
 * The bytes of a regular file of at most `maxBytes`; `undefined` for what is no such file or longer. Does not wait at a
 * pipe that nobody writes to. Raises what the file system raises.
 */
export async function readBounded(path: string, maxBytes: number): Promise<Buffer | undefined> {
  // Windows has no such flag, and no pipes among files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const about = await file.stat();
    if (!about.isFile() || about.size > maxBytes) return undefined;
    // One byte more than it may have: a file can grow while it is read.
    const bytes = Buffer.alloc(Math.min(about.size, maxBytes) + 1);
    let length = 0;
    while (length < bytes.length) {
      const { bytesRead } = await file.read(bytes, length, bytes.length - length);
      if (bytesRead === 0) return bytes.subarray(0, length);
      length += bytesRead;
    }
    return undefined;
  } finally {
    await file.close();
  }
}

/** Where a path really leads, links followed; `undefined` where that is outside of `folder`, a real path itself. */
export async function realPathWithin(folder: string, path: string): Promise<string | undefined> {
  const real = await realpath(path);
  const way = relative(folder, real);
  return way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way) ? undefined : real;
}
