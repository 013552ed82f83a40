import { DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';
import { printable } from './printable.ts';

const HELP = `Usage: doorlog policy init|check|explain [OPTIONS]

Writes, checks and explains policies.

  init       begin a policy from a template
  check      find what is wrong with a policy before it is used, with line and column
  explain    what a rule does under a policy, or why a record was judged as it was and what would change that

  doorlog policy init --help (and so on) tells each one's options.

Example: doorlog policy init --template production && doorlog policy check
`;

const LOADERS: Readonly<Record<string, () => Promise<(args: string[], io: CliIo) => Promise<number>>>> = {
  init: async () => (await import('./policy-init.ts')).init,
  check: async () => (await import('./policy-check.ts')).check,
  explain: async () => (await import('./policy-explain.ts')).explain,
};

/** The command `doorlog policy`; returns the exit code. */
export async function policy(args: string[], io: CliIo): Promise<number> {
  const [word, ...rest] = args;
  try {
    if (word === undefined || word === '--help' || word === '-h') {
      io.stdout(HELP);
      return EXIT.fine;
    }
    const load = Object.hasOwn(LOADERS, word) ? LOADERS[word] : undefined;
    if (!load) {
      const guess = didYouMean(word, Object.keys(LOADERS));
      throw new DoorlogError(
        'usage',
        `There is no doorlog policy “${printable(word, 80)}”.${guess} See doorlog policy --help.`,
      );
    }
    const run = await load();
    return await run(rest, io);
  } catch (error) {
    io.stderr(`${printable(sentenceOf(error))}\n`);
    return exitCodeOf(error);
  }
}
