import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DoorlogError } from '../errors.ts';
import type { BundleTask } from './bundle-tasks.ts';

/** Bundles that are handed to a thread at once. */
export const BATCH = 16;

/** As long as a whole file may be that holds one bundle. */
const MAX_LINE = 32 * 1024 * 1024;

/** A file that may hold bundles, by its name in the folder and where it is. */
export interface BundleFile {
  readonly name: string;
  readonly path: string;
}

/** Files whose names end in .json or .jsonl, in order of name, and how many others there are. Raises `file-unreadable`. */
export async function listBundleFiles(folder: string, cwd: string): Promise<{ files: BundleFile[]; others: number }> {
  const place = resolve(cwd, folder);
  const entries = await readdir(place, { withFileTypes: true }).catch((cause) => {
    throw new DoorlogError('file-unreadable', `The folder ${folder} can’t be read; does it exist?`, { cause });
  });
  const names = entries
    .filter((entry) => !entry.isDirectory() && /\.jsonl?$/i.test(entry.name))
    .map(({ name }) => name);
  const files = names.sort().map((name) => ({ name, path: join(place, name) }));
  return { files, others: entries.length - files.length };
}

/** What there is to verify: each .json file, each line of each .jsonl file; a file is read only when it is asked for. */
export async function* bundleTasks(files: readonly BundleFile[]): AsyncGenerator<BundleTask> {
  for (const { name, path } of files) {
    if (!/\.jsonl$/i.test(name) || !(await isFile(path))) {
      yield { name, path };
      continue;
    }
    let number = 0;
    for await (const text of linesOf(name, path)) {
      number += 1;
      if (text.trim() !== '') yield { name: `${name}:${number}`, text };
    }
  }
}

/** What is not there any more is told when it is read. */
async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() !== false;
}

async function* linesOf(name: string, path: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, 'utf8')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      if (rest.length > MAX_LINE) throw new DoorlogError('file-invalid', `A line of ${name} is longer than 32 MiB.`);
      yield* lines;
    }
  } catch (cause) {
    if (cause instanceof DoorlogError) throw cause;
    throw new DoorlogError('file-unreadable', `${path} can’t be read; name a folder of bundles.`, { cause });
  }
  yield rest;
}
