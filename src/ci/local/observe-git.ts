import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { type GitCommit, type GitSignature, readCommit, readSignature } from './commit-facts.ts';
import type { MissingFact, Observed } from './missing-fact.ts';
import { withoutCredentials } from './remote-address.ts';
import { type GitOptions, runGit } from './run-git.ts';
import { readWorkingTree, type WorkingTree } from './working-tree.ts';

/** What git tells of a folder; every fact is either there or in `missing` under the same name. */
export interface GitFacts {
  /** The working tree's top folder. */
  readonly root?: string;
  readonly commit?: GitCommit;
  readonly signature?: GitSignature;
  /** Full name of the branch, `refs/heads/…`. */
  readonly ref?: string;
  /** Address of `origin`, or of the first remote, without credentials. */
  readonly remote?: string;
  readonly workingTree?: WorkingTree;
  readonly missing: readonly MissingFact[];
}

type Fact = Exclude<keyof GitFacts, 'missing'>;
const FACTS: readonly Fact[] = ['root', 'commit', 'signature', 'ref', 'remote', 'workingTree'];

/** How the repository is observed. */
export interface ObserveGitOptions extends GitOptions {
  /** Absolute paths of files and folders whose changes don't count. */
  readonly exclude?: readonly string[];
}

/** Observes the git repository that a folder is in. Never raises; changes nothing. */
export async function observeGit(cwd: string, options: ObserveGitOptions = {}): Promise<GitFacts> {
  const root = await readRoot(cwd, options);
  if ('reason' in root) {
    const { reason } = root;
    return { missing: FACTS.map((fact) => ({ fact, reason })) };
  }
  const [commit, signature, ref, remote, workingTree] = await Promise.all([
    readCommit(cwd, options),
    readSignature(cwd, options),
    readRef(cwd, options),
    readRemote(cwd, options),
    readWorkingTree(root.value, options, await pathsWithin(root.value, options.exclude ?? [])),
  ]);
  const observed = { root, commit, signature, ref, remote, workingTree } satisfies Record<Fact, Observed<unknown>>;
  return {
    root: root.value,
    ...('value' in commit ? { commit: commit.value } : {}),
    ...('value' in signature ? { signature: signature.value } : {}),
    ...('value' in ref ? { ref: ref.value } : {}),
    ...('value' in remote ? { remote: remote.value } : {}),
    ...('value' in workingTree ? { workingTree: workingTree.value } : {}),
    missing: FACTS.flatMap((fact) => {
      const one = observed[fact];
      return 'reason' in one ? [{ fact, reason: one.reason }] : [];
    }),
  };
}

async function readRoot(cwd: string, options: GitOptions): Promise<Observed<string>> {
  const answer = await runGit(cwd, ['rev-parse', '--show-toplevel'], options);
  if ('reason' in answer) {
    return answer;
  }
  const root = answer.value.toString('utf8').replace(/\r?\n$/, '');
  return root === '' ? { reason: 'the repository has no working tree' } : { value: root };
}

async function readRef(cwd: string, options: GitOptions): Promise<Observed<string>> {
  const answer = await runGit(cwd, ['symbolic-ref', '--quiet', 'HEAD'], options);
  if ('reason' in answer) {
    return answer.exitCode === 1 ? { reason: 'HEAD is detached from any branch' } : answer;
  }
  return { value: answer.value.toString('utf8').trimEnd() };
}

async function readRemote(cwd: string, options: GitOptions): Promise<Observed<string>> {
  const answer = await runGit(cwd, ['config', '-z', '--get-regexp', '^remote\\..*\\.url$'], options);
  if ('reason' in answer) {
    return answer.exitCode === 1 ? { reason: 'the repository has no remote' } : answer;
  }
  const remotes = answer.value.toString('utf8').split('\0').filter(Boolean);
  const chosen = remotes.find((entry) => entry.startsWith('remote.origin.url\n')) ?? remotes[0] ?? '';
  const address = withoutCredentials(chosen.slice(chosen.indexOf('\n') + 1));
  return address === undefined ? { reason: 'the remote’s address is not of a known form' } : { value: address };
}

/** Those of the paths that are below the root, relative to it; links on the way are followed, as git follows them. */
async function pathsWithin(root: string, paths: readonly string[]): Promise<string[]> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => path);
  const top = await real(root);
  const all = await Promise.all(
    paths.map(async (path) => relative(top, join(await real(dirname(path)), basename(path)))),
  );
  return all.filter((path) => path !== '' && !path.startsWith('..') && !isAbsolute(path));
}
