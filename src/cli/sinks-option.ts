import { resolve } from 'node:path';
import { DoorlogError } from '../errors.ts';
import type { Sink } from '../ports.ts';
import { parseSinks } from '../sinks/config.ts';
import { secretsFromVariables, VARIABLE_NAMES } from '../sinks/secrets.ts';
import type { ConfiguredSink, SinkSurroundings } from '../sinks/sink-type.ts';
import type { CliIo } from './io.ts';
import { readTextFile } from './text-file.ts';

/**
 * The sinks that the option --sinks lists, as text or in a file, not yet made.
 * Raises `usage`, `input-invalid`, `file-unreadable`, `file-invalid`.
 */
export async function configuredSinks(given: string | undefined, io: CliIo): Promise<ConfiguredSink[]> {
  if (given === undefined) {
    throw new DoorlogError('usage', 'Option --sinks is missing; give the list of sinks or a file that holds it.');
  }
  const sinks = await parseSinks(await listText(given, 'the list of sinks', io));
  if (sinks.length === 0) throw new DoorlogError('usage', 'Option --sinks names no sink; give at least one.');
  return sinks;
}

/** A list as an option gives it: as text, or in a file. Raises `file-unreadable`, `file-invalid`. */
export async function listText(given: string, what: string, io: CliIo): Promise<string> {
  const isText = /^\s*[[{-]/.test(given) || given.includes('\n');
  return isText ? given : readTextFile(resolve(io.cwd, given), what);
}

/** What the command line makes sinks with: their secrets come from the environment. */
export function sinkSurroundings(io: CliIo): SinkSurroundings {
  return {
    http: io.http,
    clock: { now: () => new Date() },
    secrets: secretsFromVariables(io.env),
    secretNames: VARIABLE_NAMES,
    folder: io.cwd,
  };
}

/** The sinks that the option --sinks lists, made. Raises what `configuredSinks` does. */
export async function sinksFrom(given: string | undefined, io: CliIo): Promise<Sink[]> {
  const surroundings = sinkSurroundings(io);
  return Promise.all((await configuredSinks(given, io)).map((sink) => sink.create(surroundings)));
}
