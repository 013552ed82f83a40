import { type MadeArtifacts, madeArtifacts } from '../core/made-artifacts.ts';
import { problemOf } from '../core/problem.ts';

/** Where artifacts are looked for. */
export interface ArtifactPlaces {
  /** The file in which the runner lists what the job made. */
  readonly list: string | undefined;
  readonly workspace: string | undefined;
  /** Globs of files, one a line. */
  readonly subjects: string | undefined;
}

/** What the job made, by the runner's list and by the input `subjects`. Never raises. */
export async function observeArtifacts({ list, workspace, subjects }: ArtifactPlaces): Promise<MadeArtifacts> {
  const { readArtifactsList } = await import('../ci/github/artifacts-list.ts');
  const [listed, files] = await Promise.all([
    readArtifactsList(list),
    subjects === undefined ? undefined : findFiles(workspace, subjects),
  ]);
  return madeArtifacts({
    listed,
    ...(files && { named: { artifacts: files.artifacts, problems: files.problems.map(problemOf) } }),
  });
}

async function findFiles(workspace: string | undefined, subjects: string) {
  const { findSubjectFiles } = await import('../ci/github/subject-files.ts');
  return findSubjectFiles(workspace, subjects);
}
