import { deploymentWorld } from './deployment-world.ts';
import { runJson } from './github-run-routes.ts';
import { fullRepository } from './github-shapes.ts';
import { setUpLog } from './set-up-log.ts';
import { ACTION_COMMIT } from './world-files.ts';
import type { Permission, World } from './world-types.ts';

const CHECKOUT = '08c6903cd8c0fde910a37f88322edcfb5dd907a8';
const MINUTE = 60_000;

/** What a collector's own token may do when it is given everything that it can use. */
export const COLLECTOR_PERMISSIONS: Record<string, Permission> = {
  actions: 'read',
  attestations: 'write',
  checks: 'read',
  contents: 'read',
  deployments: 'read',
  'id-token': 'write',
  metadata: 'read',
  'pull-requests': 'read',
};

/** The deployment whose job is running, as of an hour ago. */
export function freshWorld(change: (world: World) => void = () => undefined): World {
  return deploymentWorld((world) => {
    const at = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString().replace(/\.\d+Z$/, 'Z');
    Object.assign(world.run, { createdAt: at(60), runStartedAt: at(50), updatedAt: at(10) });
    for (const job of world.jobs) Object.assign(job, { createdAt: at(49), startedAt: at(48) });
    change(world);
  });
}

/** Ends the world's run: its job with a conclusion, a log, and the runner's own last step. */
export function endRun(world: World, conclusion: NonNullable<World['jobs'][number]['conclusion']> = 'success'): void {
  Object.assign(world.run, { status: 'completed', conclusion });
  const completedAt = new Date(Date.now() - 9 * MINUTE).toISOString().replace(/\.\d+Z$/, 'Z');
  for (const job of world.jobs) {
    Object.assign(job, { status: 'completed', conclusion, completedAt });
    job.steps = ['Set up job', 'Run doorlog/doorlog', 'Complete job'].map((name) => ({
      name,
      status: 'completed',
      conclusion: 'success',
    }));
  }
  world.jobLogs = Object.fromEntries(
    world.jobs.map(({ id }) => [
      id,
      setUpLog(world, {
        actions: [
          [`doorlog/doorlog@${ACTION_COMMIT}`, ACTION_COMMIT],
          [`actions/checkout@${CHECKOUT}`, CHECKOUT],
        ],
      }),
    ]),
  );
}

/** The collector's own job in the same repository, as the runner tells it. */
export function collectorOf(
  world: World,
  event = 'workflow_run',
  change: (own: World) => void = () => undefined,
): World {
  const sha = world.branches[world.repository.defaultBranch] ?? '';
  const path = '.github/workflows/collect.yml';
  const workflowRef = `${world.repository.owner}/${world.repository.name}/${path}@refs/heads/${world.repository.defaultBranch}`;
  const own: World = {
    ...world,
    tokenPermissions: COLLECTOR_PERMISSIONS,
    run: {
      ...world.run,
      id: '18900000001',
      runNumber: 7,
      runAttempt: 1,
      event,
      name: 'Collect',
      path,
      status: 'in_progress',
      conclusion: null,
      headSha: sha,
      headBranch: world.repository.defaultBranch,
    },
    context: {
      ...world.context,
      jobKey: 'collect',
      jobId: '53000000001',
      environment: null,
      matrix: null,
      sha,
      ref: `refs/heads/${world.repository.defaultBranch}`,
      refName: world.repository.defaultBranch,
      refType: 'branch',
      headRef: '',
      baseRef: '',
      workflowRef,
      workflowSha: sha,
      jobWorkflowRef: workflowRef,
      jobWorkflowSha: sha,
    },
    event: eventOf(world, event),
  };
  change(own);
  return own;
}

function eventOf(world: World, event: string): Record<string, unknown> {
  const repository = fullRepository(world);
  if (event !== 'workflow_run') return { schedule: '17 */6 * * *', repository };
  return { action: 'completed', workflow_run: runJson(world, world.run.runAttempt), repository };
}
