import { type ParseArgsConfig, parseArgs } from 'node:util';
import { DoorlogError } from '../errors.ts';
import { nearest } from '../nearest.ts';

/**
 * Reads a command's arguments by `node:util`'s parseArgs.
 * Raises `usage` for an option that the command does not have, or one without its value.
 */
export function readArguments<T extends ParseArgsConfig>(command: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs<T>({ ...config, args: joinedLists(config.args ?? []) });
  } catch (cause) {
    throw new DoorlogError(
      'usage',
      `${complaint(cause, Object.keys(config.options ?? {}))}; see doorlog ${command} --help.`,
      { cause },
    );
  }
}

/** A list in YAML begins with a dash and a space, as no option does: it is the value of the option before it. */
function joinedLists(args: readonly string[]): string[] {
  const end = args.indexOf('--');
  const own = end < 0 ? args : args.slice(0, end);
  const joined: string[] = [];
  for (const arg of own) {
    const before = joined.at(-1);
    if (/^-\s/.test(arg) && before !== undefined && /^--[a-z-]+$/.test(before))
      joined.splice(-1, 1, `${before}=${arg}`);
    else joined.push(arg);
  }
  return [...joined, ...args.slice(own.length)];
}

function complaint(cause: unknown, known: readonly string[]): string {
  const message = String(cause).replace(/^\w*Error( \[\w+\])?: /, '');
  const unknown = /^Unknown option '--([^']+)'/.exec(message)?.[1];
  const meant = unknown === undefined ? undefined : nearest(unknown, known);
  if (unknown !== undefined) return `Unknown option '--${unknown}'${meant ? `, did you mean --${meant}` : ''}`;
  const sentence = message.split(/\n|\. /, 1)[0] ?? message;
  return sentence.replace(/\.$/, '');
}
