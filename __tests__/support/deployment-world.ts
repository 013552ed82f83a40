import { objectId } from './github-shapes.ts';
import { pushEvent } from './world-events.ts';
import { ACTION_COMMIT, DEPLOY_SCRIPT, DEPLOY_WORKFLOW, POLICY } from './world-files.ts';
import type { World, WorldCommit, WorldUser } from './world-types.ts';

/** Changes to a default world: fields to replace, or a function that edits it in place. */
export type WorldChanges = Partial<World> | ((world: World) => void);

/**
 * A realistic deployment: `alice` pushed to main of `octo-org/payments`, `bob` re-ran the run (attempt 2), `carol`
 * approved the environment `production`, and the job `deploy` is running. Every call gives fresh data. The event
 * payload follows the changes unless they touch it.
 */
export function deploymentWorld(changes: WorldChanges = {}): World {
  const world = defaultWorld();
  world.event = pushEvent(world);
  const untouched = JSON.stringify(world.event);
  if (typeof changes === 'function') changes(world);
  else Object.assign(world, changes);
  if (JSON.stringify(world.event) === untouched) world.event = pushEvent(world);
  return world;
}

/** A user of the world; the node id follows from the id. */
export function person(id: string, login: string, more: Partial<WorldUser> = {}): WorldUser {
  return {
    id,
    nodeId: `U_${Buffer.from(`0:User:${id}`).toString('base64url')}`,
    login,
    type: 'User',
    siteAdmin: false,
    name: login.charAt(0).toUpperCase() + login.slice(1),
    email: `${login}@example.com`,
    ...more,
  };
}

const COMMIT_TIME = '2026-11-20T09:58:31Z';

/** A signed commit by `login` with the default files; its sha follows from the seed. */
export function signedCommit(seed: string, login: string, more: Partial<WorldCommit> = {}): WorldCommit {
  const author = { name: login, email: `${login}@example.com`, date: COMMIT_TIME, login };
  const tree = objectId(`tree ${seed}`);
  return {
    sha: objectId(`commit ${seed}`),
    tree,
    parents: [objectId('commit parent')],
    author,
    committer: { ...author },
    message: 'Round amounts half to even (#41)\n\nAuditors asked for it.',
    verification: {
      verified: true,
      reason: 'valid',
      payload: `tree ${tree}\nauthor ${login} <${login}@example.com> 1795168711 +0000\n\nRound amounts half to even (#41)\n`,
      signature:
        '-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQAAADMAAAALc3NoLWVkMjU1MTkAAAAg\n-----END SSH SIGNATURE-----\n',
      verifiedAt: '2026-11-20T09:58:40Z',
    },
    signatureKind: 'SshSignature',
    signerLogin: login,
    wasSignedByGitHub: false,
    files: {
      '.github/workflows/deploy.yml': DEPLOY_WORKFLOW,
      '.github/doorlog.yml': POLICY,
      'deploy.sh': DEPLOY_SCRIPT,
    },
    ...more,
  };
}

function defaultWorld(): World {
  const parent = signedCommit('parent', 'carol', {
    sha: objectId('commit parent'),
    parents: [],
    message: 'Pay in cents',
  });
  const head = signedCommit('head', 'alice');
  const workflowRef = 'octo-org/payments/.github/workflows/deploy.yml@refs/heads/main';
  return {
    token: 'ghs_16C7e42F292c6912E7710c838347Ae178B4a',
    tokenPermissions: {
      actions: 'read',
      attestations: 'write',
      contents: 'read',
      'id-token': 'write',
      metadata: 'read',
    },
    repository: {
      id: '701234567',
      nodeId: 'R_kgDOKcvDhw',
      owner: 'octo-org',
      name: 'payments',
      private: false,
      visibility: 'public',
      fork: false,
      defaultBranch: 'main',
    },
    users: {
      'octo-org': person('9919001', 'octo-org', {
        nodeId: 'O_kgDOAJdcKQ',
        type: 'Organization',
        name: 'Octo Org',
        email: null,
      }),
      alice: person('1001', 'alice'),
      bob: person('1002', 'bob'),
      carol: person('1003', 'carol'),
      'web-flow': person('19864447', 'web-flow', { name: 'GitHub Web Flow', email: 'noreply@github.com' }),
      'dependabot[bot]': person('49699333', 'dependabot[bot]', {
        type: 'Bot',
        name: null,
        email: null,
        nodeId: 'BOT_kgDOAvZg1Q',
      }),
    },
    teams: {
      'release-managers': {
        id: '5501',
        nodeId: 'T_kwDOAJdcKc4AVX0',
        slug: 'release-managers',
        name: 'Release managers',
      },
    },
    collaborators: {
      alice: { permission: 'write', roleName: 'write' },
      bob: { permission: 'write', roleName: 'maintain' },
      carol: { permission: 'admin', roleName: 'admin' },
    },
    commits: { [parent.sha]: parent, [head.sha]: head },
    branches: { main: head.sha },
    tags: {},
    tagObjects: {},
    branchProtections: {},
    rulesets: [],
    deployments: [],
    releases: [],
    pulls: [],
    run: {
      id: '17912345678',
      nodeId: 'WFR_kwLOKcvDh88AAAAEK5k2Tg',
      runNumber: 314,
      runAttempt: 2,
      event: 'push',
      status: 'in_progress',
      conclusion: null,
      actor: 'alice',
      triggeringActor: 'bob',
      triggeringActors: ['alice', 'bob'],
      headBranch: 'main',
      headSha: head.sha,
      path: '.github/workflows/deploy.yml',
      name: 'Deploy',
      displayTitle: 'Round amounts half to even (#41)',
      workflowId: '88123456',
      checkSuiteId: '40112345678',
      referencedWorkflows: [],
      createdAt: '2026-11-20T09:59:02Z',
      runStartedAt: '2026-11-20T10:21:10Z',
      updatedAt: '2026-11-20T10:24:43Z',
      pullRequests: [],
    },
    jobs: [
      {
        id: '52123456789',
        nodeId: 'CR_kwDOKcvDh88AAAAMIs9WFQ',
        name: 'deploy',
        attempt: 2,
        status: 'in_progress',
        conclusion: null,
        createdAt: '2026-11-20T10:21:12Z',
        startedAt: '2026-11-20T10:24:40Z',
        completedAt: null,
        labels: ['ubuntu-latest'],
        runnerId: '1000000321',
        runnerName: 'GitHub Actions 321',
        runnerGroupId: '0',
        runnerGroupName: 'GitHub Actions',
      },
    ],
    approvals: [{ environments: ['production'], state: 'approved', user: 'carol', comment: 'Change 4711, go ahead' }],
    environments: {
      production: {
        id: '161088068',
        nodeId: 'EN_kwDOKcvDh84JmfwE',
        name: 'production',
        reviewers: { users: ['carol'], teams: ['release-managers'] },
        preventSelfReview: true,
        waitTimer: 0,
        deploymentBranchPolicy: { protectedBranches: false, customBranchPolicies: true },
        branchPolicies: [{ id: '361471', name: 'main', type: 'branch' }],
        canAdminsBypass: false,
        createdAt: '2025-03-01T08:00:00Z',
        updatedAt: '2026-06-01T08:00:00Z',
      },
    },
    context: {
      jobKey: 'deploy',
      jobId: '52123456789',
      environment: 'production',
      matrix: null,
      status: 'success',
      sha: head.sha,
      ref: 'refs/heads/main',
      refName: 'main',
      refType: 'branch',
      refProtected: true,
      headRef: '',
      baseRef: '',
      workflowRef,
      workflowSha: head.sha,
      jobWorkflowRef: workflowRef,
      jobWorkflowSha: head.sha,
      actionRepository: 'doorlog/doorlog',
      actionRef: ACTION_COMMIT,
      retentionDays: 90,
    },
    runner: {
      name: 'GitHub Actions 321',
      os: 'Linux',
      arch: 'X64',
      environment: 'github-hosted',
      trackingId: 'github_4c1b5b5e-6f0f-4b61-9f5d-0a4c7c0f8f11',
    },
    event: {},
    attestations: [],
    artifacts: [],
    rateLimit: { limit: 1000, remaining: 990, reset: 4_102_444_800 },
    server: { graphqlWithout: [] },
  };
}
