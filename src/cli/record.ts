import { DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';

const HELP = `Usage: doorlog record show FILE [--view attested|log] [--id ID] [--phase PHASE] [--json]

Looks at access records.

  show    who, what, when, where, by which right, what changed, and what could not be seen

  doorlog record show --help tells its options.

Example: doorlog record show access-record.json
`;

/** The command `doorlog record`; returns the exit code. */
export async function record(args: string[], io: CliIo): Promise<number> {
  const [word, ...rest] = args;
  try {
    if (word === undefined || word === '--help' || word === '-h') {
      io.stdout(HELP);
      return EXIT.fine;
    }
    if (word !== 'show') {
      const guess = didYouMean(word, ['show']);
      throw new DoorlogError(
        'usage',
        `There is no doorlog record “${printable(word, 80)}”.${guess} See doorlog record --help.`,
      );
    }
    const { show } = await import('./record-show.ts');
    return await show(rest, io);
  } catch (error) {
    io.stderr(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}
