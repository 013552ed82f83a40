import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { AccessRecord } from '../../src/model/access-record.ts';
import {
  dropped,
  endless,
  type Fault,
  forbidden,
  html,
  invalidJson,
  notFound,
  rateLimited,
  serverError,
  tooManyRequests,
  unauthorized,
} from '../support/faults.ts';
import type { HookOptions } from '../support/runner.ts';
import { deploymentWorld, unsignedCommitWorld } from '../support/world.ts';
import type { World } from '../support/world-types.ts';
import { attestedOf, type Deployment, deploy, expectProof } from './deployment.ts';

let open: Deployment | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
});

async function start(world: World = deploymentWorld(), more: Partial<HookOptions> = {}): Promise<Deployment> {
  open = await deploy(world, more);
  return open;
}

const ALWAYS = Number.POSITIVE_INFINITY;

/** Annotations of one kind, without their heads. */
function annotations(stdout: string, kind: 'error' | 'warning'): string[] {
  return [...stdout.matchAll(new RegExp(`^::${kind}[^\\n]*?::([^\\n]*)$`, 'gm'))].map(([, text]) => text ?? '');
}

/** Sentences, and nothing of a stack or an object. */
function expectSentences(stdout: string): void {
  for (const text of [...annotations(stdout, 'error'), ...annotations(stdout, 'warning')]) {
    expect(text.replace(/\{\w+\}/g, '')).toMatch(/^[^{}]*[.?!]$/u);
    expect(text).not.toMatch(/\bat \S+:\d+:\d+|\[object|undefined|Doorlog itself failed/);
  }
}

/** What a service said may quote anything: people get our own words for it, and the log has the service’s. */
function expectTold(told: readonly string[], job: Deployment, said: RegExp): void {
  const details = (job.log()[0]?.record.gaps ?? []).map(({ detail }) => detail ?? '');
  expect(details.filter((detail) => said.test(detail)).length).toBeGreaterThan(0);
  expect(told.filter((text) => /could not be (observed|read)/.test(text)).length).toBeGreaterThan(0);
  for (const detail of details.filter(Boolean)) expect(told.join('\n')).not.toContain(detail);
}

const FAULTS: [string, () => Fault, RegExp][] = [
  ['HTML', html, /answered with something|documents/],
  ['half of a JSON text', invalidJson, /answered with something|documents/],
  ['401', unauthorized, /401/],
  ['403', forbidden, /403; it takes actions=read/],
  ['403 for the rate limit', rateLimited, /rate limit is used up/],
  ['404', notFound, /404/],
  ['500', serverError, /status 500/],
  ['429 with Retry-After', () => tooManyRequests(600), /429: the rate limit/],
  ['a dropped connection', dropped, /could not be reached/],
];

describe('a job whose API answers nothing but', () => {
  it.each(FAULTS)('%s goes on with a warning, its record made, signed and logged', async (_name, fault, sentence) => {
    const job = await start();
    job.github.addFault({ times: ALWAYS }, fault());
    const pre = await job.run('pre');
    expect([pre.code, pre.stderr]).toEqual([0, '']);
    expectSentences(pre.stdout);
    expectTold(annotations(pre.stdout, 'warning'), job, sentence);
    const post = await job.run('post');
    expect([post.code, post.stderr]).toEqual([0, '']);
    expectSentences(post.stdout);
    const record = await expectProof(job, post);
    expect(record.policy?.policy.origin).toBe('none');
    expect(record.policy?.verdict).toBe('unknown');
    expect(record.gaps.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/source', '/people/initiator/role']),
    );
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(post.summary).toContain('Doorlog: not everything could be seen');
  });

  it.each(FAULTS)(
    '%s is failed when on-error says so, its record made, signed and logged',
    async (_name, fault, sentence) => {
      const job = await start(deploymentWorld(), { inputs: { 'on-error': 'fail' } });
      job.github.addFault({ times: ALWAYS }, fault());
      const pre = await job.run('pre');
      expect(pre.code).toBe(1);
      expectSentences(pre.stdout);
      expectTold(annotations(pre.stdout, 'error'), job, sentence);
      expect(pre.state.doorlog).toBeDefined();
      const post = await job.run('post');
      expect(post.code).toBe(1);
      await expectProof(job, post);
      expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    },
  );
});

describe('a job of which one request fails', () => {
  it('goes on with a warning, its record made, signed and logged, when the reply never ends', async () => {
    const job = await start();
    job.github.addFault({ operation: 'Overview', times: ALWAYS }, endless());
    const pre = await job.run('pre');
    expect(pre.code).toBe(0);
    expectSentences(pre.stdout);
    expectTold(annotations(pre.stdout, 'warning'), job, /did not answer within 10 s\./);
    const record = await expectProof(job, await job.run('post'));
    expect(record.gaps.find(({ pointer }) => pointer === '/source')?.reason).toBe('service-failed');
  }, 60_000);

  it.each([
    ['approvals', { path: /\/approvals/ }, '/approvals'],
    ['the whole environment', { path: /\/environments\// }, '/protections/environment/adminsCanBypass'],
    ['the role', { path: /\/collaborators\/alice/ }, '/people/initiator/role'],
    ['the overview', { operation: 'Overview' }, '/source'],
  ])('has a gap for %s and all the rest', async (_name, matcher, pointer) => {
    const job = await start();
    job.github.addFault({ ...matcher, times: ALWAYS }, forbidden());
    await job.run('pre');
    const [line] = job.log();
    const record = AccessRecord.parse(line?.record);
    expect(record.gaps.find((gap) => gap.pointer === pointer)).toMatchObject({ reason: 'not-permitted' });
    expect(record.people.initiator?.id).toBe('1001');
    await expectProof(job, await job.run('post'));
  });

  it('is signed and logged when the attestation is refused', async () => {
    const job = await start();
    await job.run('pre');
    job.github.addFault({ method: 'POST', path: /\/attestations/, times: ALWAYS }, forbidden());
    const post = await job.run('post');
    expect(post.code).toBe(0);
    await expectProof(job, post);
    expect(annotations(post.stdout, 'warning')).toEqual([
      expect.stringMatching(/^The attestation was not uploaded: .*attestations: write\.$/),
    ]);
    expect(post.summary).toContain('signed, not uploaded');
    expect(job.github.requests.filter(({ path }) => path.endsWith('/attestations'))).toHaveLength(1);
  });

  it.each([
    ['the issuer', (job: Deployment) => job.issuer.setFault(serverError())],
    ['Sigstore', (job: Deployment) => job.sigstore.addFault({ times: ALWAYS }, serverError())],
  ])('is left unsigned as an artifact and in the log when %s fails, and says so', async (_name, breakIt) => {
    const job = await start();
    await job.run('pre');
    breakIt(job);
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expectSentences(post.stdout);
    expect(annotations(post.stdout, 'warning').length).toBeGreaterThan(0);
    expect(post.outputs['bundle-path']).toBe('');
    attestedOf(post);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(job.world.artifacts).toHaveLength(1);
    expect(post.summary).toContain('**not signed**');
  });

  it('is failed and loses nothing when Sigstore fails and on-error says so', async () => {
    const job = await start(deploymentWorld(), { inputs: { 'on-error': 'fail' } });
    expect((await job.run('pre')).code).toBe(0);
    job.sigstore.addFault({ times: ALWAYS }, serverError());
    const post = await job.run('post');
    expect(post.code).toBe(1);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(job.world.artifacts).toHaveLength(1);
  });
});

describe('a job with bad inputs', () => {
  it.each([
    [
      'an unknown key',
      { 'on-voilation': 'fail' },
      'There is no input “on-voilation” in the step’s `with:`. Did you mean “on-violation”?',
    ],
    [
      'a wrong word',
      { 'on-error': 'explode' },
      'The input “on-error” must be `fail` or `warn` (default warn); mend it in the step’s `with:`.',
    ],
    [
      'no number',
      { 'announce-wait': 'soon' },
      'The input “announce-wait” must be a whole number (default 1000); mend it in the step’s `with:`.',
    ],
    ['too large a number', { 'delivery-timeout': '999999999' }, /^The input “delivery-timeout” must be at most 240000/],
    ['no truth value', { summary: 'perhaps' }, /^The input “summary” must be `true` or `false`/],
    ['no address', { 'fulcio-url': 'ftp://x' }, /^The input “fulcio-url” must be an address that starts with/],
    ['sinks that are no list', { sinks: '{"type":"file"}' }, /sinks/],
    ['a sink of no known type', { sinks: '[{"type":"fiel","path":"x"}]' }, /sinks\[0\]\.type.*file/],
    ['sinks that are no YAML', { sinks: '[{' }, /sinks/],
  ])('is failed with one sentence and recorded all the same when there is %s', async (_name, inputs, sentence) => {
    const job = await start(deploymentWorld(), { inputs });
    const pre = await job.run('pre');
    expect(pre.code).toBe(1);
    expectSentences(pre.stdout);
    const [first, ...more] = annotations(pre.stdout, 'error').filter(
      (text) => !text.startsWith('The start of this job fails for the errors above'),
    );
    expect(first).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
    expect(more).toEqual([]);
    const post = await job.run('post');
    expect(attestedOf(post).phase).toBe('end');
    expect(post.summary).not.toBe('');
  });

  it('repeats no value of an input in its sentence, because it may be a secret in the wrong place', async () => {
    const job = await start(deploymentWorld(), {
      inputs: { mode: 'ghp_s3cret', sinks: '[{"type":"ghp_s3cret"}]', rekor: 'ghp_s3cret' },
    });
    const { stdout } = await job.run('pre');
    expect(stdout).not.toContain('ghp_s3cret');
  });

  it('goes on with warnings when the mode is audit', async () => {
    const job = await start(deploymentWorld(), { inputs: { mode: 'audit', 'on-error': 'explode' } });
    const pre = await job.run('pre');
    expect([pre.code, annotations(pre.stdout, 'error')]).toEqual([0, []]);
    expect((await job.run('post')).code).toBe(0);
  });
});

describe('a job in odd surroundings', () => {
  const EVENTS: [string, (file: string) => void, RegExp][] = [
    ['is missing', (file) => rmSync(file), /^The event file .*event\.json could not be read; let no step remove it\.$/],
    [
      'is a folder',
      (file) => {
        rmSync(file);
        mkdirSync(file);
      },
      /^The event file .* could not be read/,
    ],
    [
      'is not JSON',
      (file) => writeFileSync(file, '{"a":'),
      /^The event file .*event\.json is not JSON; let no step write to it\.$/,
    ],
    ['holds a list', (file) => writeFileSync(file, '[]'), /^The event file .* does not hold a JSON object/],
    ['is empty', (file) => writeFileSync(file, ''), /is not JSON/],
  ];

  it.each(EVENTS)(
    'is failed with one sentence, signed and logged when its event file %s',
    async (_name, spoil, sentence) => {
      const job = await start();
      const file = join(job.root, 'own-event.json');
      writeFileSync(file, '{}');
      spoil(file);
      const env = { GITHUB_EVENT_PATH: file };
      const pre = await job.run('pre', { env });
      expect(pre.code).toBe(1);
      expectSentences(pre.stdout);
      expect(annotations(pre.stdout, 'error')[0]).toMatch(sentence);
      const post = await job.run('post', { env });
      await expectProof(job, post);
    },
  );

  const CORE = [
    'GITHUB_SERVER_URL',
    'GITHUB_API_URL',
    'GITHUB_REPOSITORY',
    'GITHUB_RUN_ID',
    'GITHUB_SHA',
    'GITHUB_EVENT_NAME',
    'GITHUB_ACTOR',
    'GITHUB_JOB',
  ];

  it.each(CORE)('is failed with one sentence that names it, and recorded, when %s is missing', async (name) => {
    const job = await start();
    const env = { [name]: undefined, HTTPS_PROXY: 'http://127.0.0.1:9' };
    const pre = await job.run('pre', { env });
    expect(pre.code).toBe(1);
    expectSentences(pre.stdout);
    expect(annotations(pre.stdout, 'error')[0]).toBe(
      `${name} is missing from the environment; run Doorlog as a step of a GitHub Actions job and do not overwrite what the runner sets.`,
    );
    const post = await job.run('post', { env });
    expect(attestedOf(post).phase).toBe('end');
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
  });

  it('names all that is missing in one sentence when there is no runner at all', async () => {
    const job = await start();
    const none = Object.fromEntries(
      [...CORE, 'GITHUB_OUTPUT', 'GITHUB_STATE', 'GITHUB_STEP_SUMMARY', 'RUNNER_TEMP', 'GITHUB_EVENT_PATH'].map(
        (name) => [name, undefined],
      ),
    );
    const pre = await job.run('pre', { env: { ...none, HTTPS_PROXY: 'http://127.0.0.1:9', TMPDIR: job.root } });
    expect(pre.code).toBe(1);
    expect(annotations(pre.stdout, 'error')[0]).toMatch(
      /^GITHUB_SERVER_URL, GITHUB_API_URL, .* are missing from the environment;/,
    );
    expectSentences(pre.stdout);
  });

  it.each([
    ['GITHUB_RUN_ID', 'twelve'],
    ['GITHUB_REPOSITORY', 'no-slash'],
    ['GITHUB_SHA', 'HEAD'],
    ['GITHUB_API_URL', 'file:///etc'],
  ])('is failed with one sentence when %s is %s', async (name, value) => {
    const job = await start();
    const pre = await job.run('pre', { env: { [name]: value, HTTPS_PROXY: 'http://127.0.0.1:9' } });
    expect(pre.code).toBe(1);
    expect(annotations(pre.stdout, 'error')[0]).toMatch(`${name} is not of the form that the runner gives it;`);
  });

  it.each([
    [
      'is a file',
      (folder: string) => {
        rmSync(folder, { recursive: true, force: true });
        writeFileSync(folder, 'x');
      },
    ],
    ['is gone', (folder: string) => rmSync(folder, { recursive: true, force: true })],
  ])('is still refused and recorded when the folder that Doorlog writes to %s in the end', async (_name, spoil) => {
    const job = await start(unsignedCommitWorld());
    const pre = await job.run('pre');
    expect(pre.code).toBe(1);
    spoil(join(pre.tempDir, 'doorlog'));
    const post = await job.run('post');
    expect(post.code).toBe(1);
    expectSentences(post.stdout);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
    expect(job.world.attestations).toHaveLength(1);
  });

  it('is still refused when the folder is spoilt and the start was too long for the state', async () => {
    const world = unsignedCommitWorld();
    world.context.matrix = { text: 'x'.repeat(40_000) };
    const job = await start(world);
    const pre = await job.run('pre');
    rmSync(join(pre.tempDir, 'doorlog'), { recursive: true, force: true });
    writeFileSync(join(pre.tempDir, 'doorlog'), 'x');
    const post = await job.run('post');
    expect(post.code).toBe(1);
    expectSentences(post.stdout);
    expect(job.log().map(({ phase }) => phase)).toEqual(['start', 'end']);
  });
});

describe('a job whose state was tampered with', () => {
  type Change = (state: string) => string;
  const edited =
    (change: (state: Record<string, Record<string, unknown>>) => void): Change =>
    (text) => {
      const state = JSON.parse(text);
      change(state);
      return JSON.stringify(state);
    };
  const CHANGES: [string, Change][] = [
    ['is no JSON', () => 'not JSON'],
    ['is a list', () => '[]'],
    ['is null', () => 'null'],
    [
      'has another start',
      edited(({ start }) => {
        if (start) start.sources = { '/x': 'env' };
      }),
    ],
    [
      'has a key more',
      edited((state) => {
        state.more = {};
      }),
    ],
    [
      'is of another version',
      edited((state) => {
        (state as Record<string, unknown>).version = 2;
      }),
    ],
    ['has a deep start', (text) => text.replace('"gaps":[', `"gaps":[${'['.repeat(5_000)}${']'.repeat(5_000)},`)],
    ['is very large', (text) => `${text.slice(0, -1)},"x":"${'x'.repeat(100_000)}"}`],
  ];

  it.each(CHANGES)('is failed with one sentence, signed and logged when the state %s', async (_name, change) => {
    const job = await start();
    const pre = await job.run('pre');
    const state = { doorlog: change(pre.state.doorlog ?? '') };
    const post = await job.run('post', { state });
    expect(post.code).toBe(1);
    expectSentences(post.stdout);
    expect(annotations(post.stdout, 'error')[0]).toMatch(/^The state that the start of this job left was altered/);
    const record = await expectProof(job, post);
    expect(record.gaps.find(({ pointer }) => pointer === '/observedAt/start')?.reason).toBe('state-invalid');
    const main = await job.run('main', { state });
    expect(main.code).toBe(1);
    expectSentences(main.stdout);
  });

  it('is failed and signed when the state is that of another job', async () => {
    const job = await start();
    const pre = await job.run('pre');
    const other = await job.run('pre', { inputs: { 'check-run-id': '99' }, state: {} });
    expect(other.outputs['record-id']).not.toBe(pre.outputs['record-id']);
    const post = await job.run('post', { state: other.state });
    expect(post.code).toBe(1);
    expectSentences(post.stdout);
    expect(readFileSync(post.outputs['record-path'] ?? '', 'utf8')).toContain(pre.outputs['record-id']);
  });

  it('asks no more of GitHub than five times when the state names another environment', async () => {
    const job = await start();
    const pre = await job.run('pre');
    const state = JSON.parse(pre.state.doorlog ?? '');
    state.start.pipeline.environment = 'test';
    const { digestOf } = await import('../../src/core/canonical.ts');
    state.startDigest = digestOf(state.start);
    const before = job.github.requests.length;
    await job.run('post', { state: { doorlog: JSON.stringify(state) } });
    expect(job.github.requests.length - before).toBeLessThanOrEqual(6);
  });
});
