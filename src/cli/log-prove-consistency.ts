import { resolve } from 'node:path';
import { parseCheckpoint, parseCount } from '../core/checkpoint-note/checkpoint.ts';
import { DoorlogError, sentenceOf } from '../errors.ts';
import { proveConsistency } from '../pipeline/prove-log.ts';
import { readArguments } from './arguments.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';
import { sealFolderFrom } from './seals-option.ts';
import { readTextFile } from './text-file.ts';

const HELP = `Usage: doorlog log prove consistency OLD NEW --seals DIR [--json]

Prints a proof that what a checkpoint is over grew out of what an older one is over, nothing of it changed, in the form
in which C2SP's witnesses are told: the older size, the hashes, and the newer signed checkpoint.

  OLD, NEW       sizes of checkpoints, or files with one
  --seals DIR    folder of the checkpoints and leaves; NEW must be one of them
  --json         the proof as JSON

Exit code 0: printed; 1: the folder does not agree with itself; 2: wrong use.

Example: doorlog log prove consistency kept/checkpoint-40.txt 4711 --seals seals > growth.txt
`;

/** The command `doorlog log prove consistency`; returns the exit code. */
export async function logProveConsistency(args: string[], io: CliIo): Promise<number> {
  try {
    const { values, positionals } = readArguments('log prove consistency', {
      args,
      allowPositionals: true,
      options: {
        seals: { type: 'string' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const [older, newer, ...more] = positionals;
    if (older === undefined || newer === undefined || more.length > 0) {
      throw new DoorlogError('usage', 'Name two checkpoints, the older one first, by their sizes or files.');
    }
    const folder = sealFolderFrom(values.seals, io);
    const proof = await proveConsistency(folder, await sizeOf(older, io), await sizeOf(newer, io));
    io.stdout(values.json ? `${JSON.stringify(proof, null, 2)}\n` : proof.text);
    return EXIT.fine;
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}

async function sizeOf(given: string, io: CliIo): Promise<number> {
  return (
    parseCount(given) ??
    parseCheckpoint(await readTextFile(resolve(io.cwd, given), 'a checkpoint'), printable(given)).size
  );
}
