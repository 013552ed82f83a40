import { afterEach, describe, expect, it } from '@jest/globals';
import { type ElasticsearchServer, startElasticsearch } from '../support/elasticsearch-server.ts';
import { dropped, serverError } from '../support/faults.ts';
import { deploymentWorld } from '../support/world.ts';
import { type Deployment, deploy } from './deployment.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(
  more: { required?: boolean; wait?: string } = {},
): Promise<{ job: Deployment; store: ElasticsearchServer }> {
  const store = await startElasticsearch();
  const { username, password } = store.writer;
  const job = await deploy(deploymentWorld(), {
    inputs: {
      sinks: JSON.stringify([{ type: 'elasticsearch', url: store.url, required: more.required ?? false }]),
      'elasticsearch-username': username,
      'elasticsearch-password': password,
      'announce-wait': more.wait ?? '300',
      'delivery-timeout': '3000',
    },
  });
  closing.push(job.close, store.close);
  return { job, store };
}

const phasesIn = (store: ElasticsearchServer) =>
  store
    .documents()
    .map(({ id }) => /-(start|end)-/.exec(id)?.[1])
    .sort((a, b) => String(a).localeCompare(String(b)));

describe('a log store', () => {
  it('has each phase exactly once when all is well', async () => {
    const { job, store } = await start({ wait: '2000' });
    expect((await job.run('pre')).code).toBe(0);
    expect(phasesIn(store)).toEqual(['start']);
    expect((await job.run('post')).code).toBe(0);
    expect(phasesIn(store)).toEqual(['end', 'start']);
  });

  it('has each phase exactly once when it was too slow for the start, and the end says so', async () => {
    const { job, store } = await start();
    store.setLatency(1_000);
    const pre = await job.run('pre');
    expect(pre.code).toBe(0);
    store.setLatency(0);
    const post = await job.run('post');
    expect(post.code).toBe(0);
    expect(phasesIn(store)).toEqual(['end', 'start']);
    const end = store.documents().find(({ id }) => id.includes('-end-'));
    expect(JSON.stringify(end?.source)).toContain('"announced":"late"');
  });

  it('has each phase exactly once when its replies were lost at the start', async () => {
    const { job, store } = await start({ wait: '2000' });
    const disarm = store.addFault({ times: Number.POSITIVE_INFINITY }, { kind: 'cut' });
    await job.run('pre');
    disarm();
    expect((await job.run('post')).code).toBe(0);
    expect(phasesIn(store)).toEqual(['end', 'start']);
  });

  it.each([
    ['fails the job', true, 1],
    ['is warned of', false, 0],
  ])('%s when it must have the record: %s, and does not', async (_name, required, code) => {
    const { job, store } = await start({ required });
    store.addFault({ times: Number.POSITIVE_INFINITY }, required ? serverError(503) : dropped());
    expect((await job.run('pre')).code).toBe(0);
    const post = await job.run('post');
    expect(post.code).toBe(code);
    expect(post.stdout).toMatch(/^::(error|warning) [^\n]*The end record did not arrive at the sink “elasticsearch”/m);
    expect(job.world.attestations).toHaveLength(1);
  });
});
