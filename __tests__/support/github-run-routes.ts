import { historyJobs, historyRun } from './github-history-routes.ts';
import { Refusal, type Route, type RouteContext } from './github-route.ts';
import {
  API,
  fullRepository,
  minimalPull,
  minimalRepository,
  SITE,
  simpleCommit,
  simpleUser,
  userOf,
} from './github-shapes.ts';
import { json } from './local-server.ts';
import type { World, WorldEnvironment, WorldJob } from './world-types.ts';

const REPOSITORY = '/repos/{owner}/{repo}';
const RUN = `${REPOSITORY}/actions/runs/{run_id}`;
const ENVIRONMENT = `${REPOSITORY}/environments/{environment_name}`;

/** Repository, run, jobs, approvals and environments. */
export const RUN_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: REPOSITORY,
    needs: ['metadata', 'read'],
    handle: ({ world }) => json(200, fullRepository(world)),
  },
  {
    method: 'GET',
    path: RUN,
    needs: ['actions', 'read'],
    handle(context) {
      const past = historyRun(context.world, context.params.run_id);
      if (past) return json(200, past);
      checkRun(context);
      return json(200, runJson(context.world, context.world.run.runAttempt));
    },
  },
  {
    method: 'GET',
    path: `${RUN}/attempts/{attempt_number}`,
    needs: ['actions', 'read'],
    handle: (context) =>
      json(
        200,
        historyRun(context.world, context.params.run_id, Number(context.params.attempt_number)) ??
          runJson(context.world, attemptOf(context)),
      ),
  },
  {
    method: 'GET',
    path: `${RUN}/approvals`,
    needs: ['actions', 'read'],
    handle(context) {
      checkRun(context);
      return json(200, approvalsJson(context.world));
    },
  },
  {
    method: 'GET',
    path: `${RUN}/attempts/{attempt_number}/jobs`,
    needs: ['actions', 'read'],
    handle(context) {
      const past = historyJobs(context);
      if (past) return past;
      const attempt = attemptOf(context);
      return jobsPage(context, (job) => job.attempt === attempt);
    },
  },
  {
    method: 'GET',
    path: `${RUN}/jobs`,
    needs: ['actions', 'read'],
    handle(context) {
      checkRun(context);
      const all = context.request.url.searchParams.get('filter') === 'all';
      return jobsPage(context, (job) => all || job.attempt === context.world.run.runAttempt);
    },
  },
  {
    method: 'GET',
    path: ENVIRONMENT,
    needs: ['actions', 'read'],
    handle: (context) => json(200, environmentJson(context.world, environmentOf(context))),
  },
  {
    method: 'GET',
    path: `${ENVIRONMENT}/deployment-branch-policies`,
    needs: ['actions', 'read'],
    handle(context) {
      const { branchPolicies } = environmentOf(context);
      const policies = branchPolicies.map(({ id, name, type }) => ({
        id: Number(id),
        node_id: `DBP_${id}`,
        name,
        type,
      }));
      return json(200, { total_count: policies.length, branch_policies: policies });
    },
  },
];

function checkRun({ world, params }: RouteContext): void {
  if (params.run_id !== world.run.id) throw new Refusal(404, 'Not Found');
}

function attemptOf(context: RouteContext): number {
  checkRun(context);
  const attempt = Number(context.params.attempt_number);
  if (!(attempt >= 1 && attempt <= context.world.run.runAttempt)) throw new Refusal(404, 'Not Found');
  return attempt;
}

/** The world’s own run as GitHub writes it. */
export function runJson(world: World, attempt: number): Record<string, unknown> {
  const { run } = world;
  const repository = `${world.repository.owner}/${world.repository.name}`;
  const url = `${API}/repos/${repository}/actions/runs/${run.id}`;
  const latest = attempt === run.runAttempt;
  const presser = latest ? run.triggeringActor : (run.triggeringActors[attempt - 1] ?? run.actor);
  const head = world.commits[run.headSha];
  const minimal = minimalRepository(world);
  return {
    id: Number(run.id),
    name: run.name,
    node_id: run.nodeId,
    head_branch: run.headBranch,
    head_sha: run.headSha,
    path: run.path,
    display_title: run.displayTitle,
    run_number: run.runNumber,
    event: run.event,
    status: latest ? run.status : 'completed',
    conclusion: latest ? run.conclusion : 'failure',
    workflow_id: Number(run.workflowId),
    check_suite_id: Number(run.checkSuiteId),
    check_suite_node_id: `CS_${run.checkSuiteId}`,
    url,
    html_url: `${SITE}/${repository}/actions/runs/${run.id}`,
    pull_requests: run.pullRequests.flatMap((number) =>
      world.pulls.filter((pull) => pull.number === number).map((pull) => minimalPull(world, pull)),
    ),
    created_at: run.createdAt,
    updated_at: run.updatedAt,
    actor: simpleUser(userOf(world, run.actor)),
    run_attempt: attempt,
    referenced_workflows: run.referencedWorkflows,
    run_started_at: run.runStartedAt,
    triggering_actor: simpleUser(userOf(world, presser)),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${API}/repos/${repository}/check-suites/${run.checkSuiteId}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt > 1 ? `${url}/attempts/${attempt - 1}` : null,
    workflow_url: `${API}/repos/${repository}/actions/workflows/${run.workflowId}`,
    head_commit: head === undefined ? null : simpleCommit(head),
    repository: minimal,
    head_repository: run.headRepository
      ? { ...minimal, id: Number(run.headRepository.id), full_name: run.headRepository.name }
      : minimal,
  };
}

function approvalsJson(world: World): unknown[] {
  return world.approvals.map((approval) => ({
    state: approval.state,
    comment: approval.comment,
    user: simpleUser(userOf(world, approval.user)),
    environments: approval.environments.map((name) => {
      const environment = world.environments[name];
      if (environment === undefined) throw new Error(`The world approves ${name}, an environment that it lacks`);
      return environmentHead(world, environment);
    }),
  }));
}

function jobsPage(context: RouteContext, wanted: (job: WorldJob) => boolean) {
  const { searchParams } = context.request.url;
  const size = Math.min(Number(searchParams.get('per_page') ?? 30), 100);
  const page = Number(searchParams.get('page') ?? 1);
  const jobs = context.world.jobs.filter(wanted);
  const shown = jobs.slice((page - 1) * size, page * size);
  return json(200, { total_count: jobs.length, jobs: shown.map((job) => jobJson(context.world, job)) });
}

function jobJson(world: World, job: WorldJob): Record<string, unknown> {
  const repository = `${world.repository.owner}/${world.repository.name}`;
  const { run } = world;
  return {
    id: Number(job.id),
    run_id: Number(run.id),
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${API}/repos/${repository}/actions/runs/${run.id}`,
    run_attempt: job.attempt,
    node_id: job.nodeId,
    head_sha: run.headSha,
    url: `${API}/repos/${repository}/actions/jobs/${job.id}`,
    html_url: `${SITE}/${repository}/actions/runs/${run.id}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: job.createdAt,
    started_at: job.startedAt,
    completed_at: job.completedAt,
    name: job.name,
    steps: (job.steps ?? []).map((step, index) => ({ ...step, number: index + 1 })),
    check_run_url: `${API}/repos/${repository}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: Number(job.runnerId),
    runner_name: job.runnerName,
    runner_group_id: Number(job.runnerGroupId),
    runner_group_name: job.runnerGroupName,
  };
}

function environmentOf({ world, params }: RouteContext): WorldEnvironment {
  const environment = world.environments[params.environment_name ?? ''];
  if (environment === undefined) throw new Refusal(404, 'Not Found');
  return environment;
}

function environmentHead(world: World, environment: WorldEnvironment): Record<string, unknown> {
  const repository = `${world.repository.owner}/${world.repository.name}`;
  return {
    id: Number(environment.id),
    node_id: environment.nodeId,
    name: environment.name,
    url: `${API}/repos/${repository}/environments/${encodeURIComponent(environment.name)}`,
    html_url: `${SITE}/${repository}/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
    created_at: environment.createdAt,
    updated_at: environment.updatedAt,
  };
}

function environmentJson(world: World, environment: WorldEnvironment): Record<string, unknown> {
  const policy = environment.deploymentBranchPolicy;
  const rule = (kind: string, type: string) => ({
    id: Number(environment.id) * 10 + kind.length,
    node_id: `GA_${kind}_${environment.id}`,
    type,
  });
  const rules: Record<string, unknown>[] = [];
  if (environment.waitTimer > 0) rules.push({ ...rule('wait', 'wait_timer'), wait_timer: environment.waitTimer });
  const reviewers = reviewersJson(world, environment);
  if (reviewers.length > 0) {
    const requires = { prevent_self_review: environment.preventSelfReview, reviewers };
    rules.push({ ...rule('review', 'required_reviewers'), ...requires });
  }
  if (policy !== null) rules.push(rule('branches', 'branch_policy'));
  return {
    ...environmentHead(world, environment),
    can_admins_bypass: environment.canAdminsBypass,
    protection_rules: rules,
    deployment_branch_policy:
      policy === null
        ? null
        : { protected_branches: policy.protectedBranches, custom_branch_policies: policy.customBranchPolicies },
  };
}

function reviewersJson(world: World, environment: WorldEnvironment): Record<string, unknown>[] {
  const users = environment.reviewers.users.map((login) => ({
    type: 'User',
    reviewer: simpleUser(userOf(world, login)),
  }));
  const teams = environment.reviewers.teams.map((slug) => {
    const team = world.teams[slug];
    if (team === undefined) throw new Error(`The world has no team ${slug}`);
    const url = `${API}/organizations/${userOf(world, world.repository.owner).id}/team/${team.id}`;
    return {
      type: 'Team',
      reviewer: {
        id: Number(team.id),
        node_id: team.nodeId,
        name: team.name,
        slug: team.slug,
        description: null,
        privacy: 'closed',
        permission: 'pull',
        url,
        html_url: `${SITE}/orgs/${world.repository.owner}/teams/${team.slug}`,
        members_url: `${url}/members{/member}`,
        repositories_url: `${url}/repos`,
        type: 'organization',
        parent: null,
      },
    };
  });
  return [...users, ...teams];
}
