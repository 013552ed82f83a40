import type { RunHistory } from '../ports/runs.ts';
import type { SeenRun } from '../ports.ts';
import { type EvidencePorts, evidenceOfRun, type JobEvidence } from './job-evidence.ts';

/** A commit of a repository as its server knows it. */
export interface CommitQuestion {
  /** 40 hex digits. */
  readonly commit: string;
  /** Address of the GitHub server: `https://github.com`. */
  readonly server: string;
  readonly repositoryId: string;
}

/** What the jobs of a commit are found with. */
export interface JobFinding extends EvidencePorts {
  readonly history: RunHistory;
}

/**
 * What the stores prove of every job of every attempt of every run of a commit: an attempt that was followed by another one
 * had jobs too. Raises what `evidenceOfRun` raises.
 */
export async function* evidenceOfCommit(
  { commit, server, repositoryId }: CommitQuestion,
  ports: JobFinding,
  signal: AbortSignal,
): AsyncGenerator<JobEvidence> {
  for await (const last of ports.history.runs({ headSha: commit }, signal)) {
    for (let attempt = 1; attempt <= Number(last.attempt); attempt++) {
      const run = await attemptOf(last, String(attempt), ports.history);
      yield* evidenceOfRun({ run, server, repositoryId }, ports, signal);
    }
  }
}

async function attemptOf(last: SeenRun, attempt: string, history: RunHistory): Promise<SeenRun> {
  return attempt === last.attempt ? last : history.run(last.id, attempt);
}
