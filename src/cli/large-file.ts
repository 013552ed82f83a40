import { open } from 'node:fs/promises';
import { DoorlogError } from '../errors.ts';

/** As much as GitHub takes in one attestation, in base64, with room for the rest of the bundle. */
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * Reads a file of at most 32 MiB; `what` says in words what it should hold.
 * Raises `file-unreadable`, `file-invalid`.
 */
export async function readBytes(path: string, what: string): Promise<Buffer> {
  const file = await open(path, 'r').catch((cause) => {
    throw new DoorlogError('file-unreadable', `There is no ${path} that can be read; name the file with ${what}.`, {
      cause,
    });
  });
  try {
    const { size } = await file.stat();
    if (size > MAX_BYTES) {
      throw new DoorlogError('file-invalid', `${path} is longer than 32 MiB; name the file with ${what}.`);
    }
    return await file.readFile();
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    throw new DoorlogError('file-unreadable', `${path} can't be read; name the file with ${what}.`, { cause });
  } finally {
    await file.close();
  }
}
