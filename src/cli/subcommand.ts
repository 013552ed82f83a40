import { DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';

/** A command that is a family: its help, and how each member is loaded. */
export interface Family {
  readonly help: string;
  readonly loaders: Readonly<Record<string, () => Promise<(args: string[], io: CliIo) => Promise<number>>>>;
}

/** Runs the member of a family that the first argument names; returns the exit code. */
export async function subcommand(
  family: string,
  { help, loaders }: Family,
  [word, ...rest]: readonly string[],
  io: CliIo,
): Promise<number> {
  try {
    if (word === undefined || word === '--help' || word === '-h') {
      io.stdout(help);
      return EXIT.fine;
    }
    const load = Object.hasOwn(loaders, word) ? loaders[word] : undefined;
    if (!load) {
      const guess = didYouMean(word, Object.keys(loaders));
      throw new DoorlogError(
        'usage',
        `There is no doorlog ${family} “${printable(word, 80)}”.${guess} See doorlog ${family} --help.`,
      );
    }
    const run = await load();
    return await run(rest, io);
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}
