import { type MadeArtifacts, madeArtifacts } from '../core/made-artifacts.ts';
import { problemOf } from '../core/problem.ts';
import { DoorlogError } from '../errors.ts';

/** Where artifacts are looked for. */
export interface ArtifactPlaces {
  /** The file in which the runner lists what the job made. */
  readonly list: string | undefined;
  readonly workspace: string | undefined;
  /** Globs of files, one a line. */
  readonly subjects: string | undefined;
  /** Ends the reading of files. */
  readonly signal?: AbortSignal | undefined;
}

/** What the job made, by the runner's list and by the input `subjects`. Never raises. */
export async function observeArtifacts({ list, workspace, subjects, signal }: ArtifactPlaces): Promise<MadeArtifacts> {
  const { readArtifactsList } = await import('../ci/github/artifacts-list.ts');
  const [listed, files] = await Promise.all([
    readArtifactsList(list),
    subjects === undefined ? undefined : Promise.race([findFiles(workspace, subjects), givenUp(signal)]),
  ]);
  return madeArtifacts({
    listed,
    ...(files && { named: { artifacts: files.artifacts, problems: files.problems.map(problemOf) } }),
  });
}

function givenUp(signal: AbortSignal | undefined): Promise<Awaited<ReturnType<typeof findFiles>>> {
  const sentence =
    'The files of the input “subjects” were not all read when the run was cancelled, so none of them is attested.';
  return new Promise((resolve) => {
    const give = () => resolve({ artifacts: [], problems: [new DoorlogError('file-unreadable', sentence)] });
    if (signal?.aborted) give();
    else signal?.addEventListener('abort', give, { once: true });
  });
}

async function findFiles(workspace: string | undefined, subjects: string) {
  const { findSubjectFiles } = await import('../ci/github/subject-files.ts');
  return findSubjectFiles(workspace, subjects);
}
