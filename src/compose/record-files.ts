import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DoorlogError } from '../errors.ts';
import type { Configuration } from '../model/configuration.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The folder for a record's files. */
export function outputFolder({ outputDirectory }: Configuration, env: Environment, fallback: string): string {
  return outputDirectory ? resolve(env.GITHUB_WORKSPACE ?? '.', outputDirectory) : fallback;
}

/** Writes a record and its bundle, and answers their paths. Raises `file-unreadable`. */
export function keepFiles(folder: string, { record, bundle }: { record: string; bundle?: string }) {
  try {
    return writeFiles(folder, record, bundle);
  } catch (error) {
    const message = `The record’s files could not be written to ${folder}; give the input output-directory a folder that can be.`;
    throw new DoorlogError('file-unreadable', message, { cause: error });
  }
}

function writeFiles(folder: string, record: string, bundle: string | undefined) {
  mkdirSync(folder, { recursive: true });
  const paths = { record: join(folder, 'access-record.json'), bundle: join(folder, 'bundle.sigstore.json') };
  writeFileSync(paths.record, record);
  if (bundle === undefined) return { record: paths.record };
  writeFileSync(paths.bundle, bundle);
  return paths;
}
