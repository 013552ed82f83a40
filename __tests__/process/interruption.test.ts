import type { ChildProcess } from 'node:child_process';
import { afterEach, describe, expect, it } from '@jest/globals';
import { startElasticsearch } from '../support/elasticsearch-server.ts';
import { endless } from '../support/faults.ts';
import { gateWorld, roster } from '../support/gate-world.ts';
import type { Hook, HookResult } from '../support/runner.ts';
import { deploymentWorld } from '../support/world.ts';
import { attestedOf, type Deployment, deploy } from './deployment.ts';
import { type SilentServer, startSilentServer } from './silent-server.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** The runner terminates a step 7,500 milliseconds after it has interrupted it. */
const PATIENCE = 7_000;
const ALWAYS = Number.POSITIVE_INFINITY;

interface Stage {
  readonly job: Deployment;
  readonly store: SilentServer;
}

/** A job whose log store never answers. */
async function start(hook: Hook): Promise<Stage> {
  const store = await startSilentServer();
  const inputs = {
    sinks: JSON.stringify([{ type: 'elasticsearch', url: store.url }]),
    'elasticsearch-api-key': 'a2V5',
    'announce-wait': hook === 'pre' ? '60000' : '1',
    'delivery-timeout': hook === 'pre' ? '500' : '120000',
  };
  const isGate = hook === 'gate';
  const more = isGate ? { environment: 'production', roster: roster() } : {};
  const job = await deploy(isGate ? gateWorld() : deploymentWorld(), { inputs: { ...inputs, ...more } });
  closing.push(job.close, store.close);
  return { job, store };
}

/** Runs a hook and interrupts it as the runner does; one that outlasts the runner’s patience is killed. */
async function interrupted(job: Deployment, hook: Hook, moment: Promise<void>): Promise<HookResult> {
  let child: ChildProcess | undefined;
  const running = job.run(hook, {
    onStart: (started) => {
      child = started;
    },
  });
  await moment;
  child?.kill('SIGINT');
  const patience = setTimeout(() => child?.kill('SIGKILL'), PATIENCE);
  const result = await running;
  clearTimeout(patience);
  return result;
}

/** Resolves as soon as the service has been asked for anything more. */
async function isAsked({ requests }: { requests: readonly unknown[] }): Promise<void> {
  const before = requests.length;
  while (requests.length === before) await new Promise((resolve) => setTimeout(resolve, 10));
}

const SERVICES: [string, (job: Deployment) => Promise<void>][] = [
  ['GitHub’s API', (job) => stuck(job.github)],
  [
    'the issuer',
    (job) => {
      job.issuer.setFault(endless());
      return isAsked(job.issuer);
    },
  ],
  ['Sigstore', (job) => stuck(job.sigstore)],
];

function stuck(server: Pick<Deployment['github'], 'addFault' | 'requests'>): Promise<void> {
  server.addFault({ times: ALWAYS }, endless());
  return isAsked(server);
}

describe('a hook that is interrupted', () => {
  it.each(['post', 'gate'] as const)(
    'signs, attests and leaves its record, and ends by itself, when it is %s and waits for a log store',
    async (hook) => {
      const { job, store } = await start(hook);
      if (hook === 'post') await job.run('pre');
      const result = await interrupted(job, hook, store.asked());
      expect([result.signal, result.code]).toEqual([null, 0]);
      expect(job.world.attestations).toHaveLength(1);
      const { recordId } = attestedOf(result);
      const name = `doorlog-undelivered-${recordId.slice(0, 16)}`;
      expect(job.world.artifacts.map((artifact) => artifact.name)).toEqual([name]);
      expect(result.stdout).toContain('the run is being cancelled');
      expect(result.stdout).toMatch(new RegExp(`^::warning [^\\n]*${name}`, 'm'));
      expect(result.summary).toContain(`doorlog replay ${name}`);
      expect(result.outputs.undelivered).toBe(hook === 'post' ? '2' : '1');
    },
    60_000,
  );

  it('keeps its state, so that the end can go on from it, when it is pre and waits for a log store', async () => {
    const { job, store } = await start('pre');
    const result = await interrupted(job, 'pre', store.asked());
    expect([result.signal, result.code]).toEqual([null, 0]);
    expect(JSON.parse(result.state.doorlog ?? '{}')).toMatchObject({ announcedTo: [] });
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect(attestedOf(post).links?.startEvent?.announced).toBe('late');
  }, 60_000);

  it('still delivers its record when the log store answers late, but in time', async () => {
    const store = await startElasticsearch();
    closing.push(store.close);
    const { username, password } = store.writer;
    const inputs = {
      sinks: JSON.stringify([{ type: 'elasticsearch', url: store.url }]),
      'elasticsearch-username': username,
      'elasticsearch-password': password,
      'announce-wait': '20000',
    };
    const job = await deploy(deploymentWorld(), { inputs });
    closing.push(job.close);
    await job.run('pre');
    store.setLatency(1_000);
    const result = await interrupted(job, 'post', isAsked(store));
    expect([result.signal, result.code]).toEqual([null, 0]);
    expect(store.documents()).toHaveLength(2);
    expect(job.world.artifacts).toEqual([]);
  }, 60_000);

  it('has its state saved when it is pre, waits for a log store and is killed at once', async () => {
    const { job, store } = await start('pre');
    let child: ChildProcess | undefined;
    const running = job.run('pre', {
      onStart: (started) => {
        child = started;
      },
    });
    await store.asked();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    child?.kill('SIGKILL');
    const result = await running;
    expect(result.signal).toBe('SIGKILL');
    expect(JSON.parse(result.state.doorlog ?? '{}')).toMatchObject({ announcedTo: [] });
    expect(result.outputs['record-id']).toMatch(/^[0-9a-f]{64}$/);
    await job.run('post');
    expect(job.world.artifacts.map(({ name }) => name)).toEqual([
      expect.stringMatching(/^doorlog-undelivered-[0-9a-f]/),
    ]);
  }, 60_000);

  it.each(SERVICES)(
    'completes its record and ends by itself when %s is waited for at the end',
    async (_name, jam) => {
      const { job } = await start('post');
      await job.run('pre');
      const result = await interrupted(job, 'post', jam(job));
      expect([result.signal, result.code]).toEqual([null, 0]);
      const { recordId } = attestedOf(result);
      expect(job.world.artifacts.map(({ name }) => name)).toContain(`doorlog-undelivered-${recordId.slice(0, 16)}`);
    },
    60_000,
  );

  it.each(['pre', 'post', 'gate'] as const)(
    'ends by itself when it is %s and no service at all answers any more',
    async (hook) => {
      const { job } = await start(hook);
      if (hook === 'post') await job.run('pre');
      job.issuer.setFault(endless());
      for (const server of [job.sigstore, job.artifacts]) server.addFault({ times: ALWAYS }, endless());
      const result = await interrupted(job, hook, stuck(job.github));
      expect([result.signal, result.code]).toEqual([null, 0]);
      expect(result.stderr).toBe('');
      if (hook !== 'pre') expect(result.stdout).toMatch(/left on this machine alone/);
    },
    60_000,
  );
});
