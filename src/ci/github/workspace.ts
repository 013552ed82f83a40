import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { sentenceOf, systemCodeOf } from '../../errors.ts';
import type { Workspace } from '../../model/source.ts';
import type { Observed } from '../../ports.ts';
import { readBounded, realPathWithin } from './bounded-file.ts';

const NEEDED = 'a repository checked out into the workspace';
/** For a file that holds one name or one id. */
const MAX_LINE_BYTES = 4_096;
const MAX_PACKED_BYTES = 32 * 1024 * 1024;
/** As many names for one another as git follows. */
const MAX_HOPS = 5;

const OBJECT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
/** A full name of a ref that stays where refs are: https://git-scm.com/docs/git-check-ref-format */
const REF = /^refs\/(?!.*(\/\/|\.\.|\/\.|\.lock$|\.lock\/|\/$))[^\0-\x20\x7f~^:?*[\\]{1,900}$/;

/** The folders that a repository keeps its refs in, both within the workspace. */
interface GitFolders {
  /** The workspace itself. */
  readonly top: string;
  readonly own: string;
  /** What a linked working tree shares with the others; else the same. */
  readonly common: string;
}

/**
 * What is checked out in the job's workspace, from git's own files (gitrepository-layout(5)): no program is started, and
 * nothing outside of the workspace is read. `commits` are those that the run is for. Never raises.
 */
export async function observeWorkspace(
  folder: string | undefined,
  commits: readonly (string | undefined)[],
): Promise<Observed<Workspace>> {
  if (!folder) return { ok: false, reason: 'not-available', needed: 'a runner that names its workspace' };
  try {
    const git = await findGit(await realpath(folder));
    if (!git) return missing('The repository’s own folder is outside of the workspace, or is none.');
    const { ref, commit } = await readHead(git);
    if (!commit) return missing('HEAD names no commit in loose or packed refs.');
    const known = commits.filter((one) => one !== undefined);
    return {
      ok: true,
      value: { commit, ...(ref && { ref }), ...(known.length > 0 && { isSource: known.includes(commit) }) },
    };
  } catch (error) {
    if (isAbsent(error)) return missing();
    return { ok: false, reason: 'not-available', needed: NEEDED, detail: sentenceOf(error) };
  }
}

function missing(detail?: string): Observed<never> {
  return { ok: false, reason: 'not-found', needed: NEEDED, ...(detail && { detail }) };
}

async function findGit(top: string): Promise<GitFolders | undefined> {
  const own = await realPathWithin(top, join(top, '.git'));
  const folder = own && ((await stat(own)).isDirectory() ? own : await follow(top, top, own, /^gitdir: (.+)$/));
  if (!folder) return undefined;
  const common = await follow(top, folder, join(folder, 'commondir'), /^(.+)$/).catch(orAbsent(folder));
  return common === undefined ? undefined : { top, own: folder, common };
}

/** The folder that a file names, relative to `base`, where it is within the workspace. */
async function follow(top: string, base: string, file: string, form: RegExp): Promise<string | undefined> {
  const [, path] = form.exec((await readLine(top, file)) ?? '') ?? [];
  return path === undefined ? undefined : realPathWithin(top, resolve(base, path));
}

/** The commit that HEAD stands for, and the branch where it stands on one. */
async function readHead(git: GitFolders): Promise<{ ref?: string; commit?: string }> {
  let line = await readLine(git.top, join(git.own, 'HEAD'));
  let ref: string | undefined;
  for (let hop = 0; hop < MAX_HOPS; hop += 1) {
    if (line !== undefined && OBJECT_ID.test(line)) return { ...(ref !== undefined && { ref }), commit: line };
    const [, name] = /^ref: *(.+)$/.exec(line ?? '') ?? [];
    if (name === undefined || !REF.test(name)) return {};
    ref = name;
    line = await readRef(git, name);
  }
  return {};
}

async function readRef({ top, common }: GitFolders, name: string): Promise<string | undefined> {
  const loose = await readLine(top, join(common, ...name.split('/'))).catch(orAbsent(undefined));
  if (loose !== undefined) return loose;
  const path = await realPathWithin(top, join(common, 'packed-refs')).catch(orAbsent(undefined));
  const packed = path && (await readBounded(path, MAX_PACKED_BYTES));
  const line = packed && lineEndingWith(packed, ` ${name}`);
  return line?.slice(0, line.indexOf(' '));
}

/** Looks among many megabytes without making a text of each line. */
function lineEndingWith(bytes: Buffer, end: string): string | undefined {
  for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, at + 1)) {
    const after = at + Buffer.byteLength(end);
    const isEnd = after === bytes.length || bytes[after] === 0x0a || bytes[after] === 0x0d;
    if (isEnd) return bytes.toString('utf8', bytes.lastIndexOf('\n', at) + 1, after);
  }
  return undefined;
}

/** The first line of a small file within the workspace; `undefined` for one that is elsewhere or not small. */
async function readLine(top: string, file: string): Promise<string | undefined> {
  const path = await realPathWithin(top, file);
  const bytes = path && (await readBounded(path, MAX_LINE_BYTES));
  return bytes?.toString('utf8').split(/\r?\n/, 1)[0];
}

function isAbsent(error: unknown): boolean {
  const code = systemCodeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR';
}

/** Hands on every error but that there is no such file. */
function orAbsent<T>(instead: T): (error: unknown) => T {
  return (error) => {
    if (isAbsent(error)) return instead;
    throw error;
  };
}
