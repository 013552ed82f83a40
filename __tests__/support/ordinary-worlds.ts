import * as yaml from 'yaml';
import { parseWorkflow } from '../../src/core/workflow/parse-workflow.ts';
import type { Job } from '../../src/core/workflow/workflow.ts';
import { TRIGGERS } from './world.ts';
import { ACTION_COMMIT } from './world-files.ts';
import type { World } from './world-types.ts';
import { rewriteWorkflow } from './world-variants.ts';

/** A job that nobody would be told about: one of a workflow file, by an event that the file starts on. */
export interface OrdinaryJob {
  readonly name: string;
  /** A fresh world with a token of these permissions. */
  world(permissions: World['tokenPermissions']): World;
}

/** What a token has where nobody declares anything and the repository's default is the restricted one. */
export const DEFAULT_PERMISSIONS: World['tokenPermissions'] = { contents: 'read', metadata: 'read', packages: 'read' };

/** What a token can be given at most, for observing. */
export const ALL_PERMISSIONS: World['tokenPermissions'] = {
  actions: 'read',
  attestations: 'write',
  checks: 'read',
  contents: 'read',
  deployments: 'read',
  'id-token': 'write',
  issues: 'read',
  metadata: 'read',
  packages: 'read',
  'pull-requests': 'read',
  statuses: 'read',
};

/** Everyday triggers by the events that a file may start on. */
const EVERYDAY: Readonly<Record<string, readonly string[]>> = {
  push: ['push'],
  pull_request: ['pull_request of the repository', 'pull_request of a fork', 'pull_request of Dependabot'],
  schedule: ['schedule'],
  release: ['release'],
  workflow_dispatch: ['workflow_dispatch'],
  merge_group: ['merge_group'],
  workflow_call: ['push'],
};

/** The ordinary jobs of a workflow file: each of its jobs that has steps, by each everyday trigger of the file. */
export function ordinaryJobs(file: string, text: string, policy: string): OrdinaryJob[] {
  const workflow = parseWorkflow(text, yaml, file);
  return [...workflow.jobs.values()].flatMap((job) => {
    const first = job.steps[0]?.line;
    if (first === undefined) return [];
    const audited = withAuditAt(text, first);
    return [...new Set(workflow.triggers)].flatMap((event) =>
      (EVERYDAY[event] ?? []).map((trigger) => ({
        name: `${file}, ${job.key}, by ${trigger}`,
        world: (permissions) => {
          const asGiven = trigger.includes('fork') || trigger.includes('Dependabot');
          return placed(trigger, job, audited, policy, asGiven ? undefined : permissions);
        },
      })),
    );
  });
}

/** The file with Doorlog as the first step of a job, before the step in a line. */
function withAuditAt(text: string, line: number): string {
  const lines = text.split('\n');
  // The dash may stand on a line of its own.
  const at = [line - 1, line - 2].find((index) => /^\s*-(?:\s|$)/.test(lines[index] ?? '')) ?? line - 1;
  const indent = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
  lines.splice(at, 0, `${indent}- uses: doorlog/doorlog@${ACTION_COMMIT} # v0.1.0`);
  return lines.join('\n');
}

/** A fresh world of the trigger in which the job is that of the file. */
function placed(
  trigger: string,
  { key, environment }: Job,
  text: string,
  policy: string,
  permissions: World['tokenPermissions'] | undefined,
): World {
  const world = TRIGGERS[trigger]?.();
  if (!world) throw new Error(`There is no trigger ${trigger}`);
  if (permissions) world.tokenPermissions = { ...permissions };
  rewriteWorkflow(world, () => text);
  for (const { files } of Object.values(world.commits)) files['.github/doorlog.yml'] = policy;
  world.context.jobKey = key;
  for (const job of world.jobs) job.name = key;
  const name = environment?.name ?? null;
  world.context.environment = name;
  world.approvals = [];
  const [known] = Object.values(world.environments);
  world.environments = {};
  if (name !== null && known) {
    const open = { reviewers: { users: [], teams: [] }, deploymentBranchPolicy: null, preventSelfReview: false };
    world.environments[name] = { ...known, ...open, name };
  }
  return world;
}
