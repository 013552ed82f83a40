import { Refusal, type Route, type RouteContext } from './github-route.ts';
import { API, minimalRepository, SITE, simpleUser, userOf } from './github-shapes.ts';
import { json } from './local-server.ts';
import type { World, WorldHistory, WorldHistoryJob, WorldHistoryRun } from './world-types.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const MOST_LISTED = 1_000;

/** Lists of runs, jobs and workflows, for worlds with a history. They stand before the routes of the one run. */
export const HISTORY_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: `${REPOSITORY}/actions/runs`,
    needs: ['actions', 'read'],
    handle(context) {
      const runs = [...historyOf(context).runs].filter(wanted(context.request.url.searchParams));
      runs.sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt) || Number(b.id) - Number(a.id));
      // GitHub counts all, and lists the first thousand.
      const shown = pageOf(context, runs.slice(0, MOST_LISTED));
      return json(200, { total_count: runs.length, workflow_runs: shown.map((run) => runJson(context.world, run)) });
    },
  },
  {
    method: 'GET',
    path: `${REPOSITORY}/actions/workflows`,
    needs: ['actions', 'read'],
    handle(context) {
      const all = historyOf(context).workflows ?? [];
      const workflows = pageOf(context, all).map((workflow, index) => ({
        id: index + 1,
        node_id: `W_${index + 1}`,
        name: workflow.path,
        path: workflow.path,
        state: workflow.state,
        created_at: '2024-01-01T00:00:00.000Z',
        updated_at: '2024-01-01T00:00:00.000Z',
        url: `${API}/repos/${nameOf(context.world)}/actions/workflows/${index + 1}`,
        html_url: `${SITE}/${nameOf(context.world)}/blob/main/${workflow.path}`,
        badge_url: `${SITE}/${nameOf(context.world)}/workflows/${index + 1}/badge.svg`,
      }));
      return json(200, { total_count: all.length, workflows });
    },
  },
];

/** A run of the world’s history as GitHub writes it, where the history has it with this attempt. */
export function historyRun(
  world: World,
  runId: string | undefined,
  attempt?: number,
): Record<string, unknown> | undefined {
  const run = world.history?.runs.find(({ id }) => id === runId);
  if (run === undefined || !isAttempt(run, attempt)) return undefined;
  return runJson(world, run, attempt);
}

/** A page of the jobs of one attempt, where the world’s history has its run. */
export function historyJobs(context: RouteContext) {
  const { world, params } = context;
  const attempt = Number(params.attempt_number);
  const run = world.history?.runs.find(({ id }) => id === params.run_id);
  if (world.history === undefined || run === undefined || !isAttempt(run, attempt)) return undefined;
  const jobs = world.history.jobs.filter((job) => job.runId === run.id && job.attempt === attempt);
  const shown = pageOf(context, jobs);
  return json(200, { total_count: jobs.length, jobs: shown.map((job) => jobJson(world, run, job)) });
}

function historyOf({ world }: RouteContext): WorldHistory {
  if (world.history === undefined) throw new Refusal(404, 'Not Found');
  return world.history;
}

function isAttempt(run: WorldHistoryRun, attempt: number | undefined): boolean {
  return attempt === undefined || (attempt >= 1 && attempt <= run.attempt);
}

function wanted(query: URLSearchParams): (run: WorldHistoryRun) => boolean {
  const sha = query.get('head_sha');
  const created = /^(\S+)\.\.(\S+)$/.exec(query.get('created') ?? '');
  const [from, until] = created ? [Date.parse(created[1] ?? ''), Date.parse(created[2] ?? '')] : [0, Infinity];
  return (run) => {
    const at = Math.floor(Date.parse(run.createdAt) / 1000) * 1000;
    return (sha === null || run.headSha === sha) && at >= from && at <= until;
  };
}

function pageOf<T>({ request }: RouteContext, all: readonly T[]): T[] {
  const { searchParams } = request.url;
  const size = Math.min(Number(searchParams.get('per_page') ?? 30), 100);
  const page = Number(searchParams.get('page') ?? 1);
  return all.slice((page - 1) * size, page * size);
}

function nameOf({ repository }: World): string {
  return `${repository.owner}/${repository.name}`;
}

function runJson(world: World, run: WorldHistoryRun, attempt = run.attempt): Record<string, unknown> {
  const url = `${API}/repos/${nameOf(world)}/actions/runs/${run.id}`;
  const minimal = minimalRepository(world);
  const actor = simpleUser(userOf(world, run.actor ?? world.run.actor));
  return {
    id: Number(run.id),
    name: run.name ?? 'Build',
    node_id: `WFR_${run.id}`,
    head_branch: run.headBranch ?? 'main',
    head_sha: run.headSha,
    path: `${run.path}@refs/heads/main`,
    display_title: 'A change',
    run_number: Number(run.id) % 100_000,
    event: run.event ?? 'push',
    status: attempt === run.attempt ? (run.status ?? 'completed') : 'completed',
    conclusion: attempt === run.attempt ? (run.conclusion ?? null) : 'failure',
    workflow_id: 1,
    check_suite_id: Number(run.id),
    check_suite_node_id: `CS_${run.id}`,
    url,
    html_url: `${SITE}/${nameOf(world)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: run.createdAt,
    updated_at: run.createdAt,
    actor,
    run_attempt: attempt,
    referenced_workflows: (run.calledWorkflows ?? []).map((path) => ({ path, sha: run.headSha })),
    run_started_at: run.createdAt,
    triggering_actor: actor,
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${API}/repos/${nameOf(world)}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt > 1 ? `${url}/attempts/${attempt - 1}` : null,
    workflow_url: `${API}/repos/${nameOf(world)}/actions/workflows/1`,
    head_commit: null,
    repository: minimal,
    head_repository: minimal,
  };
}

function jobJson(world: World, run: WorldHistoryRun, job: WorldHistoryJob): Record<string, unknown> {
  const status = job.status ?? 'completed';
  return {
    id: Number(job.id),
    run_id: Number(run.id),
    workflow_name: run.name ?? 'Build',
    head_branch: run.headBranch ?? 'main',
    run_url: `${API}/repos/${nameOf(world)}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: `CR_${job.id}`,
    head_sha: run.headSha,
    url: `${API}/repos/${nameOf(world)}/actions/jobs/${job.id}`,
    html_url: `${SITE}/${nameOf(world)}/actions/runs/${run.id}/job/${job.id}`,
    status,
    conclusion: status === 'completed' ? (job.conclusion ?? 'success') : null,
    created_at: job.startedAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: (job.steps ?? []).map((step, index) => ({ ...step, number: index + 1 })),
    check_run_url: `${API}/repos/${nameOf(world)}/check-runs/${job.id}`,
    labels: job.labels ?? ['ubuntu-latest'],
    runner_id: 1,
    runner_name: job.runnerName === undefined ? 'GitHub Actions 1' : job.runnerName,
    runner_group_id: 0,
    runner_group_name: 'GitHub Actions',
  };
}
