import { resolve } from 'node:path';
import { DoorlogError } from '../errors.ts';
import type { Sink } from '../ports.ts';
import { parseSinks } from '../sinks/config.ts';
import { createSink } from '../sinks/registry.ts';
import { secretsFromVariables, VARIABLE_NAMES } from '../sinks/secrets.ts';
import type { CliIo } from './io.ts';
import { readTextFile } from './text-file.ts';

/**
 * The sinks that the option --sinks lists, as text or in a file, with their secrets from the environment.
 * Raises `usage`, `input-invalid`, `file-unreadable`, `file-invalid`.
 */
export async function sinksFrom(given: string | undefined, io: CliIo): Promise<Sink[]> {
  if (given === undefined) {
    throw new DoorlogError('usage', 'Option --sinks is missing; give the list of sinks or a file that holds it.');
  }
  const isText = /^\s*[[{-]/.test(given) || given.includes('\n');
  const text = isText ? given : await readTextFile(resolve(io.cwd, given), 'the list of sinks');
  const configs = await parseSinks(text);
  if (configs.length === 0) throw new DoorlogError('usage', 'Option --sinks names no sink; give at least one.');
  const secrets = secretsFromVariables(io.env);
  return Promise.all(
    configs.map((config) =>
      createSink(config.type === 'file' ? { ...config, path: resolve(io.cwd, config.path) } : config, {
        http: io.http,
        secrets,
        secretNames: VARIABLE_NAMES,
      }),
    ),
  );
}
