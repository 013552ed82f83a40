import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { LocalServer } from '../support/local-server.ts';
import type { HookOptions, HookResult } from '../support/runner.ts';
import { deploymentWorld } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { Canaries, filesBelow, infestedServer, marksIn } from './canaries.ts';
import { attestedOf, type Deployment, deploy, expectProof } from './deployment.ts';
import { cloudLogins, type Infestation, infest, makeFile } from './infestation.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function infestedJob(
  { canaries, world, env, inputs }: Infestation,
  more: Partial<HookOptions> = {},
): Promise<{ job: Deployment; api: LocalServer }> {
  const job = await deploy(world, { env, workerLog: true, ...more, inputs: { ...inputs, ...more.inputs } });
  const api = await infestedServer(job.github.url, canaries);
  closing.push(api.close, job.close);
  return { job, api };
}

/** Everywhere that something of a hook may end up: its output, all that it wrote, and what its services were sent to keep. */
function traces(job: Deployment, results: readonly HookResult[]): [string, string][] {
  const spoken = results.flatMap(({ stdout, stderr, outputs, state, exported, summary }, index): [string, string][] => [
    [`stdout ${index}`, stdout],
    [`stderr ${index}`, stderr],
    [`outputs ${index}`, JSON.stringify(outputs)],
    [`state ${index}`, state.doorlog ?? ''],
    [`exported ${index}`, JSON.stringify(exported)],
    [`summary ${index}`, summary],
  ]);
  const temp = results[0]?.tempDir ?? '';
  const written = filesBelow(temp).filter(([path]) => !path.endsWith('event.json'));
  const artifacts = job.world.artifacts.flatMap(({ name, content }) =>
    Object.entries(unzipSync(new Uint8Array(content))).map(([file, bytes]): [string, string] => [
      `${name}/${file}`,
      Buffer.from(bytes).toString('utf8'),
    ]),
  );
  const kept: [string, string][] = [
    ['log', JSON.stringify(job.log())],
    ['attestations', JSON.stringify(job.world.attestations)],
    [
      'sigstore',
      job.sigstore.requests
        .map(({ body }) => body.toString('utf8'))
        .join('\n')
        .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]+/g, ''),
    ],
  ];
  return [...spoken, ...written, ...artifacts, ...kept];
}

function leaks(job: Deployment, results: readonly HookResult[]): Record<string, string[]> {
  const found = traces(job, results).map(([where, text]) => [where, marksIn(text)] as const);
  return Object.fromEntries(
    found.filter(([, marks]) => marks.length > 0).map(([where, marks]) => [where, marks.slice(0, 3)]),
  );
}

const through = (api: LocalServer) => ({ github: { url: api.url, graphqlUrl: `${api.url}/graphql` } });

describe('ten thousand secrets', () => {
  it.each([
    ['with pseudonyms', {}],
    ['with names', { 'pseudonym-key': '' }],
  ])('appear nowhere when a job that logs in to clouds is signed %s', async (_name, inputs) => {
    const infestation = infest();
    const { job, api } = await infestedJob(infestation, { inputs });
    const logins = await cloudLogins(infestation.canaries);
    closing.push(logins.close);
    const pre = await job.run('pre', through(api));
    makeFile(job.root, infestation);
    const env = { ...infestation.env, ...logins.env };
    const results = [
      pre,
      await job.run('checkpoint', { ...through(api), env }),
      await job.run('post', { ...through(api), env }),
    ];
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
      [0, ''],
    ]);
    expect(infestation.canaries.planted.length).toBeGreaterThanOrEqual(10_000);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'checkpoint', 'end']);
    expect(job.world.attestations).toHaveLength(1);
    expect(leaks(job, results)).toEqual({});
    // Every section that they were planted in is there, cleared.
    const end = job.log().at(-1)?.record;
    expect(end?.source.pullRequests?.[0]?.baseRef).toBe('main-***');
    expect(end?.runner.environmentVariables).toEqual({ ASKED_REGION: 'eu ***', ASKED_TEXT: 'a text with *** in it' });
    expect(end?.runner.labels).toEqual(['self-hosted', '***']);
    expect(end?.access.cloud?.map(({ provider }) => provider).sort()).toEqual(['aws', 'azure', 'gcp']);
    expect(end?.resources?.artifacts?.map(({ name }) => name)).toEqual(['out/***.bin']);
  });

  it('appear nowhere when a job can sign nothing, its log store refuses it and its API fails', async () => {
    const infestation = infest();
    const { canaries, world } = infestation;
    world.tokenPermissions['id-token'] = 'none';
    const inputs = {
      sinks: JSON.stringify([{ type: 'elasticsearch', url: 'http://127.0.0.1:9' }]),
      'elasticsearch-username': 'writer',
      'elasticsearch-api-key': canaries.name(),
      mode: canaries.line(),
      'fulcio-url': canaries.line(),
    };
    const { job, api } = await infestedJob(infestation, { inputs });
    job.github.addFault(
      { path: /approvals|collaborators/, times: Number.POSITIVE_INFINITY },
      { kind: 'reply', status: 403, headers: {}, body: JSON.stringify({ message: canaries.line() }) },
    );
    const results = [await job.run('pre', through(api)), await job.run('post', through(api))];
    expect(results.map(({ code }) => code)).toEqual([1, 1]);
    expect(job.world.artifacts.map(({ name }) => name.replace(/[0-9a-f]{16}$/, ''))).toEqual([
      'doorlog-undelivered-start-',
      'doorlog-unsigned-record-',
      'doorlog-undelivered-',
    ]);
    expect(leaks(job, results)).toEqual({});
  });

  it.each([
    ['names no rule', (secret: string) => `version: 1\nrules:\n  - id: ${secret}\n`],
    ['has a key too many', (secret: string) => `version: 1\n${secret}: 1\nrules: []\n`],
    ['is no YAML', (secret: string) => `version: 1\nrules: [${secret}: [\n`],
  ])('appear in no sentence when the policy that holds them %s', async (_name, policy) => {
    const infestation = infest();
    const { canaries, world, env } = infestation;
    const value = canaries.name();
    env.POLICY_SECRET = value;
    for (const commit of Object.values(world.commits)) commit.files['.github/doorlog.yml'] = policy(value);
    const { job, api } = await infestedJob(infestation);
    const results = [await job.run('pre', through(api)), await job.run('post', through(api))];
    expect(results.map(({ code }) => code)).toEqual([1, 1]);
    expect(leaks(job, results)).toEqual({});
  });

  it('appear in no sentence when state, matrix and event are full of them and broken', async () => {
    const infestation = infest();
    const { job, api } = await infestedJob(infestation);
    const pre = await job.run('pre', through(api));
    const spoilt = `${(pre.state.doorlog ?? '').slice(0, -1)},"x":${JSON.stringify(infestation.canaries.next())}}`;
    const post = await job.run('post', { ...through(api), state: { doorlog: spoilt } });
    expect(post.code).toBe(1);
    expect(
      leaks(job, [
        { ...pre, state: {} },
        { ...post, state: {} },
      ]),
    ).toEqual({});
  });

  it('leave no e-mail and no IP address in the attested record', async () => {
    const infestation = infest();
    const { job, api } = await infestedJob({
      ...infestation,
      env: { ...infestation.env, GITHUB_WORKFLOW: 'by alice@example.com on 203.0.113.9' },
    });
    await job.run('pre', through(api));
    const post = await job.run('post', through(api));
    // The test's own issuer stands where GitHub's name would.
    const text = readFileSync(post.outputs['record-path'] ?? '', 'utf8').replaceAll(job.issuer.issuer, '');
    expect(attestedOf(post).phase).toBe('end');
    expect(text.match(/[\w.+-]+@[\w-]+\.[\w.-]+/g)).toBeNull();
    expect(text.match(/\b\d{1,3}(\.\d{1,3}){3}\b|\b[0-9a-f]{1,4}(:[0-9a-f]{1,4}){4,}/gi)).toBeNull();
  });
});

/** Names that sound like secrets, with facts of the job and plain words for values. */
function ordinaryVariables(world: World): Record<string, string> {
  const { sha, ref } = world.context;
  const { owner, name } = world.repository;
  return {
    AUTH_GITHUB_ORG: owner,
    AUTH_REPOSITORY: `${owner}/${name}`,
    DEPLOY_TOKEN_SHA: sha,
    TOKEN_REF: ref,
    AUTH_LOGIN: 'alice',
    TOKEN_ENVIRONMENT: 'production',
    SECRETS_SCOPE: 'contents',
    PASSWORD_STATUS: 'approved',
  };
}

describe('variables whose names only sound like secrets', () => {
  it('leave the record as it is, verifiable and without drift, when their values are facts of the job', async () => {
    const job = await deploy(deploymentWorld(), { env: ordinaryVariables(deploymentWorld()) });
    closing.push(job.close);
    const pre = await job.run('pre');
    const post = await job.run('post');
    expect([pre.code, post.code]).toEqual([0, 0]);
    const record = await expectProof(job, post);
    expect(record.pipeline.repository).toBe(`${job.world.repository.owner}/${job.world.repository.name}`);
    expect(record.drift).toEqual([]);
    expect(JSON.stringify(job.log())).not.toContain('***');
  });

  it('make no drift when a step sets them between start and end', async () => {
    const world = deploymentWorld();
    const head = world.commits[world.context.sha];
    if (head) head.author.name = 'Alice of Wonderland-7';
    const job = await deploy(world);
    closing.push(job.close);
    await job.run('pre');
    const planted = {
      ...ordinaryVariables(world),
      AUTH_TEXT: 'Wonderland-7',
      A_TOKEN: head?.message.slice(0, 12) ?? '',
    };
    const post = await job.run('post', { env: planted });
    expect(post.code).toBe(0);
    const record = await expectProof(job, post);
    expect(record.drift).toEqual([]);
    expect(job.log().at(-1)?.record.people.author?.name).toBe('Alice of ***');
  });
});

describe('what a service says', () => {
  it('is in the log only when GitHub’s GraphQL quotes something in its errors', async () => {
    const canaries = new Canaries();
    const job = await deploy(deploymentWorld());
    closing.push(job.close);
    job.github.addFault(
      { operation: 'Overview', times: Number.POSITIVE_INFINITY },
      {
        kind: 'reply',
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data: null, errors: [{ message: `in query: ${canaries.line()}` }, { message: 'x' }] }),
      },
    );
    const results = [await job.run('pre'), await job.run('post')];
    for (const { stdout, summary } of results) {
      expect(marksIn(stdout)).toEqual([]);
      expect(marksIn(summary)).toEqual([]);
    }
    expect(marksIn(JSON.stringify(job.world.attestations))).toEqual([]);
    expect(results[0]?.stdout).toContain('The policy .github/doorlog.yml could not be read from the default branch');
  });
});

describe('NODE_DEBUG', () => {
  it('makes Node print nothing of what is sent when a step has set it', async () => {
    const infestation = infest();
    const env = { ...infestation.env, NODE_DEBUG: 'http,https,net,tls,stream' };
    const { job, api } = await infestedJob({ ...infestation, env });
    const results = [await job.run('pre', through(api)), await job.run('post', through(api))];
    expect(results.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect(leaks(job, results)).toEqual({});
  });
});
