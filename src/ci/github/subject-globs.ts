import { isAbsolute, sep } from 'node:path';
import { DoorlogError } from '../../errors.ts';

/** The input `subjects`, read. */
export interface SubjectGlobs {
  /** Relative to the workspace, with forward slashes. */
  readonly wanted: readonly string[];
  /** What is left out of all of them. */
  readonly unwanted: readonly string[];
  /** One sentence for each glob that would leave the workspace; it is not used. */
  readonly problems: readonly DoorlogError[];
}

/** Reads globs, one a line, `!` before those to leave out; an absolute one has to start with the workspace. */
export function readSubjectGlobs(text: string, workspace: string): SubjectGlobs {
  const wanted: string[] = [];
  const unwanted: string[] = [];
  const problems: DoorlogError[] = [];
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  for (const line of lines) {
    const isUnwanted = line.startsWith('!');
    const glob = withinWorkspace(isUnwanted ? line.slice(1).trim() : line, workspace);
    if (glob === undefined) problems.push(leavesWorkspace(line));
    else if (glob !== '') (isUnwanted ? unwanted : wanted).push(glob);
  }
  return { wanted, unwanted, problems };
}

function withinWorkspace(written: string, workspace: string): string | undefined {
  const glob = withSlashes(written);
  const top = `${withSlashes(workspace).replace(/\/+$/, '')}/`;
  const path = glob.startsWith(top) ? glob.slice(top.length) : glob;
  if (isAbsolute(path) || path.startsWith('/') || path.split('/').includes('..')) return undefined;
  return path.replace(/^(\.\/+)+/, '');
}

/** Elsewhere than on Windows a backslash takes a character’s meaning away. */
function withSlashes(path: string): string {
  return sep === '\\' ? path.replaceAll('\\', '/') : path;
}

function leavesWorkspace(line: string): DoorlogError {
  return new DoorlogError(
    'input-invalid',
    `The input “subjects” names \`${shortened(line)}\`, which leaves the workspace; name files relative to the workspace, without \`..\`.`,
  );
}

/** As much of a glob or name as a sentence bears. */
export function shortened(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
