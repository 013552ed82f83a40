import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DoorlogError } from '../../src/errors.ts';
import { DEMO_FILES, type DemoFile } from './play.ts';

/**
 * Makes the folder for the demo's files, or takes one that is there. Raises `usage` for a file, and for a folder with a
 * file of one of those names that no demo wrote.
 */
export function prepareFolder(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory()) {
    throw new DoorlogError('usage', `Option --out names ${folder}, which is a file; name a folder.`);
  }
  const taken = DEMO_FILES.find((name) => existsSync(join(folder, name)));
  if (taken !== undefined && !holdsDemo(folder)) {
    throw new DoorlogError(
      'usage',
      `${join(folder, taken)} is not from an earlier demo and is left alone; name another folder with --out.`,
    );
  }
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new DoorlogError('usage', `The folder ${folder} can't be made; name another one with --out.`, { cause });
  }
}

/** Writes the files; those of an earlier demo are replaced. */
export function writeFiles(folder: string, files: Readonly<Record<DemoFile, string>>): Record<DemoFile, string> {
  const paths = {} as Record<DemoFile, string>;
  for (const name of DEMO_FILES) {
    paths[name] = join(folder, name);
    writeFileSync(paths[name], files[name]);
  }
  return paths;
}

/** The record comes first of all files and is about the demo's repository. */
function holdsDemo(folder: string): boolean {
  try {
    const record: unknown = JSON.parse(readFileSync(join(folder, DEMO_FILES[0]), 'utf8'));
    return /"repository":"octo-org\/payments"/.test(JSON.stringify(record));
  } catch {
    return false;
  }
}
