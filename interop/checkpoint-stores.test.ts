import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { entryOf } from '../__tests__/sinks/entries.ts';
import { installBucket } from '../__tests__/support/install-bucket.ts';
import { sinkSurroundings } from '../__tests__/support/sink-surroundings.ts';
import { digestOf } from '../src/core/canonical.ts';
import { createNoteSigner, formatSignerKey } from '../src/core/checkpoint-note/note-key.ts';
import { entryKey } from '../src/model/entry-key.ts';
import { createHttp } from '../src/net/http.ts';
import type { LogEntry } from '../src/ports.ts';
import { parseSinks } from '../src/sinks/config.ts';
import { setupSteps } from '../src/sinks/elasticsearch/setup.ts';
import { createS3Client } from '../src/sinks/s3/client.ts';
import { objectKey } from '../src/sinks/s3/keys.ts';
import { ask, list } from '../src/sinks/s3/listing.ts';
import type { S3SinkConfig } from '../src/sinks/s3/type.ts';
import type { SinkSurroundings } from '../src/sinks/sink-type.ts';
import { runDoorlog } from './doorlog.ts';
import { type Elasticsearch, startElasticsearch } from './stack/elasticsearch.ts';
import { type Minio, startMinio } from './stack/minio.ts';

const patience = () => AbortSignal.timeout(60_000);

function entriesOf(first: number): LogEntry[] {
  return Array.from({ length: 12 }, (_, number) => {
    const recordId = (first + number).toString(16).padStart(64, '0');
    const document = { recordId, phase: 'end', people: { initiator: { login: `person-${number}` } } };
    const time = new Date(Date.now() - number * 3_600_000).toISOString();
    return entryOf(first + number, { document, digest: digestOf(document), time });
  });
}

/** The sealer and the checker over one store. */
async function logOver(sinks: string, env: Record<string, string>) {
  const folder = await mkdtemp(join(tmpdir(), 'doorlog-stores-'));
  const seed = randomBytes(32);
  const key = join(folder, 'seal.key');
  await writeFile(key, formatSignerKey(createNoteSigner('log.example/acme', seed), seed));
  const common = ['--sinks', sinks, '--seals', join(folder, 'seals')];
  return {
    seal: () => runDoorlog(['log', 'seal', ...common, '--seal-key', key], env),
    check: (...more: string[]) => runDoorlog(['log', 'check', ...common, ...more], env),
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

type Log = Awaited<ReturnType<typeof logOver>>;

async function deliverAll(sinks: string, surroundings: SinkSurroundings, entries: readonly LogEntry[]): Promise<void> {
  const [configured] = await parseSinks(sinks);
  const sink = await configured?.create(surroundings);
  for (const entry of entries) {
    const delivery = await sink?.deliver(entry, { signal: patience(), key: 'unused' });
    if (delivery?.status !== 'delivered') throw new Error(JSON.stringify(delivery));
  }
}

describe('what was sealed in a real MinIO', () => {
  const entries = entriesOf(1_000);
  let minio: Minio;
  let log: Log;
  let surroundings: SinkSurroundings;
  let config: S3SinkConfig;

  beforeAll(async () => {
    minio = await startMinio();
    const sinks = JSON.stringify([{ type: 's3', url: minio.url, bucket: 'sealed-records', region: 'us-east-1' }]);
    surroundings = sinkSurroundings({ http: createHttp({}), secrets: minio.root });
    const [sink] = await parseSinks(sinks);
    config = sink?.config as S3SinkConfig;
    await installBucket(config, surroundings, patience());
    await deliverAll(sinks, surroundings, entries);
    const { awsAccessKeyId: AWS_ACCESS_KEY_ID, awsSecretAccessKey: AWS_SECRET_ACCESS_KEY } = minio.root;
    log = await logOver(sinks, { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
  });

  afterAll(async () => {
    await log?.close();
    await minio?.stop();
  });

  const keyOf = (entry: LogEntry) => objectKey(config.prefix, 'records', entry.time, entryKey(entry));

  it('is intact while nobody touches it', async () => {
    expect(await log.seal()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('sealed 12 entries') });
    expect(await log.check()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/intact\n$/) });
  });

  it('is found to be gone when an object was deleted with its versions, and only then', async () => {
    const [entry] = entries;
    if (!entry) throw new Error('nothing was stored');
    const client = await createS3Client(config, surroundings);
    const key = keyOf(entry);
    expect((await ask(client, { method: 'DELETE', key }, patience())).status).toBe(204);
    // Only hidden: the version is still there.
    expect(await log.check()).toMatchObject({ exitCode: 0 });
    for (const { versionId = 'null' } of (await list(client, { prefix: key }, patience())).versions) {
      await ask(client, { method: 'DELETE', key, query: [['versionId', versionId]] }, patience());
    }
    const named = expect.stringContaining(`REMOVED  ${entryKey(entry)}`);
    expect(await log.check()).toMatchObject({ exitCode: 1, stdout: named });
    expect(await log.seal()).toMatchObject({ exitCode: 1, stdout: named });
  });

  it('is in conflict when an object was written over, and altered when its old version is gone as well', async () => {
    const entry = entries[5];
    if (!entry) throw new Error('nothing was stored');
    const client = await createS3Client(config, surroundings);
    const body = JSON.stringify({ record: { ...entry.document, people: { initiator: { login: 'mallory' } } } });
    const reply = await ask(client, { method: 'PUT', key: keyOf(entry), body }, patience());
    expect(reply.status).toBe(200);
    const beside = await log.check();
    expect(beside.stdout).toContain(`CONFLICT  ${entryKey(entry)}`);
    expect(beside.stdout).not.toContain('ALTERED');
    const { versions } = await list(client, { prefix: keyOf(entry) }, patience());
    expect(versions).toHaveLength(2);
    for (const { versionId = 'null' } of versions.filter(
      ({ versionId }) => versionId !== reply.headers['x-amz-version-id'],
    )) {
      await ask(client, { method: 'DELETE', key: keyOf(entry), query: [['versionId', versionId]] }, patience());
    }
    const alone = await log.check();
    expect(alone).toMatchObject({ exitCode: 1, stdout: expect.stringContaining(`ALTERED  ${entryKey(entry)}`) });
    expect(alone.stdout).not.toContain('CONFLICT');
  });
});

describe('what was sealed in a real Elasticsearch', () => {
  const entries = entriesOf(2_000);
  let store: Elasticsearch;
  let log: Log;

  beforeAll(async () => {
    store = await startElasticsearch();
    const http = createHttp({ ca: [await readFile(store.certificateFile, 'utf8')] });
    for (const { path, body } of setupSteps('doorlog')) await put(path, body);
    const sinks = JSON.stringify([{ type: 'elasticsearch', url: store.url }]);
    const { name, password } = store.admin;
    const secrets = { elasticsearchUsername: name, elasticsearchPassword: password };
    await deliverAll(sinks, sinkSurroundings({ http, secrets }), entries);
    await refresh();
    await put('/_security/user/reader', { password: 'reader-of-seals', roles: ['doorlog_reader'] });
    log = await logOver(sinks, {
      DOORLOG_ELASTICSEARCH_USERNAME: 'reader',
      DOORLOG_ELASTICSEARCH_PASSWORD: 'reader-of-seals',
      NODE_EXTRA_CA_CERTS: store.certificateFile,
    });
  });

  afterAll(async () => {
    await log?.close();
    await store?.stop();
  });

  async function put(path: string, body: unknown): Promise<void> {
    const reply = await store.ask(store.admin, 'PUT', path, JSON.stringify(body));
    if (reply.status >= 300) throw new Error(`PUT ${path}: ${reply.status} ${reply.body}`);
  }

  function refresh() {
    return store.ask(store.admin, 'POST', '/doorlog-*/_refresh');
  }

  const placeOf = ({ time }: LogEntry) => `/doorlog-${time.slice(0, 7).replace('-', '.')}`;

  it('is intact while nobody touches it', async () => {
    expect(await log.seal()).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('sealed 12 entries') });
    expect(await log.check()).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/intact\n$/) });
  });

  it('is found to be gone or altered when somebody with rights did so', async () => {
    const [gone, altered] = entries;
    if (!gone || !altered) throw new Error('nothing was stored');
    const deleted = await store.ask(store.admin, 'DELETE', `${placeOf(gone)}/_doc/${entryKey(gone)}`);
    expect(deleted.status).toBe(200);
    const update = { doc: { doorlog: { record: { people: { initiator: { login: 'mallory' } } } } } };
    const path = `${placeOf(altered)}/_update/${entryKey(altered)}`;
    expect(await store.ask(store.admin, 'POST', path, JSON.stringify(update))).toMatchObject({ status: 200 });
    await refresh();
    for (const run of [await log.check(), await log.seal()]) {
      expect(run.exitCode).toBe(1);
      expect(run.stdout).toContain(`REMOVED  ${entryKey(gone)}`);
      expect(run.stdout).toContain(`ALTERED  ${entryKey(altered)}`);
    }
  });
});
