import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { systemCodeOf } from '../../errors.ts';
import type { Examination } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import type { FileSinkConfig } from './type.ts';

/** Less than this is soon full. */
const LEAST_FREE = 100 * 1024 * 1024;

/** Looks at where the file is, or is to be. Never raises. */
export async function examineFile(
  { path }: FileSinkConfig,
  { folder }: Pick<SinkSurroundings, 'folder'>,
): Promise<Examination[]> {
  const file = resolve(folder, path);
  const place = (await nearestThere(file)) ?? dirname(file);
  return [await checkWritable(file, place), await checkRoom(place)];
}

/** The file, or the nearest folder above it that is there already. */
async function nearestThere(path: string): Promise<string | undefined> {
  for (let at = path; ; at = dirname(at)) {
    if (await stat(at).catch(() => undefined)) return at;
    if (dirname(at) === at) return undefined;
  }
}

async function checkWritable(file: string, place: string): Promise<Examination> {
  const check = 'file';
  const found = await stat(place).catch(() => undefined);
  if (place === file && found?.isDirectory()) {
    return { check, result: 'failed', says: `${file} is a folder`, mend: 'name a file' };
  }
  if (place !== file && !found?.isDirectory()) {
    return { check, result: 'failed', says: `${place} is no folder`, mend: 'name another path' };
  }
  try {
    await access(place, constants.W_OK);
    return { check, result: 'fine', says: place === file ? `${file} can be written to` : `${file} can be made` };
  } catch (cause) {
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    return { check, result: 'failed', says: `${place} can’t be written to (${fault})`, mend: 'name another path' };
  }
}

async function checkRoom(place: string): Promise<Examination> {
  const check = 'room';
  try {
    const { bavail, bsize } = await statfs(place);
    const free = bavail * bsize;
    const says = `${Math.floor(free / 1024 / 1024)} MiB are free`;
    return free < LEAST_FREE
      ? { check, result: 'warning', says, mend: 'make room before records are lost' }
      : { check, result: 'fine', says };
  } catch (cause) {
    return {
      check,
      result: 'unknown',
      says: `the file system does not say how much is free (${systemCodeOf(cause) ?? 'unexpected fault'})`,
    };
  }
}
