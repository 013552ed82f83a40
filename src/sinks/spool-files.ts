import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { systemCodeOf } from '../errors.ts';

/** Writes a file beside and renames it, so that it is there whole or not at all (mode 0600). */
export function writeWhole(path: string, text: string): void {
  const beside = `${path}.${randomWord()}.tmp`;
  const file = openSync(beside, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    renameSync(beside, path);
  } catch (cause) {
    rmSync(beside, { force: true });
    throw cause;
  }
}

/** Appends to a file, which comes into being with mode 0600. */
export function appendText(path: string, text: string): void {
  const file = openSync(path, 'a', 0o600);
  try {
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Undefined where there is no such file. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Names in a folder that end so; none where there is no folder. */
export function namesIn(folder: string, ending: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(ending));
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return [];
    throw cause;
  }
}

/** The same names, those of the files that were changed longest ago first. */
export function oldestFirst(folder: string, names: readonly string[]): string[] {
  const aged = names.map((name) => ({ name, age: changedAt(join(folder, name)) }));
  return aged.sort((a, b) => a.age - b.age || (a.name < b.name ? -1 : 1)).map(({ name }) => name);
}

/** A file that is not there any more is told of when it is read. */
function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Eight hex digits that no other file has. */
export function randomWord(): string {
  return randomBytes(4).toString('hex');
}
