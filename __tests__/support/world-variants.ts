import { deploymentWorld, person, signedCommit } from './deployment-world.ts';
import { dispatchEvent, pullRequestEvent } from './world-events.ts';
import { onEvent, withoutEnvironment } from './world-files.ts';
import type { World } from './world-types.ts';

/** A pull request from `mallory`'s fork: a synthetic merge commit, a token that only reads, no OIDC, no environment. */
export function forkPullRequestWorld(): World {
  const world = deploymentWorld();
  const base = world.context.sha;
  const head = signedCommit('fork head', 'mallory', { parents: [base], message: 'Fix a typo' });
  unsign(head);
  const merge = signedCommit('fork merge', 'web-flow', {
    parents: [base, head.sha],
    message: `Merge ${head.sha} into ${base}`,
    signatureKind: 'GpgSignature',
    wasSignedByGitHub: true,
  });
  const pull = {
    number: 42,
    id: '2100000042',
    nodeId: 'PR_kwDOKcvDh85mAAAA',
    title: 'Fix a typo',
    body: null,
    state: 'open' as const,
    user: 'mallory',
    mergedBy: null,
    mergedAt: null,
    mergeCommitSha: merge.sha,
    headRef: 'typo',
    headSha: head.sha,
    headRepository: 'mallory/payments',
    headRepositoryId: '801234567',
    baseRef: 'main',
    baseSha: base,
    createdAt: '2026-11-20T09:59:00Z',
    commits: [head.sha],
  };
  world.users.mallory = person('6666', 'mallory', { name: null, email: null });
  world.commits[head.sha] = head;
  world.commits[merge.sha] = merge;
  world.pulls = [pull];
  world.tokenPermissions = { actions: 'read', contents: 'read', metadata: 'read' };
  world.approvals = [];
  Object.assign(world.run, {
    event: 'pull_request',
    actor: 'mallory',
    triggeringActor: 'mallory',
    triggeringActors: ['mallory'],
    runAttempt: 1,
    headBranch: 'typo',
    headSha: head.sha,
    displayTitle: 'Fix a typo',
  });
  const workflowRef = 'octo-org/payments/.github/workflows/deploy.yml@refs/pull/42/merge';
  Object.assign(world.context, {
    environment: null,
    sha: merge.sha,
    ref: 'refs/pull/42/merge',
    refName: '42/merge',
    refProtected: false,
    headRef: 'typo',
    baseRef: 'main',
    workflowRef,
    workflowSha: merge.sha,
    jobWorkflowRef: workflowRef,
    jobWorkflowSha: merge.sha,
  });
  for (const job of world.jobs) job.attempt = 1;
  rewriteWorkflow(world, (text) => withoutEnvironment(onEvent(text, 'pull_request')));
  world.event = pullRequestEvent(world, pull);
  return world;
}

/** Changes the workflow's file in every commit. */
export function rewriteWorkflow({ commits, run }: World, change: (text: string) => string): void {
  for (const { files } of Object.values(commits)) files[run.path] = change(files[run.path] ?? '');
}

/** Reviewers are required, yet nobody approved: bypassed, or the rule was changed. */
export function unapprovedWorld(): World {
  return deploymentWorld({ approvals: [] });
}

/** `bob`, who re-ran the run, approved it himself: the environment lets him. */
export function selfApprovedWorld(): World {
  return deploymentWorld((world) => {
    const production = world.environments.production;
    if (production !== undefined) {
      production.reviewers.users = ['bob', 'carol'];
      production.preventSelfReview = false;
    }
    world.approvals = [{ environments: ['production'], state: 'approved', user: 'bob', comment: '' }];
  });
}

/** The head commit carries no signature. */
export function unsignedCommitWorld(): World {
  return deploymentWorld((world) => {
    const head = world.commits[world.run.headSha];
    if (head !== undefined) unsign(head);
  });
}

/** A private repository: GitHub's own Sigstore instance, contents hidden behind 404. */
export function privateWorld(): World {
  return deploymentWorld((world) => {
    world.repository.private = true;
    world.repository.visibility = 'private';
  });
}

/** The first attempt, started and run by `alice` alone. */
export function firstAttemptWorld(): World {
  return deploymentWorld((world) => {
    Object.assign(world.run, { runAttempt: 1, triggeringActor: 'alice', triggeringActors: ['alice'] });
    for (const job of world.jobs) job.attempt = 1;
  });
}

/** A job without an environment, so that there is nothing to approve. */
export function noEnvironmentWorld(): World {
  return deploymentWorld((world) => {
    world.context.environment = null;
    world.approvals = [];
    rewriteWorkflow(world, withoutEnvironment);
  });
}

/** Started by hand, by `alice`, with inputs. */
export function dispatchedWorld(inputs: Record<string, string> = {}): World {
  const world = deploymentWorld((changed) => {
    changed.run.event = 'workflow_dispatch';
  });
  world.event = dispatchEvent(world, inputs);
  return world;
}

/** Started by Dependabot: a token that only reads and no OIDC. */
export function dependabotWorld(): World {
  return deploymentWorld((world) => {
    Object.assign(world.run, {
      actor: 'dependabot[bot]',
      triggeringActor: 'dependabot[bot]',
      triggeringActors: ['dependabot[bot]'],
      runAttempt: 1,
    });
    for (const job of world.jobs) job.attempt = 1;
    world.tokenPermissions = { actions: 'read', contents: 'read', metadata: 'read' };
  });
}

function unsign(commit: World['commits'][string]): void {
  commit.verification = { verified: false, reason: 'unsigned', payload: null, signature: null, verifiedAt: null };
  commit.signerLogin = null;
  commit.wasSignedByGitHub = false;
}
