import { DoorlogError } from '../../errors.ts';
import type { RunHistory, RunQuery, SeenRun } from '../../ports.ts';
import type { GitHubClient } from './client.ts';
import { JobsPage, RunReply, RunsPage, seenJob, seenRun } from './run-history-replies.ts';

const RUNS = 'GET /repos/{owner}/{repo}/actions/runs';
const ATTEMPT = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}';
const PER_PAGE = 100;
/** GitHub lists no more runs than these for one filter. */
const MOST_LISTED = 1_000;
/** How often a list is read again whose length changed meanwhile. */
const READINGS = 3;
const SECOND = 1_000;
/** Before GitHub had actions. */
const BEGINNING = Date.UTC(2018, 0, 1);
const DAY = 86_400_000;

interface Span {
  /** Whole seconds since 1970, both included. */
  readonly first: number;
  readonly last: number;
}

/**
 * Makes the history of one repository’s runs; nothing is sent yet. Runs are listed by windows of their creation, which
 * are halved until GitHub lists all of one.
 * https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository
 */
export function createRunHistory(client: GitHubClient, repository: string): RunHistory {
  const [owner = '', repo = ''] = repository.split('/');

  function page(query: RunQuery, span: Span | undefined, number: number) {
    return client.rest(
      RUNS,
      {
        owner,
        repo,
        per_page: PER_PAGE,
        page: number,
        ...(span && { created: `${stamp(span.first)}..${stamp(span.last)}` }),
        ...(query.headSha !== undefined && { head_sha: query.headSha }),
      },
      RunsPage,
    );
  }

  async function* listed(query: RunQuery, span: Span | undefined, signal?: AbortSignal): AsyncGenerator<SeenRun> {
    signal?.throwIfAborted();
    const first = await page(query, span, 1);
    if (first.total_count >= MOST_LISTED) {
      for (const half of halvesOf(span, first.total_count)) yield* listed(query, half, signal);
      return;
    }
    const found = new Map<string, SeenRun>();
    // A run that comes or goes moves the others from page to page, so that one could be missed.
    for (let reading = 1; reading <= READINGS; reading++) {
      let total = first.total_count;
      for (let number = 1; ; number++) {
        signal?.throwIfAborted();
        const reply = reading === 1 && number === 1 ? first : await page(query, span, number);
        total = reply.total_count;
        for (const run of reply.workflow_runs) found.set(String(run.id), seenRun(run, repository));
        if (reply.workflow_runs.length < PER_PAGE || number * PER_PAGE >= total) break;
      }
      if (found.size >= total) break;
    }
    yield* found.values();
  }

  return {
    async run(id, attempt) {
      const where = { owner, repo, run_id: id, attempt_number: attempt };
      return seenRun(await client.rest(ATTEMPT, where, RunReply), repository);
    },
    runs: (query, signal) => listed(query, query.created && spanOf(query.created), signal),
    async *jobs(runId, attempt, signal) {
      const where = { owner, repo, run_id: runId, attempt_number: attempt, per_page: PER_PAGE };
      for (let number = 1, seen = 0; ; number++) {
        signal?.throwIfAborted();
        const reply = await client.rest(`${ATTEMPT}/jobs`, { ...where, page: number }, JobsPage);
        for (const job of reply.jobs) yield seenJob(job, attempt);
        seen += reply.jobs.length;
        if (reply.jobs.length === 0 || seen >= reply.total_count) return;
      }
    },
  };
}

/** GitHub knows when a run was created to the second. */
function spanOf({ from, until }: { readonly from: Date; readonly until: Date }): Span {
  return { first: Math.ceil(from.getTime() / SECOND), last: Math.ceil(until.getTime() / SECOND) - 1 };
}

function halvesOf(span: Span | undefined, total: number): Span[] {
  if (!span) {
    const tomorrow = Math.floor((Date.now() + DAY) / SECOND);
    return [{ first: BEGINNING / SECOND, last: tomorrow }];
  }
  const { first, last } = span;
  if (first >= last) {
    throw new DoorlogError(
      'http-reply-invalid',
      `GitHub’s API has ${total} runs created at ${stamp(first)}, and lists no more than ${MOST_LISTED} of one second.`,
    );
  }
  const middle = Math.floor((first + last) / 2);
  return [
    { first: middle + 1, last },
    { first, last: middle },
  ];
}

function stamp(seconds: number): string {
  return new Date(seconds * SECOND).toISOString().replace('.000Z', 'Z');
}
