import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { type GitHubServer, startGitHub } from '../__tests__/support/github-server.ts';
import { startJob } from '../__tests__/support/runner.ts';
import { deploymentWorld, type World } from '../__tests__/support/world.ts';
import { DIST } from './built.ts';
import { runDoorlog } from './doorlog.ts';
import { type Elasticsearch, type StoreUser, startElasticsearch } from './stack/elasticsearch.ts';

const JOBS = 200;
/** So many start side by side; they all end at once. */
const STARTING = 8;
/** For deliveries: 200 processes share the machine with the store. */
const PATIENCE = '200000';

const Hits = z.object({
  hits: z.object({
    hits: z.array(
      z.object({ _id: z.string(), _source: z.object({ event: z.object({ id: z.string(), action: z.string() }) }) }),
    ),
  }),
});

describe('a real Elasticsearch before which many jobs end at once', () => {
  let folder = '';
  let store: Elasticsearch;
  let writer: StoreUser;
  let github: GitHubServer[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-'));
    store = await startElasticsearch();
    writer = { name: 'doorlog-writer', password: randomBytes(12).toString('hex') };
    const prepared = await runDoorlog(['setup', 'elasticsearch', '--url', store.url], {
      NODE_EXTRA_CA_CERTS: store.certificateFile,
      DOORLOG_ELASTICSEARCH_USERNAME: store.admin.name,
      DOORLOG_ELASTICSEARCH_PASSWORD: store.admin.password,
    });
    if (prepared.exitCode !== 0) throw new Error(`doorlog setup ended with ${prepared.exitCode}: ${prepared.stderr}`);
    const user = JSON.stringify({ password: writer.password, roles: ['doorlog_writer'] });
    expect(await store.ask(store.admin, 'PUT', `/_security/user/${writer.name}`, user)).toMatchObject({ status: 200 });
  });

  afterAll(async () => {
    await Promise.all(github.map((server) => server.close()));
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it(`holds start and end of each exactly once when ${JOBS} built hooks end at the same time`, async () => {
    const worlds = Array.from({ length: JOBS }, (_, number) => worldOf(number));
    github = await Promise.all(worlds.map((world) => startGitHub(world)));
    const jobs = worlds.map((world, number) => {
      const server = github[number];
      if (!server) throw new Error('a server is missing');
      return startJob({
        root: join(folder, String(number)),
        world,
        github: server,
        dist: DIST,
        env: { NODE_EXTRA_CA_CERTS: store.certificateFile },
        inputs: {
          attest: 'none',
          'announce-wait': '60000',
          'delivery-timeout': PATIENCE,
          sinks: JSON.stringify([{ type: 'elasticsearch', url: store.url, required: true }]),
          'elasticsearch-username': writer.name,
          'elasticsearch-password': writer.password,
        },
      });
    });
    for (let first = 0; first < JOBS; first += STARTING) {
      const started = await Promise.all(jobs.slice(first, first + STARTING).map((job) => job.run('pre')));
      expect(started.filter(({ code }) => code !== 0)).toEqual([]);
    }

    const ended = await Promise.all(jobs.map((job) => job.run('post')));

    expect(ended.filter(({ code }) => code !== 0).map(({ stdout }) => stdout)).toEqual([]);
    const phases = await phasesByRecord();
    expect(phases.size).toBe(JOBS);
    expect([...phases.values()].filter((each) => each.sort().join() !== 'end,start')).toEqual([]);
  });

  /** A run of its own, so that each job has a record of its own. */
  function worldOf(number: number): World {
    const world = deploymentWorld();
    const id = String(7_000_000_000 + number);
    const checkRun = String(9_000_000_000 + number);
    return { ...world, run: { ...world.run, id }, jobs: world.jobs.map((job) => ({ ...job, id: checkRun })) };
  }

  async function phasesByRecord(): Promise<Map<string, string[]>> {
    await store.ask(store.admin, 'POST', '/doorlog-*/_refresh');
    const { body } = await store.ask(store.admin, 'GET', '/doorlog-*/_search?size=10000&_source=event.id,event.action');
    const phases = new Map<string, string[]>();
    for (const { _source } of Hits.parse(JSON.parse(body)).hits.hits) {
      const { id, action } = _source.event;
      phases.set(id, [...(phases.get(id) ?? []), action]);
    }
    return phases;
  }
});
