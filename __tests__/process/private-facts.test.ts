import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';
import type { HookResult } from '../support/runner.ts';
import { deploymentWorld, forkPullRequestWorld, rewriteWorkflow } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { attestedOf, type Deployment, deploy, expectProof } from './deployment.ts';
import { cloudLogins, infest } from './infestation.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Facts of a public repository's job that an anonymous visitor can't see, each in a word of its own. */
const PRIVATE = {
  team: 'prvt-team',
  reviewTeam: 'prvt-review-team',
  comment: 'prvt-comment',
  customRole: 'prvt-role',
  runner: 'prvt-runner',
  group: 'prvt-group',
  label: 'prvt-label',
  matrix: 'prvt-matrix',
  variable: 'prvt-variable',
  draft: 'prvt-draft',
  headline: 'prvt-headline',
  author: 'prvt-author',
  email: 'prvt-email@example.com',
  proxy: 'prvt-proxy.internal',
  bypass: 'prvt-bypass',
  workflow: 'prvt-workflow',
};
const CLOUD = ['arn:aws', '123456789012', 'ASIAEXAMPLE', 'acme-prod', '00000000-0000-4000-8000'];

function privateWorld(): World {
  // The pull request, ruleset and releases of the infested world, without its secrets.
  const { pulls, rulesets, releases } = infest().world;
  const world = deploymentWorld();
  const [pull] = pulls;
  const [ruleset] = rulesets;
  const draft = releases.find((release) => release.draft);
  if (!pull || !ruleset || !draft) throw new Error('The infested world lacks a part');
  const [review] = pull.reviews ?? [];
  if (review) pull.reviews = [{ ...review, teams: [PRIVATE.reviewTeam] }];
  world.tokenPermissions = { ...world.tokenPermissions, contents: 'write', 'pull-requests': 'read' };
  world.pulls = [{ ...pull, title: 'A pull request', body: '', headRef: 'feature', baseRef: 'main' }];
  world.rulesets = [{ ...ruleset, name: 'main', bypassActors: [{ team: PRIVATE.bypass, mode: 'ALWAYS' }] }];
  const soon = new Date(Date.now() + 60_000).toISOString();
  world.releases = [{ ...draft, tag: 'v2', name: PRIVATE.draft, createdAt: soon, updatedAt: soon }];
  world.teams['release-managers'] = { id: '5501', nodeId: 'T_1', slug: PRIVATE.team, name: PRIVATE.team };
  world.environments.production?.reviewers.teams.splice(0, 1, 'release-managers');
  world.approvals = [{ environments: ['production'], state: 'approved', user: 'carol', comment: PRIVATE.comment }];
  world.collaborators.alice = { permission: 'write', roleName: PRIVATE.customRole };
  world.runner.name = PRIVATE.runner;
  world.context.matrix = { region: PRIVATE.matrix };
  world.run.name = PRIVATE.workflow;
  const head = world.commits[world.context.sha];
  if (head) {
    head.message = PRIVATE.headline;
    head.author = { ...head.author, name: PRIVATE.author, email: PRIVATE.email };
  }
  rewriteWorkflow(world, (text) =>
    text.replace(
      'runs-on: ubuntu-latest',
      `runs-on:\n      group: ${PRIVATE.group}\n      labels: [self-hosted, ${PRIVATE.label}]`,
    ),
  );
  return world;
}

/** Everything of a job that the public can read: record, attestation, annotations and summary. */
function publicTexts(job: Deployment, results: readonly HookResult[]): string {
  const payloads = job.world.attestations.map(({ bundle }) => {
    const { payload } = (bundle as { dsseEnvelope: { payload: string } }).dsseEnvelope;
    return Buffer.from(payload, 'base64').toString('utf8');
  });
  const record = readFileSync(results.at(-1)?.outputs['record-path'] ?? '', 'utf8');
  return [record, ...payloads, ...results.flatMap(({ stdout, summary }) => [stdout, summary])].join('\n');
}

const found = (text: string, words: readonly string[]) => words.filter((word) => text.includes(word));

describe('private facts of a public repository', () => {
  it('stand in the log and in nothing that the public can read when a job saw them', async () => {
    const world = privateWorld();
    const env = {
      PRIVATE_REGION: PRIVATE.variable,
      NO_PROXY: '127.0.0.1',
      HTTPS_PROXY: `http://${PRIVATE.proxy}:3128`,
    };
    const job = await deploy(world, { env, inputs: { 'environment-variables': 'PRIVATE_REGION' } });
    const logins = await cloudLogins(infest().canaries);
    closing.push(job.close, logins.close);
    const results = [
      await job.run('pre'),
      await job.run('checkpoint', { env: { ...env, ...logins.env } }),
      await job.run('post', { env: { ...env, ...logins.env } }),
    ];
    const text = publicTexts(job, results);
    expect(world.attestations).toHaveLength(1);
    const words = [...Object.values(PRIVATE), ...CLOUD];
    expect(found(text, words)).toEqual([]);
    const log = JSON.stringify(job.log());
    // A job's own token is not shown these two.
    expect(words.filter((word) => !log.includes(word))).toEqual([PRIVATE.reviewTeam, PRIVATE.bypass]);
  });

  it('stand in nothing that is handed over to be read by everybody when no log store took it', async () => {
    const world = privateWorld();
    const env = { PRIVATE_REGION: PRIVATE.variable, HTTPS_PROXY: `http://${PRIVATE.proxy}:3128` };
    const sinks = JSON.stringify([{ type: 'elasticsearch', url: 'http://127.0.0.1:9' }]);
    const inputs = { 'environment-variables': 'PRIVATE_REGION', sinks, 'elasticsearch-api-key': 'a2V5' };
    const job = await deploy(world, { env, inputs: { ...inputs, 'delivery-timeout': '1000' } });
    const logins = await cloudLogins(infest().canaries);
    closing.push(job.close, logins.close);
    const all = { ...env, ...logins.env };
    const results = [
      await job.run('pre'),
      await job.run('checkpoint', { env: all }),
      await job.run('post', { env: all }),
    ];
    const [artifact] = world.artifacts.filter(({ name }) => name.startsWith('doorlog-undelivered-'));
    const files = Object.values(unzipSync(new Uint8Array(artifact?.content ?? [])));
    const left = files.map((bytes) => Buffer.from(bytes).toString('utf8')).join('');
    expect(left.match(/"view":"attested"/g)).toHaveLength(3);
    expect(found(`${left}\n${publicTexts(job, results)}`, [...Object.values(PRIVATE), ...CLOUD])).toEqual([]);
  });
});

const KEY = 'a long random text of the organisation';

/** Logins and ids as whole values or words: `octo-org` and names of files are no persons. */
const PEOPLE = /\b(alice|bob|carol|mallory)\b|"(1001|1002|1003|6666)"/;

describe('pseudonyms', () => {
  it('leave no login and no id in what the public can read, and one name for a person, when a key is given', async () => {
    const job = await deploy(deploymentWorld(), { inputs: { 'pseudonym-key': KEY } });
    closing.push(job.close);
    const results = [await job.run('pre'), await job.run('post')];
    expect(results.map(({ code }) => code)).toEqual([0, 0]);
    const record = await expectProof(job, results[1] as HookResult);
    expect(publicTexts(job, results).match(PEOPLE)).toBeNull();
    expect(record.drift).toEqual([]);
    const log = job.log();
    expect(log.map(({ record: each }) => each.people.initiator?.login)).toEqual([
      record.people.initiator?.login,
      record.people.initiator?.login,
    ]);
    for (const { record: each } of log) {
      const { pseudonyms, ...rest } = each;
      expect(JSON.stringify(rest).match(PEOPLE)).toBeNull();
      expect(pseudonyms?.[each.people.initiator?.login ?? '']).toMatchObject({ login: 'alice', id: '1001' });
    }
    expect(JSON.stringify([results, log])).not.toContain(KEY);
  });

  it('judge people as they are when one approved what they re-ran', async () => {
    const world = deploymentWorld();
    world.approvals = [{ environments: ['production'], state: 'approved', user: 'bob', comment: 'by bob' }];
    const job = await deploy(world, { inputs: { 'pseudonym-key': KEY, mode: 'audit' } });
    closing.push(job.close);
    const results = [await job.run('pre'), await job.run('post')];
    const record = attestedOf(results[1] as HookResult);
    const finding = record.policy?.results.find(({ rule }) => rule === 'approver-is-not-initiator');
    expect(finding).toMatchObject({ result: 'fail', message: expect.stringMatching(/^~[0-9a-f]{20} re-ran the job/) });
    expect(publicTexts(job, results).match(PEOPLE)).toBeNull();
  });

  it('hide the owner of a fork when its pull request started the run', async () => {
    const job = await deploy(forkPullRequestWorld(), { inputs: { 'pseudonym-key': KEY } });
    closing.push(job.close);
    await job.run('pre');
    const record = attestedOf(await job.run('post'));
    expect(record.pipeline.pullRequest?.headRepository).toMatch(/^~[0-9a-f]{20}\/payments$/);
    expect(JSON.stringify(record).match(PEOPLE)).toBeNull();
  });

  it('are given all the same, by a key that nobody keeps, when the end is not given the key', async () => {
    const job = await deploy(deploymentWorld(), { inputs: { 'pseudonym-key': KEY } });
    closing.push(job.close);
    const pre = await job.run('pre');
    const post = await job.run('post', { inputs: { 'pseudonym-key': '' } });
    expect([pre.code, post.code]).toEqual([0, 0]);
    expect(post.stdout).toContain('The input “pseudonym-key” was there at the start and is not at the end');
    expect(publicTexts(job, [pre, post]).match(PEOPLE)).toBeNull();
  });
});
