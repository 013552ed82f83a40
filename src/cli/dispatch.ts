import { codeOf, DoorlogError, sentenceOf } from '../errors.ts';
import { didYouMean } from '../nearest.ts';
import { VERSION } from '../version.ts';
import { type Command, commands } from './commands.ts';
import { EXIT, exitCodeOf } from './exit-code.ts';
import type { CliIo } from './io.ts';

/** Runs the command that the arguments name, and answers the exit code; never raises. */
export async function dispatch(args: readonly string[], io: CliIo): Promise<number> {
  const [word, ...rest] = args;
  try {
    if (word === '--version' || word === '-v') return say(io, `doorlog ${VERSION}\n`);
    if (word === '--help' || word === '-h') return say(io, help());
    if (word === undefined) throw new DoorlogError('usage', 'Name a command; doorlog --help lists them.');
    if (word === 'help') return await helpFor(rest[0], io);
    const run = await find(word).load();
    return await run(rest, io);
  } catch (error) {
    return complain(error, io);
  }
}

function find(name: string): Command {
  const command = commands().find((each) => each.name === name);
  if (command) return command;
  const what = name.startsWith('-') ? 'option' : 'command';
  const known = what === 'option' ? ['--help', '--version'] : commands().map((each) => each.name);
  const guess = didYouMean(name, known);
  throw new DoorlogError('usage', `There is no ${what} “${printable(name)}”.${guess} doorlog --help lists them.`);
}

async function helpFor(name: string | undefined, io: CliIo): Promise<number> {
  if (name === undefined) return say(io, help());
  const run = await find(name).load();
  return run(['--help'], io);
}

/** One sentence; the place in the code only for whoever asks, because a stack is no help to anybody else. */
function complain(error: unknown, io: CliIo): number {
  const sentence = sentenceOf(error);
  io.stderr(`${codeOf(error) === 'internal' ? `Doorlog itself failed: ${sentence}` : sentence}\n`);
  if (io.env.DOORLOG_DEBUG === '1' && error instanceof Error) io.stderr(`${error.stack ?? ''}\n`);
  return exitCodeOf(error);
}

function say(io: CliIo, text: string): number {
  io.stdout(text);
  return EXIT.fine;
}

/** What a user typed may hold anything: it must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, '\uFFFD').slice(0, 80);
}

function help(): string {
  const width = Math.max(...commands().map(({ name }) => name.length));
  return `Usage: doorlog COMMAND [OPTIONS]

The door book of a delivery pipeline: who came in, as whom, by which right, and what changed meanwhile.

Commands:
${commands()
  .map(({ name, says }) => `  ${name.padEnd(width)}  ${says}`)
  .join('\n')}

  doorlog COMMAND --help tells a command's options, doorlog --version which Doorlog this is.

Examples:
${commands()
  .map(({ example }) => `  ${example}`)
  .join('\n')}

Exit code 0: fine; 1: refused, by a policy or because a proof does not hold; 2: wrong use; 3: evidence is missing or in
conflict; 4: a service failed. Data goes to standard output, everything else to standard error. DOORLOG_DEBUG=1 shows
where in the code an unexpected error came from.
`;
}
