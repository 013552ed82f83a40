import type { OverviewQuery } from '../../../src/ports.ts';
import { deploymentWorld, person, signedCommit } from '../../support/deployment-world.ts';
import type { World } from '../../support/world-types.ts';

/** The start of the job, before which nothing is of interest. */
export const SINCE = '2026-11-20T10:24:43Z';

/** A query for every part that there is. */
export const EVERYTHING = {
  pullRequests: true,
  teams: true,
  ref: 'refs/heads/main',
  people: ['alice', 'bob'],
  since: SINCE,
  environments: true,
} satisfies Partial<OverviewQuery>;

/** A merge by the queue, reviewed and guarded, with deployments and releases; the token may see everything. */
export function reviewedWorld(): World {
  const world = deploymentWorld();
  const head = signedCommit('pull head', 'alice');
  world.commits[head.sha] = head;
  Object.assign(world.tokenPermissions, {
    contents: 'write',
    administration: 'write',
    deployments: 'read',
    members: 'read',
    'pull-requests': 'read',
  });
  Object.assign(world.users, {
    'github-merge-queue[bot]': person('118344674', 'github-merge-queue[bot]', { type: 'Bot' }),
    'github-actions[bot]': person('41898282', 'github-actions[bot]', { type: 'Bot' }),
  });
  const review = { commit: head.sha, submittedAt: '2026-11-20T09:30:00Z', association: 'MEMBER', teams: [] };
  world.pulls = [
    {
      number: 41,
      id: '2100000041',
      nodeId: 'PR_41',
      title: 'Round half to even',
      body: null,
      state: 'closed',
      user: 'alice',
      mergedBy: 'github-merge-queue[bot]',
      mergedAt: '2026-11-20T09:58:31Z',
      mergeCommitSha: world.context.sha,
      headRef: 'rounding',
      headSha: head.sha,
      headRepository: 'octo-org/payments',
      headRepositoryId: world.repository.id,
      baseRef: 'main',
      baseSha: head.parents[0] ?? '',
      createdAt: '2026-11-20T09:00:00Z',
      commits: [world.context.sha, head.sha],
      reviewDecision: 'APPROVED',
      reviewRequests: [{ login: 'bob', asCodeOwner: false }],
      reviews: [
        { ...review, id: '1', user: 'carol', state: 'APPROVED', submittedAt: '2026-11-20T09:10:00Z' },
        { ...review, id: '2', user: 'bob', state: 'COMMENTED' },
        { ...review, id: '3', user: null, state: 'COMMENTED', commit: null, submittedAt: null, association: 'NONE' },
        { ...review, id: '4', user: 'carol', state: 'APPROVED', teams: ['release-managers'] },
      ],
    },
  ];
  guard(world);
  world.collaborators.bob = {
    permission: 'write',
    roleName: 'maintain',
    sources: [
      { by: 'organization', permission: 'READ', roleName: null },
      { by: 'team', permission: 'WRITE', roleName: 'maintain', team: 'release-managers' },
    ],
  };
  const deployment = {
    environment: 'production',
    commit: world.context.sha,
    creator: 'github-actions[bot]',
    state: 'IN_PROGRESS',
  };
  world.deployments = [
    { ...deployment, id: '1100000000', nodeId: 'DE_0', createdAt: '2026-11-20T08:00:00Z' },
    { ...deployment, id: '1100000001', nodeId: 'DE_1', createdAt: '2026-11-20T10:25:00Z' },
    { ...deployment, id: null, nodeId: 'DE_large', createdAt: '2026-11-20T10:26:00Z' },
  ];
  const release = { nodeId: 'RE_1', author: 'alice', prerelease: false, updatedAt: '2026-11-20T10:26:00Z' };
  world.releases = [
    {
      ...release,
      id: '500',
      tag: 'v1.0',
      name: 'One',
      draft: false,
      createdAt: '2026-11-01T10:00:00Z',
      publishedAt: '2026-11-01T10:00:00Z',
      updatedAt: '2026-11-01T10:00:00Z',
    },
    {
      ...release,
      id: '501',
      tag: 'v1.1',
      name: 'One point one',
      draft: false,
      createdAt: '2026-11-19T10:00:00Z',
      publishedAt: '2026-11-20T10:26:00Z',
    },
    {
      ...release,
      id: '502',
      tag: 'v1.2',
      name: null,
      author: null,
      draft: true,
      createdAt: '2026-11-20T10:26:00Z',
      publishedAt: null,
    },
  ];
  return world;
}

function guard(world: World): void {
  const ruleset = { updatedAt: '2026-06-01T08:00:00Z', enforcement: 'ACTIVE' as const, refs: ['refs/heads/main'] };
  world.branchProtections['refs/heads/main'] = {
    requiredApprovingReviewCount: 1,
    requiresCodeOwnerReviews: true,
    requiresSignatures: false,
    requiresLinearHistory: false,
    allowsForcePushes: true,
    allowsDeletions: false,
    requiredStatusCheckContexts: ['test'],
  };
  world.rulesets = [
    {
      ...ruleset,
      id: '7700',
      nodeId: 'RRS_7700',
      name: 'Main',
      source: 'Repository',
      bypassActors: [
        { role: 'Repository admin', mode: 'PULL_REQUEST' },
        { team: 'release-managers', mode: 'ALWAYS' },
        { app: 'renovate', mode: 'ALWAYS' },
        { kind: 'deployKey', mode: 'ALWAYS' },
        { kind: 'organizationAdmin', mode: 'ALWAYS' },
      ],
      rules: [
        { type: 'NON_FAST_FORWARD', parameters: null },
        {
          type: 'PULL_REQUEST',
          parameters: {
            __typename: 'PullRequestParameters',
            requiredApprovingReviewCount: 2,
            requireCodeOwnerReview: true,
            requireLastPushApproval: true,
            dismissStaleReviewsOnPush: false,
          },
        },
        {
          type: 'REQUIRED_STATUS_CHECKS',
          parameters: { __typename: 'RequiredStatusChecksParameters', requiredStatusChecks: [{ context: 'lint' }] },
        },
      ],
    },
    {
      ...ruleset,
      id: '7701',
      nodeId: 'RRS_7701',
      name: 'Organisation',
      source: 'Organization',
      bypassActors: [],
      rules: [{ type: 'REQUIRED_SIGNATURES', parameters: null }],
    },
  ];
}
