import { type ParseArgsConfig, parseArgs } from 'node:util';
import { DoorlogError } from '../errors.ts';

/**
 * Reads a command's arguments by `node:util`'s parseArgs.
 * Raises `usage` for an option that the command does not have, or one without its value.
 */
export function readArguments<T extends ParseArgsConfig>(command: string, config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    throw new DoorlogError('usage', `${complaint(cause)}; see doorlog ${command} --help.`, { cause });
  }
}

function complaint(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  const sentence = message.split(/\n|\. /, 1)[0] ?? message;
  return sentence.replace(/\.$/, '');
}
