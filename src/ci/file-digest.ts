import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

const PIECE_BYTES = 256 * 1024;

/**
 * SHA-256 in hex of a file of any size, read piece by piece; `undefined` for what is no regular file. Does not wait at a
 * pipe that nobody writes to. Raises what the file system raises.
 */
export async function digestOfFile(path: string): Promise<string | undefined> {
  // Windows has no such flag, and no pipes among files.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const hash = createHash('sha256');
    const piece = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE_BYTES);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(piece.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
