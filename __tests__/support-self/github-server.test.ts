import { getOctokit } from '@actions/github';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { faultsOfReply } from '../support/github-description.ts';
import { type GitHubServer, startGitHub } from '../support/github-server.ts';
import {
  dependabotWorld,
  deploymentWorld,
  dispatchedWorld,
  firstAttemptWorld,
  forkPullRequestWorld,
  noEnvironmentWorld,
  privateWorld,
  selfApprovedWorld,
  unapprovedWorld,
  unsignedCommitWorld,
  type World,
} from '../support/world.ts';

const REPOSITORY = { owner: 'octo-org', repo: 'payments' };
const open: GitHubServer[] = [];

async function start(world: World): Promise<GitHubServer> {
  const server = await startGitHub(world);
  open.push(server);
  return server;
}

function get(server: GitHubServer, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(server.url + path, { headers: { authorization: `Bearer ${server.world.token}`, ...headers } });
}

async function query(server: GitHubServer, text: string): Promise<Record<string, unknown>> {
  const reply = await fetch(server.graphqlUrl, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.world.token}` },
    body: JSON.stringify({ query: text }),
  });
  expect(reply.status).toBe(200);
  return (await reply.json()) as Record<string, unknown>;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

const PATHS = (world: World) => {
  const run = `/repos/octo-org/payments/actions/runs/${world.run.id}`;
  const sha = world.context.sha;
  return [
    '/repos/octo-org/payments',
    run,
    `${run}/attempts/1`,
    `${run}/approvals`,
    `${run}/jobs`,
    `${run}/attempts/${world.run.runAttempt}/jobs?per_page=100`,
    '/repos/octo-org/payments/environments/production',
    '/repos/octo-org/payments/environments/production/deployment-branch-policies',
    '/repos/octo-org/payments/collaborators/alice/permission',
    '/repos/octo-org/payments/collaborators/web-flow/permission',
    `/repos/octo-org/payments/commits/${sha}`,
    '/repos/octo-org/payments/commits/heads/main',
    `/repos/octo-org/payments/commits/${world.run.headSha}/pulls`,
    '/repos/octo-org/payments/contents/.github/doorlog.yml?ref=main',
    `/repos/octo-org/payments/git/commits/${sha}`,
    '/users/alice',
  ];
};

describe('REST replies', () => {
  it.each([
    ['a deployment', deploymentWorld],
    ["a fork's pull request", forkPullRequestWorld],
    ['an unsigned commit', unsignedCommitWorld],
    ['a private repository', privateWorld],
    ['unapproved', unapprovedWorld],
    ['approved by the one who started it', selfApprovedWorld],
    ['a first attempt', firstAttemptWorld],
    ['without an environment', noEnvironmentWorld],
    ['started by hand', () => dispatchedWorld({ version: '1' })],
    ['started by Dependabot', dependabotWorld],
  ])('are as GitHub describes them when the world is %s', async (_name, build) => {
    const world = build();
    Object.assign(world.tokenPermissions, { 'pull-requests': 'read', attestations: 'write' });
    const server = await start(world);
    for (const path of PATHS(world)) {
      const reply = await get(server, path);
      expect([path, reply.status]).toEqual([path, 200]);
      expect(reply.headers.get('x-ratelimit-remaining')).toMatch(/^\d+$/);
      await reply.arrayBuffer();
    }
  });

  it('are found wrong when a field has another type or is missing', () => {
    expect(faultsOfReply('GET', '/repos/{owner}/{repo}/actions/runs/{run_id}', 200, { id: '1' })).toContain(
      '/id must be integer {"type":"integer"}',
    );
    expect(faultsOfReply('GET', '/nowhere', 200, {})).toHaveLength(1);
  });

  it('are 404 in GitHub’s shape when there is no such operation', async () => {
    const server = await start(deploymentWorld());
    const reply = await get(server, '/repos/octo-org/payments/nothing');
    expect(reply.status).toBe(404);
    expect(await reply.json()).toMatchObject({ message: 'Not Found', status: '404' });
  });

  it('are 401 when the token is another', async () => {
    const server = await start(deploymentWorld());
    const reply = await get(server, '/repos/octo-org/payments', { authorization: 'Bearer nothing' });
    expect(reply.status).toBe(401);
    expect(await reply.json()).toMatchObject({ message: 'Bad credentials' });
  });

  it('are refused when the token lacks the scope', async () => {
    const server = await start(deploymentWorld({ tokenPermissions: {} }));
    const reply = await get(server, `/repos/octo-org/payments/actions/runs/${server.world.run.id}`);
    expect(reply.status).toBe(403);
    expect(reply.headers.get('x-accepted-github-permissions')).toBe('actions=read');
    expect(await reply.json()).toMatchObject({ message: 'Resource not accessible by integration' });
  });

  it('hide contents when the repository is private and the token lacks the scope', async () => {
    const world = privateWorld();
    world.tokenPermissions = {};
    const server = await start(world);
    expect((await get(server, '/repos/octo-org/payments/contents/deploy.sh')).status).toBe(404);
  });

  it('stop when the rate limit is used up', async () => {
    const server = await start(deploymentWorld({ rateLimit: { limit: 1000, remaining: 1, reset: 4_102_444_800 } }));
    expect((await get(server, '/repos/octo-org/payments')).status).toBe(200);
    const refused = await get(server, '/repos/octo-org/payments');
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
  });

  it('find an environment when its name is percent-encoded', async () => {
    const world = deploymentWorld();
    const production = world.environments.production;
    if (production === undefined) throw new Error('no production');
    world.environments['eu/blue green'] = { ...production, name: 'eu/blue green', id: '77' };
    const server = await start(world);
    const reply = await get(server, '/repos/octo-org/payments/environments/eu%2Fblue%20green');
    expect(await reply.json()).toMatchObject({ id: 77, name: 'eu/blue green' });
  });
});

describe('real clients', () => {
  it('read run, approvals, environment and commit when the client is @octokit/rest', async () => {
    const server = await start(deploymentWorld());
    const octokit = new Octokit({ auth: server.world.token, baseUrl: server.url });
    const run = await octokit.rest.actions.getWorkflowRun({ ...REPOSITORY, run_id: Number(server.world.run.id) });
    expect([run.data.actor?.login, run.data.triggering_actor?.login]).toEqual(['alice', 'bob']);
    const commit = await octokit.rest.repos.getCommit({ ...REPOSITORY, ref: 'main' });
    expect(commit.data.commit.verification?.verified).toBe(true);
  });

  it('read run, approvals, environment and commit when the client is @actions/github', async () => {
    const server = await start(deploymentWorld());
    const octokit = getOctokit(server.world.token, { baseUrl: server.url });
    const run = { ...REPOSITORY, run_id: Number(server.world.run.id) };
    const approvals = await octokit.rest.actions.getReviewsForRun(run);
    expect(approvals.data[0]?.user.login).toBe('carol');
    const environment = await octokit.rest.repos.getEnvironment({ ...REPOSITORY, environment_name: 'production' });
    expect(environment.data.protection_rules).toHaveLength(2);
    const answer = await octokit.graphql<{ repository: { databaseId: number } }>(
      '{repository(owner:"octo-org",name:"payments"){databaseId}}',
    );
    expect(answer.repository.databaseId).toBe(701234567);
  });
});

const EVERYTHING = `query Everything {
  repository(owner: "octo-org", name: "payments") {
    id databaseId nameWithOwner visibility isFork isPrivate
    owner { login __typename ... on User { databaseId } ... on Organization { databaseId } }
    defaultBranchRef { name target { oid ... on Commit { oid tree { oid } } } }
    commit: object(expression: "main") { __typename ... on Commit {
      oid tree { oid } parents(first: 2) { nodes { oid } } messageHeadline
      author { name email date user { login databaseId } }
      committer { name email date user { login databaseId } }
      signature { __typename isValid state wasSignedByGitHub verifiedAt signer { login databaseId } }
      file(path: ".github/workflows/deploy.yml") { oid object { ... on Blob { text byteSize isTruncated } } }
    } }
    policy: object(expression: "HEAD:.github/doorlog.yml") { ... on Blob { text byteSize isTruncated isBinary oid } }
    folder: object(expression: "HEAD:.github/workflows") { ... on Tree { entries { name object { ... on Blob { text } } } } }
    none: object(expression: "HEAD:nothing.yml") { oid }
    environment(name: "production") { databaseId name protectionRules(first: 10) { nodes {
      type timeout preventSelfReview
      reviewers(first: 10) { nodes { __typename ... on User { login databaseId } ... on Team { slug databaseId } } }
    } } }
  }
}`;

describe('GraphQL', () => {
  it('answers the whole query when the token may read it all', async () => {
    const server = await start(deploymentWorld());
    const reply = await query(server, EVERYTHING);
    expect(reply.errors).toBeUndefined();
    expect(reply.data).toMatchObject({
      repository: {
        databaseId: 701234567,
        visibility: 'PUBLIC',
        owner: { login: 'octo-org', __typename: 'Organization', databaseId: 9919001 },
        commit: {
          oid: server.world.context.sha,
          signature: { __typename: 'SshSignature', isValid: true, state: 'VALID', signer: { login: 'alice' } },
        },
        policy: { isTruncated: false, text: expect.stringContaining('version: 1') },
        folder: { entries: [{ name: 'deploy.yml' }] },
        none: null,
        environment: {
          protectionRules: {
            nodes: [
              { type: 'REQUIRED_REVIEWERS', reviewers: { nodes: [{ login: 'carol' }, { slug: 'release-managers' }] } },
              { type: 'BRANCH_POLICY' },
            ],
          },
        },
      },
    });
    expect(server.requests[0]).toMatchObject({ path: '/graphql', status: 200, operation: 'Everything' });
  });

  it('says FORBIDDEN for the field alone when the token lacks a scope', async () => {
    const server = await start(deploymentWorld({ tokenPermissions: { contents: 'read' } }));
    const reply = await query(
      server,
      '{repository(owner:"octo-org",name:"payments"){databaseId environment(name:"production"){name}}}',
    );
    expect(reply).toMatchObject({
      data: { repository: { databaseId: 701234567, environment: null } },
      errors: [
        {
          type: 'FORBIDDEN',
          path: ['repository', 'environment'],
          message: 'Resource not accessible by integration',
        },
      ],
    });
  });

  it('says NOT_FOUND when the repository is another', async () => {
    const reply = await query(await start(deploymentWorld()), '{repository(owner:"octo-org",name:"other"){id}}');
    expect(reply).toMatchObject({ data: { repository: null }, errors: [{ type: 'NOT_FOUND' }] });
  });

  it('refuses a query when GitHub has no such field', async () => {
    const reply = await query(await start(deploymentWorld()), '{repository(owner:"octo-org",name:"payments"){nope}}');
    expect(reply.errors).toMatchObject([{ message: expect.stringContaining('nope') }]);
  });

  it('loses all that stands beside a field that is never null when the token lacks its scope', async () => {
    const reply = await query(
      await start(deploymentWorld()),
      '{a:repository(owner:"octo-org",name:"payments"){databaseId deployments(first:1){totalCount}} b:repository(owner:"octo-org",name:"payments"){databaseId}}',
    );
    expect(reply).toMatchObject({
      data: { a: null, b: { databaseId: 701234567 } },
      errors: [{ type: 'FORBIDDEN', path: ['a', 'deployments'] }],
    });
  });

  it('answers nothing at all when its schema lacks a field of the query', async () => {
    const world = deploymentWorld({ server: { graphqlWithout: ['Ref.rules'] } });
    const reply = await query(
      await start(world),
      '{repository(owner:"octo-org",name:"payments"){databaseId ref(qualifiedName:"refs/heads/main"){rules(first:1){totalCount}}}}',
    );
    expect(reply).toMatchObject({
      errors: [{ extensions: { code: 'undefinedField' }, message: "Field 'rules' doesn't exist on type 'Ref'" }],
    });
    expect(reply).not.toHaveProperty('data');
  });

  it('writes no “[bot]” behind an App’s login, as GraphQL alone does, when the App opened a pull request', async () => {
    const world = forkPullRequestWorld();
    world.tokenPermissions['pull-requests'] = 'read';
    const [pull] = world.pulls;
    if (pull) pull.user = 'dependabot[bot]';
    const reply = await query(
      await start(world),
      '{repository(owner:"octo-org",name:"payments"){pullRequest(number:42){author{__typename login}}}}',
    );
    expect(reply).toMatchObject({
      data: { repository: { pullRequest: { author: { __typename: 'Bot', login: 'dependabot' } } } },
    });
  });

  it('cuts a text when it is longer than 512,000 bytes', async () => {
    const world = deploymentWorld();
    const head = world.commits[world.context.sha];
    if (head === undefined) throw new Error('no head');
    head.files['long.txt'] = 'x'.repeat(600_000);
    const reply = await query(
      await start(world),
      '{repository(owner:"octo-org",name:"payments"){object(expression:"HEAD:long.txt"){...on Blob{text byteSize isTruncated}}}}',
    );
    const { object } = (reply.data as { repository: { object: Record<string, unknown> } }).repository;
    expect([object.byteSize, object.isTruncated, String(object.text).length]).toEqual([600_000, true, 512_000]);
  });
});

describe('attestations', () => {
  let server: GitHubServer;

  beforeAll(async () => {
    server = await startGitHub(deploymentWorld());
  });
  afterAll(() => server.close());

  function post(subject: unknown[], bundle: Record<string, unknown> = {}): Promise<Response> {
    const statement = { _type: 'https://in-toto.io/Statement/v1', subject, predicateType: 'https://x.example/v1' };
    const dsseEnvelope = { payload: Buffer.from(JSON.stringify(statement)).toString('base64') };
    return fetch(`${server.url}/repos/octo-org/payments/attestations`, {
      method: 'POST',
      headers: { authorization: `token ${server.world.token}` },
      body: JSON.stringify({ bundle: { dsseEnvelope, verificationMaterial: {}, ...bundle } }),
    });
  }

  it('are refused when there is no subject, the same subject twice, or no certificate', async () => {
    const subject = { name: 'a', digest: { sha256: 'aa' } };
    expect((await post([])).status).toBe(422);
    expect((await post([subject, subject])).status).toBe(422);
    expect((await post([subject])).status).toBe(422);
    expect(server.world.attestations).toEqual([]);
  });

  it('are refused when the token may only read them', async () => {
    server.world.tokenPermissions.attestations = 'read';
    expect((await post([])).status).toBe(403);
  });
});
