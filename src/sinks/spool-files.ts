import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
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

/** As much as an entry with its bundle, or a journal, may have: more is none of ours. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Any step of the job may have put a link, a pipe or a device there: links are not followed, and nobody is waited for.
 * Windows has no such flags, and no pipes among files.
 */
const GUARDED = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Appends to an ordinary file, which comes into being with mode 0600. */
export function appendText(path: string, text: string): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | GUARDED, 0o600);
  try {
    if (!fstatSync(file).isFile()) throw fault('EINVAL');
    writeFileSync(file, text);
  } finally {
    closeSync(file);
  }
}

/** Undefined where there is no such file; what is no ordinary file, or far too long for one of ours, can't be read. */
export function readText(path: string): string | undefined {
  let file: number;
  try {
    file = openSync(path, constants.O_RDONLY | GUARDED);
  } catch (cause) {
    if (systemCodeOf(cause) === 'ENOENT') return undefined;
    throw cause;
  }
  try {
    const about = fstatSync(file);
    if (about.isDirectory()) throw fault('EISDIR');
    if (!about.isFile()) throw fault('EINVAL');
    if (about.size > MOST_BYTES) throw fault('EFBIG');
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}

/** The operating system's own word for what it does not refuse by itself. */
function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
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
