import { realpath } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { DoorlogError, sentenceOf } from '../../errors.ts';
import type { Artifact } from '../../model/resources.ts';
import { digestOfFile } from '../file-digest.ts';
import { realPathWithin } from './bounded-file.ts';
import { readSubjectGlobs, shortened } from './subject-globs.ts';

/** GitHub takes 1,024 subjects in one attestation, and the record is one of them. */
const MAX_FILES = 1_023;
/** Files read at the same time. */
const READERS = 4;
const LONGEST_NAME = 1_000;

/** The files that the input `subjects` names. */
export interface SubjectFiles {
  /** In order of their names, which are paths relative to the workspace with forward slashes. */
  readonly artifacts: readonly Artifact[];
  /** One sentence for each thing that keeps a file from being among them. */
  readonly problems: readonly DoorlogError[];
}

/**
 * Finds and digests the files in the workspace that globs name, hidden ones too. Links are no files and are not followed,
 * git's own folder is not entered. Never raises.
 */
export async function findSubjectFiles(workspace: string | undefined, globs: string): Promise<SubjectFiles> {
  if (!workspace) {
    return failed('GITHUB_WORKSPACE names no folder, so the input “subjects” can’t be used; let no step change it.');
  }
  try {
    const top = await realpath(workspace);
    const { wanted, unwanted, problems } = readSubjectGlobs(globs, workspace);
    const found = await findNames(top, wanted, unwanted);
    const digested = await digestAll(top, found.names.slice(0, MAX_FILES));
    return { artifacts: digested.artifacts, problems: [...problems, ...found.problems, ...digested.problems] };
  } catch (error) {
    return failed(`The files of the input “subjects” could not be looked for: ${sentenceOf(error)}`);
  }
}

function failed(sentence: string): SubjectFiles {
  return { artifacts: [], problems: [problem(sentence)] };
}

/** Not a mistake, which would fail the job whatever `on-error` says: what a job makes depends on how it went. */
function problem(sentence: string): DoorlogError {
  return new DoorlogError('file-unreadable', sentence);
}

interface FoundNames {
  readonly names: readonly string[];
  readonly problems: readonly DoorlogError[];
}

async function findNames(top: string, wanted: readonly string[], unwanted: readonly string[]): Promise<FoundNames> {
  const { glob } = await import('tinyglobby');
  const names = new Set<string>();
  const problems: DoorlogError[] = [];
  for (const pattern of wanted) {
    const found = await glob(pattern, {
      cwd: top,
      ignore: [...unwanted, '**/.git/**'],
      dot: true,
      expandDirectories: false,
      followSymbolicLinks: false,
    });
    for (const name of found) names.add(posix.normalize(name));
    if (found.length === 0) {
      problems.push(
        problem(
          `The input “subjects” names \`${shortened(pattern)}\`, and no file in the workspace is called so (links don’t count); mend the glob, or see why the job did not make it.`,
        ),
      );
    }
  }
  if (names.size > MAX_FILES) {
    problems.push(
      problem(
        `The input “subjects” names ${names.size} files, and an attestation takes ${MAX_FILES} beside the record, so the rest is left out; name fewer.`,
      ),
    );
  }
  return { names: [...names].sort(), problems };
}

async function digestAll(top: string, names: readonly string[]): Promise<SubjectFiles> {
  const artifacts: Artifact[] = [];
  const problems: DoorlogError[] = [];
  const rest = names.entries();
  async function readOn(): Promise<void> {
    for (const [index, name] of rest) {
      const digest = await digestOne(top, name);
      if (digest instanceof DoorlogError) problems.push(digest);
      else if (digest !== undefined) artifacts[index] = { name, sha256: digest, from: 'input' };
    }
  }
  await Promise.all(Array.from({ length: READERS }, readOn));
  return { artifacts: artifacts.filter((artifact) => artifact !== undefined), problems };
}

async function digestOne(top: string, name: string): Promise<string | DoorlogError | undefined> {
  try {
    if (name.length > LONGEST_NAME) return problem(`${about(name)} has too long a name for the record; shorten it.`);
    const path = await realPathWithin(top, join(top, name));
    return path === undefined
      ? problem(`${about(name)} leads out of the workspace and is left out; copy the file into the workspace.`)
      : await digestOfFile(path);
  } catch (error) {
    return problem(`${about(name)} could not be read and is left out: ${sentenceOf(error)}`);
  }
}

function about(name: string): string {
  return `The file \`${shortened(name)}\`, which the input “subjects” names,`;
}
