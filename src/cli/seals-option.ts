import { resolve } from 'node:path';
import { DoorlogError } from '../errors.ts';
import type { SealFolder } from '../ports.ts';
import { createSealFolder } from '../store/seal-folder.ts';
import type { CliIo } from './io.ts';

/** The folder of checkpoints that the option --seals names. Raises `usage` where it is missing. */
export function sealFolderFrom(given: string | undefined, io: CliIo): SealFolder {
  if (given === undefined) {
    throw new DoorlogError('usage', 'Option --seals is missing; name the folder of the checkpoints.');
  }
  return createSealFolder(resolve(io.cwd, given));
}
