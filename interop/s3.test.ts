import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import aws4 from 'aws4';
import { baseRecord } from '../__tests__/support/base-record.ts';
import { installBucket } from '../__tests__/support/install-bucket.ts';
import { type OidcIssuer, startOidcIssuer } from '../__tests__/support/oidc-issuer.ts';
import { sinkSurroundings } from '../__tests__/support/sink-surroundings.ts';
import { digestOf } from '../src/core/canonical.ts';
import { commit, commitmentHolds } from '../src/core/commitment.ts';
import type { AccessRecord } from '../src/model/access-record.ts';
import { entryKey } from '../src/model/entry-key.ts';
import type { SinkSecrets } from '../src/model/sink-secrets.ts';
import { createHttp } from '../src/net/http.ts';
import type { HttpResponse, KeyState, LogEntry, Sink, StoredEntry } from '../src/ports.ts';
import { fetchIdToken } from '../src/signing/oidc.ts';
import { parseSinks } from '../src/sinks/config.ts';
import { assumeRole } from '../src/sinks/s3/assume-role.ts';
import { createS3Client, type S3Request } from '../src/sinks/s3/client.ts';
import { objectKey } from '../src/sinks/s3/keys.ts';
import { ask, list } from '../src/sinks/s3/listing.ts';
import { writerPolicy } from '../src/sinks/s3/policies.ts';
import type { S3SinkConfig } from '../src/sinks/s3/type.ts';
import type { SinkSurroundings } from '../src/sinks/sink-type.ts';
import { type CuttingRelay, startCuttingRelay } from './stack/cutting-relay.ts';
import { type Minio, startMinio } from './stack/minio.ts';
import { type Moto, startMoto } from './stack/moto.ts';

const DAY = 86_400_000;
const TIME = '2026-11-20T10:00:00.000Z';
const AUDIENCE = 'sts.amazonaws.com';
const CLAIMS = { sub: 'repo:acme/shop:ref:refs/heads/main', run_id: '77', run_attempt: '1', repository_owner: 'acme' };

describe('a real MinIO', () => {
  let issuer: OidcIssuer;
  let minio: Minio;
  let relay: CuttingRelay;
  let writer: SinkSecrets;
  let number = 0;

  beforeAll(async () => {
    issuer = await startOidcIssuer({ claims: CLAIMS });
    minio = await startMinio({
      MINIO_IDENTITY_OPENID_CONFIG_URL: `${issuer.issuer}/.well-known/openid-configuration`,
      MINIO_IDENTITY_OPENID_CLIENT_ID: AUDIENCE,
      MINIO_IDENTITY_OPENID_ROLE_POLICY: 'writeonly',
    });
    relay = await startCuttingRelay(minio.url);
    const config = await configOf();
    const reports = await installBucket(config, surroundings(minio.root), patience());
    if (reports.some(({ status }) => status === 'failed')) throw new Error(JSON.stringify(reports));
    writer = await keysUnder(writerPolicy(config));
  });

  afterAll(async () => {
    await relay?.stop();
    await minio?.stop();
    await issuer?.close();
  });

  function patience(): AbortSignal {
    return AbortSignal.timeout(60_000);
  }

  function surroundings(secrets: SinkSecrets, more: Partial<SinkSurroundings> = {}): SinkSurroundings {
    return sinkSurroundings({ secrets, ...more });
  }

  async function configured(changes: Record<string, unknown> = {}) {
    const lock = { mode: 'COMPLIANCE', days: 2 };
    const item = { type: 's3', url: minio.url, bucket: 'doorlog-log', lock, ...changes };
    const [sink] = await parseSinks(JSON.stringify([item]));
    if (sink === undefined) throw new Error('no sink was configured');
    return sink;
  }

  async function configOf(changes: Record<string, unknown> = {}): Promise<S3SinkConfig> {
    return (await configured(changes)).config as S3SinkConfig;
  }

  async function newSink(changes: Record<string, unknown> = {}, more: Partial<SinkSurroundings> = {}): Promise<Sink> {
    return (await configured(changes)).create(surroundings(writer, more));
  }

  /** Keys that may do what the policy says and no more (MinIO, AssumeRole with a session policy). */
  async function keysUnder(policy: object): Promise<SinkSecrets> {
    const body = new URLSearchParams({
      Action: 'AssumeRole',
      Version: '2011-06-15',
      Policy: JSON.stringify(policy),
    }).toString();
    const { headers } = aws4.sign(
      {
        host: new URL(minio.url).host,
        path: '/',
        method: 'POST',
        service: 'sts',
        region: 'us-east-1',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      },
      { accessKeyId: minio.root.awsAccessKeyId, secretAccessKey: minio.root.awsSecretAccessKey },
    );
    const reply = await (
      await fetch(`${minio.url}/`, { method: 'POST', headers: headers as Record<string, string>, body })
    ).text();
    if (!reply.includes('<SecretAccessKey>')) throw new Error(`MinIO gave no keys: ${reply}`);
    const element = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(reply)?.[1];
    return {
      awsAccessKeyId: element('AccessKeyId'),
      awsSecretAccessKey: element('SecretAccessKey'),
      awsSessionToken: element('SessionToken'),
    };
  }

  async function request(wanted: S3Request, secrets: SinkSecrets = minio.root): Promise<HttpResponse> {
    // What changes settings of an object has to come with a checksum.
    const md5 = wanted.query && wanted.body && createHash('md5').update(wanted.body).digest('base64');
    const headers = { ...wanted.headers, ...(md5 && { 'content-md5': md5 }) };
    return ask(await createS3Client(await configOf(), surroundings(secrets)), { ...wanted, headers }, patience());
  }

  /** A record of a job of its own. */
  function newEntry(): LogEntry {
    number++;
    const record = { ...baseRecord(), recordId: number.toString(16).padStart(64, '0') };
    const { log, attested } = commit(record, 'ab'.repeat(32));
    return {
      recordId: log.recordId,
      phase: 'end',
      digest: digestOf(log),
      time: TIME,
      document: log,
      attested,
      subjectDigest: digestOf(attested),
      bundle: '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}',
    };
  }

  function deliver(sink: Sink, entry: LogEntry, key: KeyState = 'unused') {
    return sink.deliver(entry, { signal: patience(), key });
  }

  async function read(entry: LogEntry): Promise<StoredEntry[]> {
    const reader = await (await configured()).reader(surroundings(minio.root));
    const found: StoredEntry[] = [];
    for await (const each of reader?.read(entry.recordId, patience()) ?? []) found.push(each);
    return found;
  }

  function keyOf(entry: LogEntry, kind: 'records' | 'erasable' = 'records'): string {
    return objectKey('doorlog/', kind, entry.time, entryKey(entry));
  }

  async function versionsOf(key: string) {
    const client = await createS3Client(await configOf(), surroundings(minio.root));
    return (await list(client, { prefix: key }, patience())).versions;
  }

  async function onlyVersionOf(key: string): Promise<string> {
    const [version, ...others] = await versionsOf(key);
    if (version?.versionId === undefined || others.length > 0) throw new Error(`not one version of ${key}`);
    return version.versionId;
  }

  function retention(mode: string, until: Date): string {
    return `<Retention xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Mode>${mode}</Mode><RetainUntilDate>${until.toISOString()}</RetainUntilDate></Retention>`;
  }

  it('is found fit by the examination when setup was run, and a second run changes nothing', async () => {
    const again = await installBucket(await configOf(), surroundings(minio.root), patience());
    expect(again.map(({ status }) => status)).toEqual([
      'present',
      'installed',
      'installed',
      'unsupported',
      'installed',
    ]);
    const found = await (await configured()).examine(surroundings(minio.root), patience());
    const judged = Object.fromEntries(found?.map(({ check, result }) => [check, result]) ?? []);
    expect(judged).toMatchObject({
      'bucket and credentials': 'fine',
      versioning: 'fine',
      'object lock': 'fine',
      lifecycle: 'fine',
    });
  });

  it('gives back what was signed, under its lock, when a record was delivered', async () => {
    const entry = newEntry();
    expect(await deliver(await newSink(), entry)).toMatchObject({ status: 'delivered' });
    const [found, ...others] = await read(entry);
    expect(others).toEqual([]);
    expect(digestOf(found?.document)).toBe(entry.digest);
    expect(digestOf(found?.attested)).toBe(entry.subjectDigest);
    expect(commitmentHolds(found?.attested as AccessRecord, found?.document as AccessRecord)).toBe(true);
    expect(found).toMatchObject({ key: entryKey(entry), bundle: entry.bundle, lock: { mode: 'COMPLIANCE' } });
    expect(Math.round((Date.parse(found?.lock?.until ?? '') - Date.now()) / DAY)).toBe(2);
    expect(Math.abs(Date.parse(found?.arrivedAt ?? '') - Date.now())).toBeLessThan(600_000);
  });

  it('lists every entry of its day, by name or whole, when many were delivered', async () => {
    const sink = await (await configured()).create(surroundings(minio.root));
    const entries = Array.from({ length: 30 }, () => ({ ...newEntry(), time: '2019-05-05T05:05:05.000Z' }));
    for (const entry of entries) await deliver(sink, entry);
    const reader = await (await configured()).reader(surroundings(minio.root));
    const span = { from: new Date('2019-05-05T00:00:00Z'), until: new Date('2019-05-06T00:00:00Z') };
    const found: Record<'names' | 'whole', StoredEntry[]> = { names: [], whole: [] };
    for (const read of ['names', 'whole'] as const) {
      for await (const each of reader?.list({ ...span, read }, patience()) ?? []) found[read].push(each);
      expect(found[read].map(({ key }) => key).sort()).toEqual(entries.map(entryKey).sort());
    }
    expect(found.names[0]).not.toHaveProperty('document');
    const [entry] = entries;
    expect(found.whole.find(({ recordId }) => recordId === entry?.recordId)).toMatchObject({
      document: entry?.document,
      attested: entry?.attested,
      bundle: entry?.bundle,
    });
  });

  it('refuses an overwrite, an early deletion and a shortened retention when a record is locked, whoever asks', async () => {
    const entry = newEntry();
    await deliver(await newSink(), entry);
    const key = keyOf(entry);
    const versionId = await onlyVersionOf(key);
    const overwritten = await request({ method: 'PUT', key, body: '{}', headers: { 'if-none-match': '*' } });
    expect(overwritten.status).toBe(412);
    const version = [['versionId', versionId] as const];
    const bypass = { 'x-amz-bypass-governance-retention': 'true' };
    const deleted = await request({ method: 'DELETE', key, query: version, headers: bypass });
    expect([deleted.status, deleted.body.toString()]).toEqual([400, expect.stringContaining('WORM protected')]);
    for (const body of [
      retention('COMPLIANCE', new Date(Date.now() + DAY)),
      retention('GOVERNANCE', new Date(Date.now() + 3 * DAY)),
    ]) {
      const changed = await request({
        method: 'PUT',
        key,
        query: [['retention', ''], ...version],
        body,
        headers: bypass,
      });
      expect([changed.status, changed.body.toString()]).toEqual([400, expect.stringContaining('WORM protected')]);
    }
    const longer = retention('COMPLIANCE', new Date(Date.now() + 3 * DAY));
    const lengthened = await request({ method: 'PUT', key, query: [['retention', ''], ...version], body: longer });
    expect(lengthened.status).toBe(200);
    expect(await onlyVersionOf(key)).toBe(versionId);
    expect((await read(entry))[0]?.lock?.mode).toBe('COMPLIANCE');
  });

  it('keeps the true version in sight when somebody writes over a record or hides it', async () => {
    const entry = newEntry();
    await deliver(await newSink(), entry);
    const key = keyOf(entry);
    const forged = JSON.stringify({ ...JSON.parse('{}'), record: { forged: true } });
    expect((await request({ method: 'PUT', key, body: forged })).status).toBe(200);
    expect((await request({ method: 'DELETE', key })).status).toBe(204);
    const found = await read(entry);
    expect(found).toHaveLength(2);
    expect(found.filter(({ document }) => digestOf(document) === entry.digest)).toHaveLength(1);
  });

  it('lets the writer create and nothing else when it has the policy that setup prints', async () => {
    const entry = newEntry();
    await deliver(await newSink(), entry);
    const key = keyOf(entry);
    const versionId = await onlyVersionOf(key);
    const refusedTo = async (wanted: S3Request) => (await request(wanted, writer)).status === 403;
    const erasable = keyOf(entry, 'erasable');
    expect(await refusedTo({ method: 'GET', key })).toBe(true);
    expect(await refusedTo({ method: 'GET', query: [['versions', '']] })).toBe(true);
    expect(await refusedTo({ method: 'DELETE', key })).toBe(true);
    expect(await refusedTo({ method: 'DELETE', key, query: [['versionId', versionId]] })).toBe(true);
    expect(
      await refusedTo({ method: 'DELETE', key: erasable, query: [['versionId', await onlyVersionOf(erasable)]] }),
    ).toBe(true);
    expect(await refusedTo({ method: 'PUT', key: 'doorlog/records/unlocked.json', body: '{}' })).toBe(true);
    expect(await refusedTo({ method: 'PUT', key: 'elsewhere.json', body: '{}' })).toBe(true);
    const century = {
      'x-amz-object-lock-mode': 'COMPLIANCE',
      'x-amz-object-lock-retain-until-date': '2126-01-01T00:00:00.000Z',
    };
    expect(await refusedTo({ method: 'PUT', key: 'doorlog/erasable/locked.json', body: '{}', headers: century })).toBe(
      true,
    );
    const confirmed = await (await newSink()).confirm?.(entry, patience());
    expect(confirmed).toMatchObject({ confirmed: true, how: expect.stringContaining('may not read') });
  });

  it('erases the log view and still proves the record when somebody’s data has to go', async () => {
    const entry = newEntry();
    await deliver(await newSink(), entry);
    const erasable = keyOf(entry, 'erasable');
    const versionId = await onlyVersionOf(erasable);
    expect((await request({ method: 'DELETE', key: erasable, query: [['versionId', versionId]] })).status).toBe(204);
    expect(await versionsOf(erasable)).toEqual([]);
    const [found] = await read(entry);
    expect(found).not.toHaveProperty('document');
    expect(found).toMatchObject({ digest: entry.digest, bundle: entry.bundle, lock: { mode: 'COMPLIANCE' } });
    expect(digestOf(found?.attested)).toBe(entry.subjectDigest);
  });

  it('erases what is under a lock that may be lifted when the one who erases lifts it', async () => {
    const entry = newEntry();
    const sink = await (await configured({ erasable: { days: 1 } })).create(surroundings(minio.root));
    await deliver(sink, entry);
    const key = keyOf(entry, 'erasable');
    const query = [['versionId', await onlyVersionOf(key)] as const];
    expect((await request({ method: 'DELETE', key, query })).status).toBeGreaterThanOrEqual(400);
    const bypass = { 'x-amz-bypass-governance-retention': 'true' };
    expect((await request({ method: 'DELETE', key, query, headers: bypass })).status).toBe(204);
  });

  it('holds a record on a legal hold until somebody with that right lifts it', async () => {
    const entry = newEntry();
    const held = { lock: { mode: 'GOVERNANCE', days: 1, 'legal-hold': true } };
    await deliver(await (await configured(held)).create(surroundings(minio.root)), entry);
    expect((await read(entry))[0]?.lock).toMatchObject({ mode: 'GOVERNANCE', legalHold: true });
    const key = keyOf(entry);
    const query = [['versionId', await onlyVersionOf(key)] as const];
    const headers = { 'x-amz-bypass-governance-retention': 'true' };
    expect((await request({ method: 'DELETE', key, query, headers })).status).toBeGreaterThanOrEqual(400);
    const off = '<LegalHold xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>OFF</Status></LegalHold>';
    expect((await request({ method: 'PUT', key, query: [['legal-hold', ''], ...query], body: off })).status).toBe(200);
    expect((await request({ method: 'DELETE', key, query, headers })).status).toBe(204);
  });

  it.each(['cut-request', 'cut-reply'] as const)(
    'holds every record exactly once when its connections suffer %s',
    async (cut) => {
      const entry = newEntry();
      relay.cuts.push(cut, cut);
      const delivery = await deliver(await newSink({ url: relay.url }), entry);
      expect(['delivered', 'already-there']).toContain(delivery.status);
      expect(relay.done.splice(0)).toEqual([cut, cut]);
      const found = await read(entry);
      expect(found).toHaveLength(1);
      expect(digestOf(found[0]?.document)).toBe(entry.digest);
      expect(await versionsOf(keyOf(entry, 'erasable'))).toHaveLength(1);
    },
  );

  it('still holds one copy when everything is delivered again', async () => {
    const entry = newEntry();
    await deliver(await newSink(), entry);
    expect(await deliver(await newSink(), entry, 'tried')).toMatchObject({ status: 'already-there' });
    expect(await read(entry)).toHaveLength(1);
  });

  it('holds one copy when six processes deliver the same record at once', async () => {
    const entry = newEntry();
    const sinks = await Promise.all(Array.from({ length: 6 }, () => newSink()));
    const deliveries = await Promise.all(sinks.map((sink) => deliver(sink, entry, 'tried')));
    expect(deliveries.every(({ status }) => status === 'delivered' || status === 'already-there')).toBe(true);
    expect(await read(entry)).toHaveLength(1);
  });

  it('keeps the true record beside the other when its key was squatted first', async () => {
    const entry = newEntry();
    await request({ method: 'PUT', key: keyOf(entry), body: '{"squatted":true}' });
    expect(await deliver(await newSink(), entry)).toMatchObject({ status: 'conflict' });
    const found = await read(entry);
    expect(found.filter(({ document }) => document !== undefined && digestOf(document) === entry.digest)).not.toEqual(
      [],
    );
    expect(found.find(({ key }) => key === `${entryKey(entry)}-again`)?.lock?.mode).toBe('COMPLIANCE');
  });

  it.each([-2, 2])('locks a record by the store’s own clock when this machine’s is %s days off', async (days) => {
    const entry = newEntry();
    const clock = { now: () => new Date(Date.now() + days * DAY) };
    expect(await deliver(await newSink({}, { clock }), entry)).toMatchObject({ status: 'delivered' });
    const until = Date.parse((await read(entry))[0]?.lock?.until ?? '');
    expect(Math.round((until - Date.now()) / DAY)).toBe(2);
  });

  it('takes a hundred records at once when they are replayed', async () => {
    const batch = Array.from({ length: 100 }, () => ({ entry: newEntry(), key: 'unused' as const }));
    const deliveries = await (await newSink()).deliverBatch?.(batch, { signal: patience() });
    expect(new Set(deliveries?.map(({ status }) => status))).toEqual(new Set(['delivered']));
  });

  it('takes a record when the writer comes with nothing but the job’s identity', async () => {
    const role = /arn:minio:iam:::role\/[\w-]+/.exec(minio.output())?.[0];
    const { requestUrl, requestToken } = issuer;
    const http = createHttp({});
    const sink = await (await configured({ role, lock: undefined })).create(
      surroundings({}, { identityToken: (audience) => fetchIdToken({ requestUrl, requestToken, audience, http }) }),
    );
    const entry = newEntry();
    expect(await deliver(sink, entry)).toMatchObject({ status: 'delivered' });
    expect(await sink.confirm?.(entry, patience())).toMatchObject({ confirmed: true });
    expect((await read(entry)).map(({ document }) => digestOf(document))).toEqual([entry.digest]);
  });
});

describe('the token service of moto', () => {
  let moto: Moto;
  let issuer: OidcIssuer;

  beforeAll(async () => {
    moto = await startMoto();
    issuer = await startOidcIssuer({ claims: CLAIMS });
  });

  afterAll(async () => {
    await moto?.stop();
    await issuer?.close();
  });

  it('gives out keys for a quarter of an hour when it is asked by the job’s identity', async () => {
    const http = createHttp({});
    const { requestUrl, requestToken } = issuer;
    const identityToken = (audience: string) => fetchIdToken({ requestUrl, requestToken, audience, http });
    const question = {
      http,
      role: 'arn:aws:iam::123456789012:role/writer',
      url: moto.url,
      audience: AUDIENCE,
      identityToken,
    };
    const answer = await assumeRole(question, AbortSignal.timeout(30_000));
    if (!answer.ok) throw new Error(answer.reason);
    expect(answer.keys.accessKeyId).toMatch(/^ASIA/);
    expect(answer.keys.sessionToken?.length).toBeGreaterThan(100);
    expect(Math.round((answer.keys.lifetime ?? 0) / 60_000)).toBe(15);
  });
});
