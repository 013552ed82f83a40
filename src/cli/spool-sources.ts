import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { digestOf } from '../core/canonical.ts';
import { DoorlogError } from '../errors.ts';
import type { LongSpool } from '../ports.ts';
import { createSpool, isEntryFile } from '../sinks/spool.ts';
import type { CliIo } from './io.ts';

/** A runner's temporary folder holds `doorlog/<job>/spool`: what the user names may be the first or the last of these. */
const DEEPEST = 2;

/**
 * The spools that an argument of `doorlog replay` names: a spool's own folder, or one that holds spools at most two
 * levels deep. Raises `file-unreadable`.
 */
export async function spoolsFrom(argument: string, { cwd }: Pick<CliIo, 'cwd'>): Promise<LongSpool[]> {
  const folder = resolve(cwd, argument);
  const found = await stat(folder).catch(() => undefined);
  if (!found?.isDirectory()) {
    throw new DoorlogError(
      'file-unreadable',
      `There is no folder ${folder}; name the folder of a spool, one that holds spools, or the zip of what a job handed over.`,
    );
  }
  const folders = await spoolFolders(folder, DEEPEST);
  return (folders.length > 0 ? folders : [folder]).map((each) => createSpool({ folder: each, digestOf }));
}

/** A folder that can't be looked into, or that is gone by now, has none. */
async function spoolFolders(folder: string, deep: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const own = entries.some(({ name }) => isEntryFile(name)) ? [folder] : [];
  if (deep === 0) return own;
  // By name, so that what is replayed is always in one order; never through a link.
  const below = entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name));
  const deeper: string[] = [];
  for (const each of below.sort()) deeper.push(...(await spoolFolders(each, deep - 1)));
  return [...own, ...deeper];
}
