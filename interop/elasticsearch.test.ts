import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { deploymentWorld } from '../__tests__/support/world.ts';
import { digestOf } from '../src/core/canonical.ts';
import type { LogEntry } from '../src/ports.ts';
import { createSpool } from '../src/sinks/spool.ts';
import { runDoorlog } from './doorlog.ts';
import { type Job, playJob } from './job.ts';
import { type CuttingProxy, startCuttingProxy } from './stack/cutting-proxy.ts';
import { type Elasticsearch, type StoreUser, startElasticsearch } from './stack/elasticsearch.ts';

const Documents = z.object({
  hits: z.object({
    hits: z.array(
      z.object({
        _index: z.string(),
        _id: z.string(),
        _source: z.looseObject({
          event: z.optional(z.looseObject({ ingested: z.optional(z.string()) })),
          doorlog: z.optional(z.looseObject({ recordId: z.string(), phase: z.string(), digest: z.string() })),
        }),
      }),
    ),
  }),
});
type Document = z.infer<typeof Documents>['hits']['hits'][number];

describe('a real Elasticsearch with its security on', () => {
  let folder = '';
  let store: Elasticsearch;
  let proxy: CuttingProxy;
  let writer: StoreUser;
  let trusted: Record<string, string> = {};

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-'));
    store = await startElasticsearch();
    proxy = await startCuttingProxy(store);
    trusted = { NODE_EXTRA_CA_CERTS: store.certificateFile };
    const prepared = await runDoorlog(['setup', 'elasticsearch', '--url', store.url], {
      ...trusted,
      ...credentials(store.admin),
    });
    if (prepared.exitCode !== 0) {
      throw new Error(`doorlog setup ended with ${prepared.exitCode}: ${prepared.stdout}${prepared.stderr}`);
    }
    writer = { name: 'doorlog-writer', password: randomBytes(12).toString('hex') };
    const user = JSON.stringify({ password: writer.password, roles: ['doorlog_writer'] });
    expect(await store.ask(store.admin, 'PUT', `/_security/user/${writer.name}`, user)).toMatchObject({ status: 200 });
  });

  afterAll(async () => {
    await proxy?.stop();
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('is prepared once more without harm when setup runs again', async () => {
    const again = await runDoorlog(['setup', 'elasticsearch', '--url', store.url, '--json'], {
      ...trusted,
      ...credentials(store.admin),
    });
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout).steps).toHaveLength(4);
  });

  it('refuses with exit code 4 when setup comes with the writer’s credentials', async () => {
    const refused = await runDoorlog(['setup', 'elasticsearch', '--url', store.url], {
      ...trusted,
      ...credentials(writer),
    });
    expect(refused.exitCode).toBe(4);
  });

  it('lets the writer create and nothing else when it tries', async () => {
    const path = '/doorlog-2020.01';
    const body = JSON.stringify({ message: 'first' });
    const statusOf = async (method: string, tail: string, text?: string) =>
      (await store.ask(writer, method, `${path}${tail}`, text)).status;
    expect(await statusOf('PUT', '/_create/one', body)).toBe(201);
    expect(await statusOf('PUT', '/_create/one', body)).toBe(409);
    expect(await statusOf('PUT', '/_doc/one', body)).toBe(403);
    expect(await statusOf('POST', '/_update/one', JSON.stringify({ doc: { message: 'second' } }))).toBe(403);
    expect(await statusOf('DELETE', '/_doc/one')).toBe(403);
    expect(await statusOf('DELETE', '')).toBe(403);
    expect(await statusOf('GET', '/_doc/one')).toBe(403);
    expect(await statusOf('GET', '/_search')).toBe(403);
  });

  it('stamps the time of arrival itself when the writer claims another one', async () => {
    const claimed = { event: { ingested: '1999-01-01T00:00:00Z' }, 'event.ingested': '1999-01-01T00:00:00Z' };
    await store.ask(writer, 'PUT', '/doorlog-2020.01/_create/claimed', JSON.stringify(claimed));
    const stored = await store.ask(store.admin, 'GET', '/doorlog-2020.01/_source/claimed');
    const { event } = z.object({ event: z.object({ ingested: z.string() }) }).parse(JSON.parse(stored.body));
    expect(Date.parse(event.ingested)).toBeGreaterThan(Date.parse('2020-01-01T00:00:00Z'));
  });

  describe('after a job', () => {
    let job: Job;
    let entries: LogEntry[];

    beforeAll(async () => {
      // The start's first request is cut halfway, the end's first answer never arrives.
      proxy.cuts.push('cut-request');
      const log = join(folder, 'log.jsonl');
      job = await playJob({
        folder: join(folder, 'job'),
        world: deploymentWorld(),
        inputs: {
          attest: 'none',
          'announce-wait': '10000',
          sinks: JSON.stringify([
            { type: 'file', path: log },
            { type: 'elasticsearch', url: proxy.url },
          ]),
          'elasticsearch-username': writer.name,
          'elasticsearch-password': writer.password,
        },
        env: trusted,
        between: () => {
          proxy.cuts.push('cut-reply');
        },
      });
      entries = await entriesOf(log);
    });

    it('has been reached in spite of both cuts when the job is over', () => {
      expect(job.pre.code).toBe(0);
      expect(job.post.code).toBe(0);
      expect(proxy.done).toEqual(['cut-request', 'cut-reply']);
      expect(entries.map(({ phase }) => phase).sort()).toEqual(['end', 'start']);
    });

    it('holds exactly one document for each phase when the connection was cut', async () => {
      expect(await phasesOf(entries)).toEqual(['end', 'start']);
    });

    it('still holds one document for each phase when everything is delivered again', async () => {
      const replayed = await replay(entries, { tried: true });
      expect({ code: replayed.exitCode, said: replayed.stdout + replayed.stderr }).toMatchObject({ code: 0 });
      expect(await phasesOf(entries)).toEqual(['end', 'start']);
    });

    it('has the arrival time of every document when they are read back', async () => {
      for (const { _source } of await documentsOf(entries)) {
        expect(Math.abs(Date.parse(_source.event?.ingested ?? '') - Date.now())).toBeLessThan(600_000);
      }
    });

    it('takes records when the writer comes with an API key', async () => {
      const role = { indices: [{ names: ['doorlog-*'], privileges: ['create_doc', 'auto_configure'] }] };
      const asked = JSON.stringify({ name: 'doorlog-writer', role_descriptors: { writer: role } });
      const made = await store.ask(store.admin, 'POST', '/_security/api_key', asked);
      const { encoded } = z.object({ encoded: z.string() }).parse(JSON.parse(made.body));
      const fresh = await undelivered(4);
      const replayed = await replay(fresh, { tried: false }, { DOORLOG_ELASTICSEARCH_API_KEY: encoded });
      expect({ code: replayed.exitCode, said: replayed.stdout + replayed.stderr }).toMatchObject({ code: 0 });
      expect(await phasesOf(fresh)).toEqual(['end', 'start']);
    });

    it('keeps the true record beside the other when its key was squatted first', async () => {
      const squatted = await undelivered(3);
      const end = squatted.find(({ phase }) => phase === 'end');
      if (end === undefined) throw new Error('the job left no end record');
      const key = `${end.recordId}-end-${end.digest}`;
      const index = `doorlog-${end.time.slice(0, 7).replace('-', '.')}`;
      const squat = JSON.stringify({ doorlog: { recordId: end.recordId, phase: 'end', digest: '0'.repeat(64) } });
      expect((await store.ask(writer, 'PUT', `/${index}/_create/${key}`, squat)).status).toBe(201);

      const replayed = await replay(squatted, { tried: false });

      expect(replayed.exitCode).toBe(3);
      expect(replayed.stdout).toContain('conflict');
      const documents = (await documentsOf([end])).filter(({ _source }) => _source.doorlog?.phase === 'end');
      expect(documents).toHaveLength(2);
      expect(new Set(documents.map(({ _source }) => _source.doorlog?.digest))).toEqual(
        new Set(['0'.repeat(64), end.digest]),
      );
      expect(documents.find(({ _id }) => _id === key)?._source.doorlog?.digest).toBe('0'.repeat(64));
    });
  });

  it('keeps the pipeline and every record when setup is undone', async () => {
    const before = await store.ask(store.admin, 'GET', '/doorlog-*/_count');
    const undone = await runDoorlog(['setup', 'elasticsearch', '--url', store.url, '--undo', '--json'], {
      ...trusted,
      ...credentials(store.admin),
    });
    expect(undone.exitCode).toBe(0);
    const { steps } = z.object({ steps: z.array(z.object({ status: z.string() })) }).parse(JSON.parse(undone.stdout));
    expect(steps.map(({ status }) => status)).toEqual(['removed', 'removed', 'removed', 'kept']);
    expect(await store.ask(store.admin, 'GET', '/doorlog-*/_count')).toEqual(before);
  });

  /** The entries of another attempt of the job, which nobody has delivered to the store. */
  async function undelivered(attempt: number): Promise<LogEntry[]> {
    const log = join(folder, `attempt-${attempt}.jsonl`);
    const world = deploymentWorld((changed) => {
      changed.run.runAttempt = attempt;
    });
    const inputs = { attest: 'none', sinks: JSON.stringify([{ type: 'file', path: log }]) };
    await playJob({ folder: join(folder, `attempt-${attempt}`), world, inputs });
    return entriesOf(log);
  }

  /** Delivers entries from a spool of their own; `tried` ones as after a crash between the store's answer and its note. */
  async function replay(entries: readonly LogEntry[], options: { tried: boolean }, secrets = credentials(writer)) {
    const spoolFolder = await mkdtemp(join(folder, 'spool-'));
    const spool = createSpool({ folder: spoolFolder, digestOf });
    for (const entry of entries) {
      await spool.put(entry);
      if (options.tried) await spool.markKey(entry, 'elasticsearch', 'tried');
    }
    const sinksFile = join(folder, 'sinks.json');
    await writeFile(sinksFile, JSON.stringify([{ type: 'elasticsearch', url: proxy.url }]));
    return runDoorlog(['replay', spoolFolder, '--sinks', sinksFile], { ...trusted, ...secrets });
  }

  async function phasesOf(entries: readonly LogEntry[]): Promise<string[]> {
    const phases = (await documentsOf(entries)).map(({ _source }) => _source.doorlog?.phase ?? 'none');
    return phases.sort((a, b) => a.localeCompare(b));
  }

  /** Every document under the entries' record ids, by whatever key. */
  async function documentsOf(entries: readonly LogEntry[]): Promise<Document[]> {
    await store.ask(store.admin, 'POST', '/doorlog-*/_refresh');
    const terms = { 'doorlog.recordId': [...new Set(entries.map(({ recordId }) => recordId))] };
    const query = JSON.stringify({ size: 100, query: { terms } });
    const found = await store.ask(store.admin, 'POST', '/doorlog-*/_search', query);
    return Documents.parse(JSON.parse(found.body)).hits.hits;
  }
});

function credentials(user: StoreUser): Record<string, string> {
  return { DOORLOG_ELASTICSEARCH_USERNAME: user.name, DOORLOG_ELASTICSEARCH_PASSWORD: user.password };
}

const Line = z.object({
  recordId: z.string(),
  phase: z.string(),
  digest: z.string(),
  time: z.string(),
  record: z.record(z.string(), z.unknown()),
});

async function entriesOf(log: string): Promise<LogEntry[]> {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const { record, ...entry } = Line.parse(JSON.parse(line));
    return { ...entry, document: record };
  });
}
