import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createAccessReader } from '../../../src/ci/github/access-reader.ts';
import { createAttestationStore } from '../../../src/ci/github/attestation-store.ts';
import { createGitHubClient } from '../../../src/ci/github/client.ts';
import { createRepositoryReader } from '../../../src/ci/github/overview.ts';
import { Approval } from '../../../src/model/access.ts';
import { Person } from '../../../src/model/person.ts';
import { EnvironmentProtection } from '../../../src/model/protections.ts';
import { Source } from '../../../src/model/source.ts';
import { createHttp } from '../../../src/net/http.ts';
import type { Observed, Overview, OverviewQuery } from '../../../src/ports.ts';
import {
  dropped,
  endless,
  type Fault,
  forbidden,
  html,
  invalidJson,
  notFound,
  rateLimited,
  replies,
  serverError,
  tooManyRequests,
  unauthorized,
} from '../../support/faults.ts';
import { faultsOfReply } from '../../support/github-description.ts';
import { executeQuery } from '../../support/github-graphql.ts';
import { type GitHubServer, startGitHub } from '../../support/github-server.ts';
import { deploymentWorld, forkPullRequestWorld, unsignedCommitWorld } from '../../support/world.ts';
import type { World } from '../../support/world-types.ts';

let server: GitHubServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

const REPOSITORY = 'octo-org/payments';

beforeAll(async () => {
  // Reads GitHub's schema and description, so that no request waits for them.
  await executeQuery(deploymentWorld(), { query: '{ __typename }' });
  faultsOfReply('GET', '/nowhere', 200, {});
});

async function connect(world: World = deploymentWorld()) {
  server = await startGitHub(world);
  const { url: apiUrl, graphqlUrl } = server;
  const client = createGitHubClient({ http: createHttp({}), apiUrl, graphqlUrl, token: world.token, timeout: 500 });
  return {
    github: server,
    world,
    access: createAccessReader(client, REPOSITORY),
    repository: createRepositoryReader(client, REPOSITORY),
    attestations: createAttestationStore(client, 'https://github.com', REPOSITORY),
  };
}

function queryFor({ context }: World, more: Partial<OverviewQuery> = {}): OverviewQuery {
  return {
    sha: context.sha,
    policyPath: '.github/doorlog.yml',
    workflow: { repository: REPOSITORY, sha: context.workflowSha, path: '.github/workflows/deploy.yml' },
    environment: 'production',
    ...more,
  };
}

function seen<T>(look: Observed<T> | undefined): T {
  if (!look?.ok) throw new Error(`not seen: ${JSON.stringify(look)}`);
  return look.value;
}

const PARTS = ['repository', 'policy', 'commit', 'workflowFile', 'environment'] as const satisfies (keyof Overview)[];

describe('createRepositoryReader', () => {
  it('brings repository, policy, commit, workflow file and environment in one request', async () => {
    const { repository, world, github } = await connect();
    const overview = await repository.overview(
      queryFor(world, { before: world.commits[world.context.sha]?.parents[0] }),
    );
    expect(github.requests).toHaveLength(1);
    expect(seen(overview.repository)).toEqual({ id: '701234567', visibility: 'public', defaultBranch: 'main' });
    expect(seen(overview.policy)).toMatchObject({
      commit: world.context.sha,
      text: expect.stringContaining('rules:'),
    });
    expect(seen(overview.policyBefore).commit).not.toBe(world.context.sha);
    const { source, author } = seen(overview.commit);
    expect(Source.parse(source)).toMatchObject({
      commit: world.context.sha,
      verification: { verified: true, reason: 'valid' },
    });
    expect(author.account).toEqual({ login: 'alice', id: '1001', type: 'user' });
    expect(seen(overview.workflowFile)).toContain('runs-on');
    expect(EnvironmentProtection.parse(seen(overview.environment))).toMatchObject({
      name: 'production',
      reviewersRequired: true,
      reviewers: [{ login: 'carol', id: '1003', type: 'user' }],
      reviewerTeams: [{ slug: 'release-managers', id: '5501' }],
      preventSelfReview: true,
    });
  });

  it('tells an unsigned commit from one whose signature was not seen', async () => {
    const { repository, world } = await connect(unsignedCommitWorld());
    expect(seen((await repository.overview(queryFor(world))).commit).source.verification).toEqual({
      verified: false,
      reason: 'unsigned',
    });
  });

  it('reads the head of a fork’s pull request when asked for it', async () => {
    const { repository, world } = await connect(forkPullRequestWorld());
    const sha = world.pulls[0]?.headSha ?? '';
    expect(seen((await repository.overview(queryFor(world, { sha }))).commit).source.commit).toBe(sha);
  });

  it('tells a repository without a policy from one whose policy was not seen', async () => {
    const { repository, world } = await connect();
    for (const commit of Object.values(world.commits)) delete commit.files['.github/doorlog.yml'];
    expect(seen((await repository.overview(queryFor(world))).policy)).toEqual({
      commit: world.context.sha,
      text: null,
    });
    world.tokenPermissions.contents = 'none';
    expect((await repository.overview(queryFor(world))).policy.ok).toBe(false);
  });

  it('sees no file that is not there', async () => {
    const { repository, world } = await connect();
    const workflow = { repository: REPOSITORY, sha: world.context.sha, path: 'nowhere.yml' };
    expect(await repository.overview(queryFor(world, { workflow, sha: 'f'.repeat(40) }))).toMatchObject({
      workflowFile: { ok: false, reason: 'not-found' },
      commit: { ok: false, reason: 'not-found' },
      repository: { ok: true },
    });
  });

  it.each<[string, () => Fault, string, number]>([
    ['HTML', html, 'service-failed', 1],
    ['half of a JSON text', invalidJson, 'service-failed', 1],
    ['another JSON', () => replies(200, { data: { repository: 7 } }), 'service-failed', 1],
    ['no data', () => replies(200, { data: null }), 'not-found', 1],
    ['401', unauthorized, 'not-permitted', 1],
    ['403', forbidden, 'not-permitted', 1],
    ['403 for the rate limit', rateLimited, 'rate-limited', 1],
    ['404', notFound, 'not-found', 1],
    ['500', serverError, 'service-failed', 3],
    ['429', () => tooManyRequests(60), 'rate-limited', 1],
    [
      'a GraphQL rate limit',
      () => replies(200, { errors: [{ type: 'RATE_LIMITED', message: 'x' }] }),
      'rate-limited',
      1,
    ],
    [
      'a GraphQL refusal',
      () =>
        replies(200, {
          data: { repository: null, environment: null },
          errors: [{ type: 'FORBIDDEN', path: ['repository'], message: 'x' }],
        }),
      'not-permitted',
      1,
    ],
    ['a dropped connection', dropped, 'service-failed', 3],
    ['a reply that never ends', endless, 'service-failed', 1],
  ])(
    'has the same gap for every part and raises nothing when GitHub answers %s',
    async (_name, fault, reason, most) => {
      const { repository, world, github } = await connect();
      github.addFault({ times: Number.POSITIVE_INFINITY }, fault());
      const overview = await repository.overview(queryFor(world));
      for (const part of PARTS)
        expect([part, overview[part]]).toEqual([part, expect.objectContaining({ ok: false, reason })]);
      expect(github.requests.length).toBeLessThanOrEqual(most);
    },
  );

  it('never takes an error beside the policy for a repository without one', async () => {
    const { repository, world, github } = await connect();
    const target = { __typename: 'Commit', oid: world.context.sha, file: null };
    github.addFault(
      {},
      replies(200, {
        data: { repository: { databaseId: 1, visibility: 'PUBLIC', defaultBranchRef: { name: 'main', target } } },
        errors: [{ type: 'FORBIDDEN', path: ['repository', 'defaultBranchRef', 'target', 'file'], message: 'x' }],
      }),
    );
    expect((await repository.overview(queryFor(world))).policy).toMatchObject({ ok: false, reason: 'not-permitted' });
  });

  it('takes no policy that is cut or binary', async () => {
    const { repository, world, github } = await connect();
    for (const object of [
      { text: 'version: 1', isTruncated: true },
      { text: null, isBinary: true },
    ]) {
      const target = {
        __typename: 'Commit',
        oid: world.context.sha,
        file: { object: { __typename: 'Blob', byteSize: 9, ...object } },
      };
      github.addFault(
        {},
        replies(200, {
          data: { repository: { databaseId: 1, visibility: 'PUBLIC', defaultBranchRef: { name: 'main', target } } },
        }),
      );
      expect((await repository.overview(queryFor(world))).policy).toMatchObject({ ok: false, reason: 'input-invalid' });
    }
  });

  it('gives a source that a record may hold, or a gap, when the commit is described oddly', async () => {
    const { repository, world, github } = await connect();
    const text = fc.oneof(fc.string(), fc.constant('x'.repeat(2_000)), fc.constant('🦄'.repeat(1_000)));
    const some = (value: fc.Arbitrary<unknown>) => fc.option(value);
    const actor = some(
      fc.record({
        name: some(text),
        email: some(text),
        date: some(fc.oneof(text, fc.constant('2026-01-02T03:04:05+02:00'))),
        user: some(fc.record({ login: text, databaseId: some(fc.integer()) })),
      }),
    );
    const commit = fc.record({
      __typename: fc.constant('Commit'),
      oid: fc.oneof(text, fc.constant('a'.repeat(40))),
      tree: fc.record({ oid: fc.oneof(text, fc.constant('b'.repeat(40))) }),
      parents: fc.record({ nodes: fc.array(some(fc.record({ oid: fc.constantFrom('c'.repeat(40), 'no') }))) }),
      messageHeadline: text,
      committedDate: fc.oneof(text, fc.constant('2026-01-02T03:04:05Z')),
      author: actor,
      committer: actor,
      signature: some(
        fc.record({
          isValid: fc.boolean(),
          state: text,
          payload: text,
          signature: text,
          wasSignedByGitHub: fc.boolean(),
          verifiedAt: some(text),
          signer: some(fc.record({ login: text, databaseId: some(fc.integer()) })),
        }),
      ),
    });
    await fc.assert(
      fc.asyncProperty(commit, async (reply) => {
        github.addFault(
          {},
          replies(200, { data: { repository: { databaseId: 1, visibility: 'PUBLIC', commit: reply } } }),
        );
        const look = (await repository.overview(queryFor(world))).commit;
        if (look.ok) expect([reply, Source.safeParse(look.value.source).error?.issues]).toEqual([reply, undefined]);
      }),
      { numRuns: 60 },
    );
  });
});

describe('createAccessReader', () => {
  it('reads who pressed the button in an attempt, and the called workflows', async () => {
    const { access, world } = await connect();
    world.run.referencedWorkflows = [{ path: 'octo-org/shared/.github/workflows/build.yml@v1', sha: 'e'.repeat(40) }];
    expect(seen(await access.run(world.run.id, '2'))).toEqual({
      actor: { login: 'alice', id: '1001', type: 'user' },
      triggeringActor: { login: 'bob', id: '1002', type: 'user' },
      calledWorkflows: [{ path: 'octo-org/shared/.github/workflows/build.yml@v1', sha: 'e'.repeat(40) }],
      headRepository: { name: 'octo-org/payments', id: '701234567' },
    });
    expect(seen(await access.run(world.run.id, '1')).triggeringActor?.login).toBe('alice');
    expect(await access.run(world.run.id, '3')).toMatchObject({ ok: false, reason: 'not-found' });
    world.tokenPermissions.actions = 'none';
    expect(await access.run(world.run.id, '2')).toMatchObject({
      ok: false,
      reason: 'not-permitted',
      needed: 'permissions: actions: read',
    });
  });

  it('takes runs whose accounts and repository are gone, and whose workflows say nothing of their commit', async () => {
    const { access, github } = await connect();
    const called = [{ path: 'x'.repeat(2_000), sha: 'main' }];
    github.addFault(
      {},
      replies(200, { id: 1, actor: null, triggering_actor: null, head_repository: null, referenced_workflows: called }),
    );
    expect(seen(await access.run('1', '1'))).toEqual({ calledWorkflows: [{ path: 'x'.repeat(1_000) }] });
    github.addFault({}, replies(200, { id: 1, referenced_workflows: null }));
    expect(seen(await access.run('1', '1'))).toEqual({ calledWorkflows: [] });
  });

  it('reads role, environment and approvals in one request each', async () => {
    const { access, github, world } = await connect();
    expect(Person.parse(seen(await access.person('bob')))).toEqual({
      login: 'bob',
      id: '1002',
      type: 'user',
      permission: 'write',
      role: 'maintain',
    });
    expect(EnvironmentProtection.parse(seen(await access.environment('production')))).toMatchObject({
      adminsCanBypass: false,
      branchPolicy: 'custom',
    });
    expect(seen(await access.approvals(world.run.id)).map((approval) => Approval.parse(approval))).toEqual([
      {
        environment: 'production',
        state: 'approved',
        user: { login: 'carol', id: '1003', type: 'user' },
        comment: 'Change 4711, go ahead',
      },
    ]);
    expect(github.requests).toHaveLength(3);
  });

  it('finds an environment whose name has slashes and blanks', async () => {
    const { access, world } = await connect();
    const production = world.environments.production;
    if (production) world.environments['eu/west 1'] = { ...production, name: 'eu/west 1' };
    expect(seen(await access.environment('eu/west 1')).name).toBe('eu/west 1');
  });

  it('takes comments and roles that are longer than a record takes', async () => {
    const { access, github } = await connect();
    const user = { login: 'carol', id: 1003, type: 'User' };
    github.addFault(
      {},
      replies(200, [{ state: 'approved', comment: 'x'.repeat(10_000), environments: [{ name: 'production' }], user }]),
    );
    expect(Approval.safeParse(seen(await access.approvals('1'))[0]).error?.issues).toBeUndefined();
    github.addFault({}, replies(200, { permission: 'write', role_name: 'r'.repeat(300), user }));
    expect(Person.safeParse(seen(await access.person('carol'))).error?.issues).toBeUndefined();
  });

  it.each<[string, () => Fault, string]>([
    ['HTML', html, 'service-failed'],
    ['another JSON', () => replies(200, { x: 1 }), 'service-failed'],
    ['401', unauthorized, 'not-permitted'],
    ['403', forbidden, 'not-permitted'],
    ['403 for the rate limit', rateLimited, 'rate-limited'],
    ['404', notFound, 'not-found'],
    ['500', serverError, 'service-failed'],
    ['429', () => tooManyRequests(60), 'rate-limited'],
    ['a dropped connection', dropped, 'service-failed'],
    ['a reply that never ends', endless, 'service-failed'],
  ])('has a gap and raises nothing when GitHub answers %s', async (_name, fault, reason) => {
    const { access, github } = await connect();
    github.addFault({ times: Number.POSITIVE_INFINITY }, fault());
    const looks = await Promise.all([
      access.run('1', '1'),
      access.person('alice'),
      access.environment('production'),
      access.approvals('1'),
    ]);
    for (const look of looks)
      expect(look).toMatchObject({ ok: false, reason, detail: expect.stringMatching(/^GitHub’s API [^\n]*\.$/) });
  });
});

describe('createAttestationStore', () => {
  it.each<[string, () => Fault, boolean]>([
    ['403', forbidden, true],
    ['500', serverError, false],
    ['a dropped connection', dropped, false],
    ['HTML', html, false],
  ])(
    'sends the bundle once, and names the permission only for a refusal, when GitHub answers %s',
    async (_name, fault, isRefusal) => {
      const { attestations, github } = await connect();
      github.addFault({ times: Number.POSITIVE_INFINITY }, fault());
      const failure = await attestations.upload('{"x":1}').catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'attestation-refused',
        message: expect.stringMatching(/^The attestation was not uploaded: .*\.$/),
      });
      expect(String(failure).includes('It takes permissions: attestations: write.')).toBe(isRefusal);
      expect(github.requests).toHaveLength(1);
    },
  );
});
