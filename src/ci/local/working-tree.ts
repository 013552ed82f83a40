import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { sep } from 'node:path';
import type { Observed } from './missing-fact.ts';
import { type GitOptions, runGit } from './run-git.ts';

/** How the files on disk differ from the commit; ignored files don't count. */
export interface WorkingTree {
  readonly modified: boolean;
  /** Number of changed, added, deleted and untracked files. */
  readonly files: number;
  /** SHA-256 in hex over git's status and the contents of those files: the same digest, the same state. */
  readonly digest: string;
}

const MAX_FILES = 5_000;
const MAX_BYTES = 256 * 1024 * 1024;

/**
 * Takes the state of the working tree without touching index or object store; a reason where it is too large to. The
 * files and folders in `exclude`, as paths relative to the root, don't count.
 */
export async function readWorkingTree(
  root: string,
  options: GitOptions,
  exclude: readonly string[] = [],
): Promise<Observed<WorkingTree>> {
  const words = ['status', '--porcelain=v2', '-z', '--untracked-files=all', '--ignore-submodules=none', '--no-renames'];
  const rest = exclude.map((path) => `:(top,exclude,literal)${path.split(sep).join('/')}`);
  const answer = await runGit(root, rest.length === 0 ? words : [...words, '--', ':(top)', ...rest], options);
  if ('reason' in answer) {
    return answer;
  }
  const paths = changedPaths(answer.value);
  if (paths.length > MAX_FILES) {
    return { reason: `more than ${MAX_FILES} files differ from the commit` };
  }
  const hash = createHash('sha256').update(answer.value);
  let budget = MAX_BYTES;
  for (const path of paths) {
    const state = await fileState(Buffer.concat([Buffer.from(root + sep), path]), budget);
    if (state === undefined) {
      return { reason: `the files that differ from the commit hold more than ${MAX_BYTES} bytes` };
    }
    budget -= state.bytes;
    // Git's own terminator keeps names and states apart, since no file name holds a NUL.
    hash.update(path).update('\0').update(state.text).update('\0');
  }
  return { value: { modified: paths.length > 0, files: paths.length, digest: hash.digest('hex') } };
}

/**
 * The paths in `git status --porcelain=v2 -z`, as bytes: they need not be UTF-8.
 * Source: https://git-scm.com/docs/git-status
 */
export function changedPaths(status: Buffer): Buffer[] {
  const paths: Buffer[] = [];
  const entries = status.toString('latin1').split('\0');
  for (let index = 0; index < entries.length; index += 1) {
    const entry = entries[index] ?? '';
    const fieldsBefore = { '1': 8, '2': 9, u: 10, '?': 1 }[entry[0] ?? ''];
    if (fieldsBefore !== undefined) {
      paths.push(Buffer.from(entry.split(' ').slice(fieldsBefore).join(' '), 'latin1'));
    }
    if (entry[0] === '2') {
      index += 1;
    }
  }
  return paths;
}

async function fileState(path: Buffer, budget: number): Promise<{ text: string; bytes: number } | undefined> {
  try {
    const about = await lstat(path);
    if (about.isSymbolicLink()) {
      const target = await readlink(path, { encoding: 'buffer' });
      return { text: `link ${createHash('sha256').update(target).digest('hex')}`, bytes: 0 };
    }
    if (!about.isFile()) {
      return { text: about.isDirectory() ? 'folder' : 'special', bytes: 0 };
    }
    if (about.size > budget) {
      return undefined;
    }
    const hash = createHash('sha256');
    let bytes = 0;
    for await (const piece of createReadStream(path)) {
      bytes += piece.length;
      hash.update(piece);
      if (bytes > budget) {
        return undefined;
      }
    }
    return { text: `file ${hash.digest('hex')}`, bytes };
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    return { text: code === 'ENOENT' ? 'absent' : 'unreadable', bytes: 0 };
  }
}
