import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createRepositoryReader } from '../../../src/ci/github/overview.ts';
import { withLastPushApproval } from '../../../src/core/last-push-approval.ts';
import { RefProtection, Ruleset } from '../../../src/model/protections.ts';
import { PullRequest } from '../../../src/model/pull-request.ts';
import { Deployment, Release } from '../../../src/model/resources.ts';
import { Tag } from '../../../src/model/source.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { Observed, Overview, OverviewQuery } from '../../../src/ports.ts';
import { replies } from '../../support/faults.ts';
import { executeQuery } from '../../support/github-graphql.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { deploymentWorld } from '../../support/world.ts';
import type { World } from '../../support/world-types.ts';
import { EVERYTHING, reviewedWorld, SINCE } from './reviewed-world.ts';

let server: GitHubServer | undefined;
beforeAll(async () => {
  // Reads GitHub's schema, so that no request waits for it.
  await executeQuery(deploymentWorld(), { query: '{ __typename }' });
});
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function look(world: World, more: Partial<OverviewQuery> = EVERYTHING): Promise<Overview> {
  await server?.close();
  server = await startGitHub(world);
  const { url: apiUrl, graphqlUrl } = server;
  const client = createGitHubClient({ http: createHttp({}), apiUrl, graphqlUrl, token: world.token });
  return createRepositoryReader(client, 'octo-org/payments').overview({
    sha: world.context.sha,
    policyPath: '.github/doorlog.yml',
    workflow: { repository: 'octo-org/payments', sha: world.context.sha, path: '.github/workflows/deploy.yml' },
    ...more,
  });
}

function seen<T>(part: Observed<T> | undefined): T {
  if (!part?.ok) throw new Error(`not seen: ${JSON.stringify(part)}`);
  return part.value;
}

const CORE = ['repository', 'policy', 'commit', 'workflowFile'] as const;
const MORE = [
  'pullRequests',
  'refProtection',
  'rulesets',
  'deployments',
  'releases',
  'draftReleases',
  'environments',
] as const;

describe('the look at a repository', () => {
  it('brings every part in one request, in a form that a record takes, when all is permitted', async () => {
    const overview = await look(reviewedWorld());
    expect(server?.requests).toHaveLength(1);
    for (const part of [...CORE, ...MORE]) expect([part, overview[part]?.ok]).toEqual([part, true]);
    for (const pull of seen(overview.pullRequests)) PullRequest.parse(withLastPushApproval(pull));
    RefProtection.parse(seen(overview.refProtection));
    for (const ruleset of seen(overview.rulesets)) Ruleset.parse(ruleset);
    for (const deployment of seen(overview.deployments)) Deployment.parse(deployment);
    for (const release of [...seen(overview.releases), ...seen(overview.draftReleases)]) Release.parse(release);
  });

  it('has only the parts that were asked for', async () => {
    expect(Object.keys(await look(reviewedWorld(), {})).sort()).toEqual([...CORE].sort());
  });

  it('brings the workflow file as it was, on the default branch and at a commit, when a path is asked for', async () => {
    const world = reviewedWorld();
    const { sha } = world.context;
    const parent = world.commits[sha]?.parents[0] ?? '';
    const path = '.github/workflows/deploy.yml';
    const text = world.commits[sha]?.files[path];
    delete world.commits[parent]?.files[path];
    const { workflowAtDefault, workflowAtBefore, commit } = await look(world, {
      workflowBefore: { path, commit: parent },
    });
    expect(server?.requests).toHaveLength(1);
    expect(seen(workflowAtDefault)).toEqual({ commit: sha, text });
    expect(seen(workflowAtBefore)).toEqual({ commit: parent, text: null });
    expect(seen(commit).source.changedFiles).toBe(1);
    const gone = await look(world, { workflowBefore: { path, commit: '1'.repeat(40) } });
    expect(gone.workflowAtBefore).toMatchObject({ ok: false, reason: 'not-found' });
    world.tokenPermissions = { metadata: 'read' };
    const blind = await look(world, { workflowBefore: { path } });
    expect(blind.workflowAtDefault).toMatchObject({ ok: false, reason: 'not-permitted' });
    expect(blind).not.toHaveProperty('workflowAtBefore');
  });

  it('says who reviewed which commit, when, as whom, and who merged, when the commit came by a pull request', async () => {
    const [pull] = seen((await look(reviewedWorld())).pullRequests);
    const head = reviewedWorld().pulls[0]?.headSha;
    expect(pull).toEqual({
      pullRequest: {
        number: '41',
        state: 'merged',
        author: { login: 'alice', id: '1001', type: 'user' },
        headSha: head,
        headRepository: 'octo-org/payments',
        baseRef: 'main',
        createdAt: '2026-11-20T09:00:00.000Z',
        mergedAt: '2026-11-20T09:58:31.000Z',
        mergedBy: { login: 'github-merge-queue[bot]', id: '118344674', type: 'bot' },
        mergeCommit: reviewedWorld().context.sha,
        mergedByQueue: true,
        reviewDecision: 'approved',
        codeOwnersAwaited: false,
        reviews: [
          expect.objectContaining({ state: 'commented', reviewer: { login: 'bob', id: '1002', type: 'user' } }),
          { reviewer: { login: 'ghost' }, state: 'commented', association: 'NONE', teams: [] },
          {
            reviewer: { login: 'carol', id: '1003', type: 'user' },
            state: 'approved',
            commit: head,
            submittedAt: '2026-11-20T09:30:00.000Z',
            association: 'MEMBER',
            teams: ['octo-org/release-managers'],
          },
        ],
        moreReviews: false,
      },
      headAuthor: '1001',
      headCommitter: '1001',
    });
  });

  it('keeps the reviews, without their teams, when the token may not see teams', async () => {
    const world = reviewedWorld();
    world.tokenPermissions.members = 'none';
    const [pull] = seen((await look(world)).pullRequests);
    expect(pull?.pullRequest.reviews).toHaveLength(3);
    expect(pull?.pullRequest.reviews.some(({ teams }) => teams)).toBe(false);
    expect(seen((await look(world, { pullRequests: true })).pullRequests)).toEqual([pull]);
  });

  it('puts the pull request that triggered the run first, once, when it is one of the commit’s', async () => {
    const world = reviewedWorld();
    const first = world.pulls[0];
    if (first) world.pulls.unshift({ ...first, number: 40, id: '4040', nodeId: 'PR_40' });
    const numbers = async (query: Partial<OverviewQuery>) =>
      seen((await look(world, query)).pullRequests).map(({ pullRequest }) => pullRequest.number);
    expect(await numbers({ pullRequests: true, pullRequest: '41' })).toEqual(['41', '40']);
    expect(await numbers({ pullRequest: '41' })).toEqual(['41']);
    expect(await numbers({ pullRequests: true })).toEqual(['40', '41']);
    expect((await look(world, { pullRequests: true, pullRequest: '999' })).pullRequests).toMatchObject({
      ok: false,
      reason: 'not-found',
    });
  });

  it.each([
    ['somebody pressed the button and no queue was there', 'carol', [], false],
    ['the queue let go of it at that moment', 'carol', ['2026-11-20T09:58:33Z'], true],
    ['the queue had thrown it out before', 'carol', ['2026-11-20T08:00:00Z'], false],
  ])('tells whether a queue merged it when %s', async (_name, mergedBy, removals, expected) => {
    const world = reviewedWorld();
    const queueRemovals = removals.map((createdAt) => ({ createdAt, reason: 'merge' }));
    Object.assign(world.pulls[0] ?? {}, { mergedBy, queueRemovals });
    expect(seen((await look(world)).pullRequests)[0]?.pullRequest.mergedByQueue).toBe(expected);
  });

  it('says that there are more reviews when there are more than 50', async () => {
    const world = reviewedWorld();
    const pull = world.pulls[0];
    const review = pull?.reviews?.[0];
    if (!pull || !review) throw new Error('no review');
    pull.reviews = Array.from({ length: 60 }, (_, index) => ({ ...review, id: String(index) }));
    expect(seen((await look(world)).pullRequests)[0]?.pullRequest).toMatchObject({
      moreReviews: true,
      reviews: [{ state: 'approved' }],
    });
  });

  it('says what protects the ref, branch protection and rulesets together', async () => {
    const overview = await look(reviewedWorld());
    expect(seen(overview.refProtection)).toEqual({
      ref: 'refs/heads/main',
      requiredApprovals: 1,
      codeOwnerReview: true,
      signatures: true,
      linearHistory: false,
      forcePushes: false,
      deletions: false,
      statusChecks: ['lint', 'test'],
      rules: [
        { type: 'non_fast_forward', rulesetId: '7700' },
        {
          type: 'pull_request',
          rulesetId: '7700',
          requiredApprovals: 2,
          codeOwnerReview: true,
          lastPushApproval: true,
          dismissStaleReviews: false,
        },
        { type: 'required_signatures', rulesetId: '7701' },
        { type: 'required_status_checks', rulesetId: '7700' },
      ],
    });
    expect(seen(overview.rulesets)).toEqual([
      {
        id: '7700',
        name: 'Main',
        enforcement: 'active',
        owner: 'repository',
        updatedAt: '2026-06-01T08:00:00.000Z',
        bypassActors: [
          { kind: 'role', name: 'Repository admin', mode: 'pull-request' },
          { kind: 'team', name: 'octo-org/release-managers', mode: 'always' },
          { kind: 'app', name: 'renovate', mode: 'always' },
          { kind: 'deploy-key', mode: 'always' },
          { kind: 'organization-admin', mode: 'always' },
        ],
      },
      expect.objectContaining({ id: '7701', owner: 'organization', bypassActors: [] }),
    ]);
  });

  it('leaves out who may bypass a ruleset when the token may not change it', async () => {
    const world = reviewedWorld();
    world.tokenPermissions.administration = 'none';
    const rulesets = seen((await look(world)).rulesets);
    expect(rulesets.map(({ name }) => name)).toEqual(['Main', 'Organisation']);
    expect(rulesets.some((ruleset) => 'bypassActors' in ruleset)).toBe(false);
  });

  it('says that nothing protects the ref when neither branch protection nor a ruleset does', async () => {
    const overview = await look(deploymentWorld());
    expect(seen(overview.refProtection)).toEqual({
      ref: 'refs/heads/main',
      requiredApprovals: 0,
      codeOwnerReview: false,
      signatures: false,
      linearHistory: false,
      forcePushes: true,
      deletions: true,
      statusChecks: [],
      rules: [],
    });
    expect(seen(overview.rulesets)).toEqual([]);
  });

  it('sees no protection of a ref that GitHub does not show', async () => {
    const overview = await look(reviewedWorld(), { ref: 'refs/pull/41/merge' });
    expect(overview.refProtection).toMatchObject({ ok: false, reason: 'not-found' });
    expect(overview.rulesets).toMatchObject({ ok: false, reason: 'not-found' });
  });

  it('tells an annotated tag with its tagger from a mere name', async () => {
    const world = reviewedWorld();
    world.tags = { 'v1.0': world.context.sha, nightly: world.context.sha };
    const tagger = { name: 'Carol', email: 'carol@example.com', date: '2026-11-20T10:00:00+02:00', login: 'carol' };
    world.tagObjects = { 'v1.0': { oid: 'd'.repeat(40), tagger } };
    expect(Tag.parse(seen((await look(world, { ref: 'refs/tags/v1.0' })).tag))).toEqual({
      name: 'v1.0',
      annotated: true,
      object: 'd'.repeat(40),
      tagger: {
        name: 'Carol',
        email: 'carol@example.com',
        date: '2026-11-20T08:00:00.000Z',
        account: { login: 'carol', id: '1003', type: 'user' },
      },
    });
    expect(seen((await look(world, { ref: 'refs/tags/nightly' })).tag)).toEqual({ name: 'nightly', annotated: false });
    expect((await look(world, { ref: 'refs/tags/gone' })).tag).toMatchObject({ ok: false, reason: 'not-found' });
    expect(await look(world, { ref: 'refs/heads/main' })).not.toHaveProperty('tag');
  });

  it('says by which grants each person holds the role', async () => {
    const { grants } = await look(reviewedWorld(), { people: ['alice', 'bob', 'mallory'] });
    expect(seen(grants?.get('bob'))).toEqual({
      id: '1002',
      permission: 'write',
      grants: [
        { by: 'organization', permission: 'read' },
        { by: 'team', permission: 'write', role: 'maintain', team: 'octo-org/release-managers' },
      ],
    });
    expect(seen(grants?.get('alice')).grants).toEqual([{ by: 'repository', permission: 'write' }]);
    expect(seen(grants?.get('mallory'))).toEqual({ grants: [] });
  });

  it('has deployments and releases since then only, drafts apart', async () => {
    const overview = await look(reviewedWorld());
    expect(seen(overview.deployments)).toEqual([
      {
        id: '1100000001',
        environment: 'production',
        commit: reviewedWorld().context.sha,
        creator: { login: 'github-actions[bot]', id: '41898282', type: 'bot' },
        createdAt: '2026-11-20T10:25:00.000Z',
        state: 'in_progress',
      },
      expect.objectContaining({ id: 'DE_large' }),
    ]);
    expect(seen(overview.releases)).toEqual([
      {
        id: '501',
        tag: 'v1.1',
        name: 'One point one',
        author: { login: 'alice', id: '1001', type: 'user' },
        createdAt: '2026-11-19T10:00:00.000Z',
        publishedAt: '2026-11-20T10:26:00.000Z',
        prerelease: false,
      },
    ]);
    expect(seen(overview.draftReleases).map(({ tag }) => tag)).toEqual(['v1.2']);
  });

  it('does not take unseen drafts for none when the token may not write contents', async () => {
    const world = reviewedWorld();
    world.tokenPermissions.contents = 'read';
    const overview = await look(world);
    expect(overview.releases?.ok).toBe(true);
    expect(overview.draftReleases).toEqual({
      ok: false,
      reason: 'not-permitted',
      needed: 'permissions: contents: write',
    });
  });

  it('has every environment with its reviewers when the job’s own is not known', async () => {
    const world = reviewedWorld();
    const production = world.environments.production;
    if (production)
      world.environments.staging = { ...production, name: 'staging', reviewers: { users: [], teams: [] } };
    expect(seen((await look(world, { environments: true })).environments)).toMatchObject([
      { name: 'production', reviewersRequired: true, reviewers: [{ login: 'carol' }] },
      { name: 'staging', reviewersRequired: false, reviewers: [], reviewerTeams: [] },
    ]);
  });

  it.each([
    ['pull-requests', ['pullRequests'], 'permissions: pull-requests: read'],
    ['deployments', ['deployments'], 'permissions: deployments: read'],
    ['actions', ['environments'], 'permissions: actions: read'],
  ] as const)(
    'loses only its own parts, which name the permission, when the token lacks %s',
    async (scope, lost, needed) => {
      const world = reviewedWorld();
      world.tokenPermissions[scope] = 'none';
      const overview = await look(world);
      for (const part of [...CORE, ...MORE]) {
        const isLost = (lost as readonly string[]).includes(part);
        const gap = { ok: false, reason: 'not-permitted', needed, detail: expect.any(String) };
        expect([part, overview[part]]).toEqual([part, isLost ? gap : expect.objectContaining({ ok: true })]);
      }
    },
  );

  it('says what it takes when the token may not see grants', async () => {
    const { grants } = await look(deploymentWorld(), { people: ['alice'] });
    expect(grants?.get('alice')).toMatchObject({
      ok: false,
      reason: 'not-permitted',
      needed: 'a token that may administer the repository, or the collector',
    });
  });

  it('asks again for the core alone when an older server does not know a field', async () => {
    const world = reviewedWorld();
    world.server.graphqlWithout = ['Ref.rules', 'GpgSignature.verifiedAt', 'GitSignature.verifiedAt'];
    const overview = await look(world);
    expect(server?.requests).toHaveLength(2);
    for (const part of CORE) expect([part, overview[part].ok]).toEqual([part, true]);
    const needed = 'a server whose GraphQL API offers it';
    for (const part of MORE) {
      const gap = { ok: false, reason: 'not-available', needed, detail: expect.stringContaining('exist on type') };
      expect([part, overview[part]]).toEqual([part, gap]);
    }
    expect(overview.grants?.get('bob')).toMatchObject({ ok: false, reason: 'not-available', needed });
  });

  it.each([
    ['a time-out of its own', { message: 'Something went wrong while executing your query.' }, 'service-failed'],
    ['scopes that a token lacks', { type: 'INSUFFICIENT_SCOPES', message: 'x' }, 'not-permitted'],
  ])('keeps the core when GitHub refuses the whole query for %s', async (_name, error, reason) => {
    const world = reviewedWorld();
    server = await startGitHub(world);
    const { url: apiUrl, graphqlUrl } = server;
    server.addFault({}, replies(200, { errors: [error] }));
    const client = createGitHubClient({ http: createHttp({}), apiUrl, graphqlUrl, token: world.token });
    const reader = createRepositoryReader(client, 'octo-org/payments');
    const overview = await reader.overview({ sha: world.context.sha, policyPath: 'x', since: SINCE });
    expect(overview.commit.ok).toBe(true);
    expect(overview.releases).toMatchObject({ ok: false, reason });
  });
});
