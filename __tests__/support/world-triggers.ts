import { deploymentWorld, person, signedCommit } from './deployment-world.ts';
import { objectId } from './github-shapes.ts';
import {
  commentEvent,
  deploymentEvent,
  deploymentStatusEvent,
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  releaseEvent,
  repositoryDispatchEvent,
  scheduleEvent,
  workflowRunEvent,
} from './world-events.ts';
import { CALLING_WORKFLOW, calledWorkflow, inContainer, onEvent, withoutEnvironment } from './world-files.ts';
import type { World, WorldCommit, WorldPull } from './world-types.ts';
import { forkPullRequestWorld, rewriteWorkflow } from './world-variants.ts';

const WORKFLOW = '.github/workflows/deploy.yml';

/** A world in its first attempt, started by `actor`, with the workflow's file saying that `event` starts it. */
function triggeredWorld(event: string, actor: string, changes: (world: World) => void): World {
  return deploymentWorld((world) => {
    Object.assign(world.run, {
      event,
      actor,
      triggeringActor: actor,
      triggeringActors: [actor],
      runAttempt: 1,
    });
    for (const job of world.jobs) job.attempt = 1;
    rewriteWorkflow(world, (text) => onEvent(text, event));
    changes(world);
  });
}

/** Puts the job out of its deployment environment. */
function leaveEnvironment(world: World): void {
  world.context.environment = null;
  world.approvals = [];
  rewriteWorkflow(world, withoutEnvironment);
}

/** Moves the run to another ref and commit; the workflow's file is that of the same commit. */
function moveTo(world: World, ref: string, sha: string): void {
  const type = ref.startsWith('refs/tags/') ? 'tag' : 'branch';
  const name = ref.replace(/^refs\/(heads|tags|pull)\//, '');
  const workflowRef = `${world.repository.owner}/${world.repository.name}/${WORKFLOW}@${ref}`;
  Object.assign(world.context, {
    sha,
    ref,
    refName: name,
    refType: type,
    refProtected: false,
    workflowRef,
    workflowSha: sha,
    jobWorkflowRef: workflowRef,
    jobWorkflowSha: sha,
  });
  Object.assign(world.run, { headBranch: name, headSha: sha });
  if (ref.startsWith('refs/tags/')) world.tags[name] = sha;
  if (ref.startsWith('refs/heads/')) world.branches[name] = sha;
}

/** A pull request from a branch of the repository itself to main, with its head and the merge that GitHub made of it. */
function openPull(world: World, user: string, branch: string): { pull: WorldPull; head: WorldCommit } {
  const base = world.context.sha;
  const files = { ...world.commits[base]?.files };
  const head = signedCommit(`head of ${branch}`, user, { parents: [base], message: 'Add a currency', files });
  const merge = signedCommit(`merge of ${branch}`, 'web-flow', {
    parents: [base, head.sha],
    message: `Merge ${head.sha} into ${base}`,
    signatureKind: 'GpgSignature',
    wasSignedByGitHub: true,
    files,
  });
  const { owner, name, id } = world.repository;
  const pull: WorldPull = {
    number: 43,
    id: '2100000043',
    nodeId: 'PR_kwDOKcvDh85mBBBB',
    title: 'Add a currency',
    body: null,
    state: 'open',
    user,
    mergedBy: null,
    mergedAt: null,
    mergeCommitSha: merge.sha,
    headRef: branch,
    headSha: head.sha,
    headRepository: `${owner}/${name}`,
    headRepositoryId: id,
    baseRef: 'main',
    baseSha: base,
    createdAt: '2026-11-20T09:59:00Z',
    commits: [head.sha],
  };
  world.commits[head.sha] = head;
  world.commits[merge.sha] = merge;
  world.branches[branch] = head.sha;
  world.pulls = [...world.pulls, pull];
  return { pull, head };
}

function pullRequestWorld(user: string, branch: string, changes: (world: World) => void = () => {}): World {
  return triggeredWorld('pull_request', user, (world) => {
    leaveEnvironment(world);
    const { pull } = openPull(world, user, branch);
    moveTo(world, `refs/pull/${pull.number}/merge`, pull.mergeCommitSha ?? '');
    Object.assign(world.run, { headBranch: branch, headSha: pull.headSha, displayTitle: pull.title });
    Object.assign(world.context, { headRef: branch, baseRef: 'main' });
    changes(world);
    world.event = pullRequestEvent(world, pull);
  });
}

/** The pull request was merged just now by `carol`. */
function mergedPullRequestWorld(): World {
  return triggeredWorld('pull_request', 'carol', (world) => {
    leaveEnvironment(world);
    const { pull } = openPull(world, 'alice', 'currency');
    Object.assign(pull, { state: 'closed', mergedBy: 'carol', mergedAt: '2026-11-20T09:59:00Z' });
    moveTo(world, 'refs/heads/main', pull.mergeCommitSha ?? '');
    Object.assign(world.run, { headBranch: pull.headRef, headSha: pull.headSha });
    Object.assign(world.context, { headRef: pull.headRef, baseRef: 'main', refProtected: true });
    world.event = { ...pullRequestEvent(world, pull), action: 'closed' };
  });
}

/** `mallory`'s fork asks, and the default branch's own code runs. */
function pullRequestTargetWorld(): World {
  const { users, commits, pulls } = forkPullRequestWorld();
  return triggeredWorld('pull_request_target', 'mallory', (world) => {
    Object.assign(world.users, users);
    leaveEnvironment(world);
    world.commits = { ...commits, ...world.commits };
    world.pulls = pulls;
    const [pull] = pulls;
    if (pull === undefined) throw new Error('The fork’s world has no pull request');
    Object.assign(world.run, { headBranch: pull.headRef, displayTitle: pull.title });
    Object.assign(world.context, { headRef: pull.headRef, baseRef: 'main' });
    world.event = pullRequestEvent(world, pull);
  });
}

/** A run for `mallory`'s pull request ended, and the default branch's own code follows it. */
function workflowRunWorld(): World {
  const fork = forkPullRequestWorld();
  return triggeredWorld('workflow_run', 'mallory', (world) => {
    Object.assign(world.users, fork.users);
    world.commits = { ...fork.commits, ...world.commits };
    world.pulls = fork.pulls;
    world.event = workflowRunEvent(world, fork);
  });
}

/** A workflow calls another one of the same repository. */
function workflowCallWorld(): World {
  return triggeredWorld('push', 'alice', (world) => {
    const path = '.github/workflows/release.yml';
    for (const { files } of Object.values(world.commits)) {
      files[path] = calledWorkflow(files[WORKFLOW] ?? '');
      files[WORKFLOW] = CALLING_WORKFLOW;
    }
    const { owner, name } = world.repository;
    const called = `${owner}/${name}/${path}@${world.context.ref}`;
    Object.assign(world.context, { jobWorkflowRef: called });
    world.run.referencedWorkflows = [{ path: called, sha: world.context.sha, ref: world.context.ref }];
    for (const job of world.jobs) job.name = `release / ${job.name}`;
  });
}

function dispatchWorld(): World {
  return triggeredWorld('workflow_dispatch', 'alice', (world) => {
    world.event = dispatchEvent(world, { target: 'eu-west', reason: 'Change 4711' });
  });
}

function repositoryDispatchWorld(): World {
  return triggeredWorld('repository_dispatch', 'alice', (world) => {
    world.event = repositoryDispatchEvent(world, { version: '1.2.0', requestedBy: 'portal' });
  });
}

function scheduleWorld(): World {
  return triggeredWorld('schedule', 'alice', (world) => {
    world.event = scheduleEvent(world, '17 3 * * 1');
  });
}

/** The merge queue tries the pull request. */
function mergeGroupWorld(): World {
  return triggeredWorld('merge_group', 'alice', (world) => {
    leaveEnvironment(world);
    const { pull } = openPull(world, 'alice', 'currency');
    const base = pull.baseSha;
    const group = signedCommit('merge group', 'web-flow', {
      parents: [base, pull.headSha],
      message: `Merge pull request #${pull.number} from currency`,
      signatureKind: 'GpgSignature',
      wasSignedByGitHub: true,
      files: { ...world.commits[base]?.files },
    });
    world.commits[group.sha] = group;
    moveTo(world, `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${base}`, group.sha);
    world.event = mergeGroupEvent(world, { headSha: group.sha, baseSha: base });
  });
}

/** Lets tags of versions into the environment. */
function allowVersionTags(world: World): void {
  world.environments.production?.branchPolicies.push({ id: '361472', name: 'v*', type: 'tag' });
}

function releaseWorld(): World {
  return triggeredWorld('release', 'carol', (world) => {
    allowVersionTags(world);
    moveTo(world, 'refs/tags/v1.2.0', world.context.sha);
    world.event = releaseEvent(world, 'v1.2.0');
  });
}

function issueCommentWorld(): World {
  return triggeredWorld('issue_comment', 'mallory', (world) => {
    world.users.mallory = person('6666', 'mallory', { name: null, email: null });
    const { pull } = openPull(world, 'alice', 'currency');
    world.event = commentEvent(world, 'mallory', pull.number);
  });
}

/** An App pushes with its own token. */
function appWorld(): World {
  return triggeredWorld('push', 'release-train[bot]', (world) => {
    world.users['release-train[bot]'] = person('155500001', 'release-train[bot]', {
      type: 'Bot',
      name: null,
      email: null,
      nodeId: 'BOT_kgDOCUS3IQ',
    });
  });
}

/** A push by deploy key: GitHub attributes it to `carol`, the admin who added the key, and knows no address. */
function deployKeyWorld(): World {
  return triggeredWorld('push', 'carol', (world) => {
    world.event = { ...pushEvent(world), pusher: { name: 'carol', email: null } };
  });
}

function pushedTagWorld(): World {
  return triggeredWorld('push', 'alice', (world) => {
    allowVersionTags(world);
    moveTo(world, 'refs/tags/v1.2.0', world.context.sha);
    world.event = { ...pushEvent(world), before: NOTHING, created: true, base_ref: 'refs/heads/main' };
  });
}

function newBranchWorld(): World {
  return triggeredWorld('push', 'alice', (world) => {
    leaveEnvironment(world);
    moveTo(world, 'refs/heads/hotfix', world.context.sha);
    world.event = { ...pushEvent(world), before: NOTHING, created: true };
  });
}

/** Commits that stood on main were replaced. */
function forcePushWorld(): World {
  return triggeredWorld('push', 'alice', (world) => {
    world.event = { ...pushEvent(world), before: objectId('commit replaced'), forced: true };
  });
}

/** A server of one's own, which tells less: no visibility, and no check run or workflow in the job's context. */
function enterpriseServerWorld(): World {
  return triggeredWorld('push', 'alice', (world) => {
    world.serverUrl = 'https://github.example.com';
    world.runner = { ...world.runner, environment: 'self-hosted', name: 'build-7' };
    const event = pushEvent(world);
    const { visibility: _, ...repository } = event.repository as Record<string, unknown>;
    world.event = { ...event, repository };
  });
}

function containerWorld(): World {
  return triggeredWorld('push', 'alice', (world) => rewriteWorkflow(world, inContainer));
}

function matrixWorld(): World {
  return triggeredWorld('push', 'alice', (world) => {
    world.context.matrix = { region: 'eu-west', node: 24 };
    for (const job of world.jobs) job.name = 'deploy (eu-west, 24)';
  });
}

const NOTHING = '0'.repeat(40);

/**
 * A world for everything that can start a job, by name; each call gives fresh data in which variables, payload, claims,
 * workflow file and API agree.
 * https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
export const TRIGGERS: Readonly<Record<string, () => World>> = {
  push: () => triggeredWorld('push', 'alice', () => {}),
  'push of a tag': pushedTagWorld,
  'push of a new branch': newBranchWorld,
  'forced push': forcePushWorld,
  'push by an App': appWorld,
  'push by a deploy key': deployKeyWorld,
  're-run by somebody else': () => deploymentWorld(),
  'pull_request of the repository': () => pullRequestWorld('alice', 'currency'),
  'pull_request of a fork': forkPullRequestWorld,
  'pull_request of Dependabot': () =>
    pullRequestWorld('dependabot[bot]', 'dependabot/npm_and_yarn/zod-4.6.8', (world) => {
      world.tokenPermissions = { actions: 'read', contents: 'read', metadata: 'read' };
    }),
  'pull_request merged': mergedPullRequestWorld,
  pull_request_target: pullRequestTargetWorld,
  workflow_run: workflowRunWorld,
  workflow_call: workflowCallWorld,
  workflow_dispatch: dispatchWorld,
  repository_dispatch: repositoryDispatchWorld,
  schedule: scheduleWorld,
  merge_group: mergeGroupWorld,
  release: releaseWorld,
  deployment: () =>
    triggeredWorld('deployment', 'alice', (world) => {
      world.event = deploymentEvent(world);
    }),
  deployment_status: () =>
    triggeredWorld('deployment_status', 'alice', (world) => {
      world.event = deploymentStatusEvent(world);
    }),
  issue_comment: issueCommentWorld,
  'job in a container': containerWorld,
  'job of a matrix': matrixWorld,
  'GitHub Enterprise Server': enterpriseServerWorld,
};
