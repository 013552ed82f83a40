import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { entryKey } from '../../src/model/entry-key.ts';
import type { LogEntry, StoredEntry } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { objectsOf } from '../../src/sinks/s3/objects.ts';
import type { S3SinkConfig } from '../../src/sinks/s3/type.ts';
import { replies } from '../support/faults.ts';
import { fault } from '../support/s3-store.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { entryOf } from './entries.ts';
import { type Bucket, startBucket } from './s3-bucket.ts';

const SECRETS = { awsAccessKeyId: 'AKIAX', awsSecretAccessKey: 'canary-secret' };
const LOCK = {
  'x-amz-object-lock-mode': 'COMPLIANCE',
  'x-amz-object-lock-retain-until-date': '2027-04-01T00:00:00Z',
  'x-amz-object-lock-legal-hold': 'ON',
};
let bucket: Bucket;

beforeEach(async () => {
  bucket = await startBucket();
});

afterEach(async () => {
  await bucket.close();
});

async function configured(changes: Record<string, unknown> = {}) {
  const item = { type: 's3', url: bucket.url, bucket: 'acme', ...changes };
  const [sink] = await parseSinks(JSON.stringify([item]));
  if (sink === undefined) throw new Error('no sink was configured');
  return sink;
}

/** Puts an entry where the sink would. */
async function store(entry: LogEntry, changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) {
  const { config } = await configured(changes);
  for (const { key, text } of objectsOf(config as S3SinkConfig, entry, entryKey(entry), new Date())) {
    bucket.versions.push({ key, versionId: `v${bucket.versions.length}`, text, headers });
  }
}

async function read(recordId: string, changes: Record<string, unknown> = {}): Promise<StoredEntry[]> {
  const reader = await (await configured(changes)).reader(sinkSurroundings({ secrets: SECRETS }));
  const found: StoredEntry[] = [];
  for await (const entry of reader?.read(recordId, AbortSignal.timeout(30_000)) ?? []) found.push(entry);
  return found;
}

const APART = { lock: { mode: 'COMPLIANCE', days: 400 } };
const apart = (number: number, changes: Partial<LogEntry> = {}) =>
  entryOf(number, { attested: { shown: number }, bundle: '{"mediaType":"x"}', ...changes });

describe('the reader of a bucket', () => {
  it('finds all phases of one record on whichever day they were stored, and no other record', async () => {
    const start = entryOf(1, { phase: 'start', time: '2026-03-30T00:00:00Z' });
    const end = entryOf(1);
    const odd = entryOf(1, { phase: 'checkpoint', time: 'none' });
    for (const entry of [start, end, odd, entryOf(2), entryOf(17)]) await store(entry);
    const found = await read(end.recordId);
    expect(found.map(({ phase }) => phase).sort()).toEqual(['checkpoint', 'end', 'start']);
    expect(found.find(({ phase }) => phase === 'end')).toEqual({
      location: `s3://acme/doorlog/records/2026/03/31/${entryKey(end)}.json?versionId=v1`,
      key: entryKey(end),
      recordId: end.recordId,
      phase: 'end',
      digest: end.digest,
      document: end.document,
      time: '2026-03-31T00:00:00.000Z',
      arrivedAt: '2026-04-01T00:00:00.000Z',
    });
  });

  it('asks for the days that it is told and no others', async () => {
    for (const day of ['2026-03-29', '2026-03-30', '2026-03-31']) await store(entryOf(1, { time: `${day}T00:00:00Z` }));
    const sink = await configured();
    const { createS3Reader } = await import('../../src/sinks/s3/reader.ts');
    const reader = await createS3Reader(sink.config as S3SinkConfig, sinkSurroundings({ secrets: SECRETS }));
    const found: StoredEntry[] = [];
    for await (const entry of reader.read(entryOf(1).recordId, AbortSignal.timeout(30_000), ['2026/03/30']))
      found.push(entry);
    expect(found).toHaveLength(1);
    expect(
      bucket.requests.filter(({ path }) => /prefix=[^&]*2026/.test(path) && !path.includes('2026%2F03%2F30')),
    ).toEqual([]);
  });

  it('joins what is locked with what is kept apart from it, and tells the lock', async () => {
    const entry = apart(1);
    await store(entry, APART, LOCK);
    expect(await read(entry.recordId, APART)).toEqual([
      expect.objectContaining({
        attested: { shown: 1 },
        document: entry.document,
        bundle: '{"mediaType":"x"}',
        lock: { mode: 'COMPLIANCE', until: '2027-04-01T00:00:00.000Z', legalHold: true },
      }),
    ]);
  });

  it('has no document when that was erased', async () => {
    const entry = apart(1);
    await store(entry, APART);
    bucket.versions.splice(1, 1);
    const [found] = await read(entry.recordId, APART);
    expect(found).toMatchObject({ attested: { shown: 1 }, digest: entry.digest });
    expect(found).not.toHaveProperty('document');
  });

  it('tells every version when somebody wrote over an object, one beside an earlier one', async () => {
    const entry = apart(1);
    await store(entry, APART);
    await store({ ...entry, document: { forged: true } }, APART);
    const found = await read(entry.recordId, APART);
    expect(found).toHaveLength(3);
    expect(found.map(({ document }) => document)).toContainEqual({ forged: true });
    expect(found.map(({ document }) => document)).toContainEqual(entry.document);
  });

  it.each(['no JSON', '{"recordId":"other"}', '[]', '{"record":null}'])(
    'shows text that is none of the sink’s as a document that can’t be true when it is %s',
    async (text) => {
      const entry = entryOf(1);
      const key = `doorlog/records/2026/03/31/${entryKey(entry)}.json`;
      bucket.versions.push({ key, versionId: 'v0', text });
      const [found] = await read(entry.recordId);
      expect(found).toHaveProperty('document');
      expect(found?.document).not.toEqual(entry.document);
    },
  );

  it.each(['ecs', 'ocsf', 'otel'])('finds record and bundle in an event when the shape is %s', async (shape) => {
    const bundle = '{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json"}';
    const { recordId } = entryOf(1);
    const document = { recordId, phase: 'end', gaps: [], people: { initiator: { login: 'ann' } } };
    const entry = entryOf(1, { document, bundle });
    await store(entry, { shape });
    expect(await read(recordId, { shape })).toEqual([expect.objectContaining({ document, bundle })]);
  });

  it.each(['native', 'ecs'])(
    'confirms an entry when both halves are there, and not when one is not: %s',
    async (shape) => {
      const entry = apart(1, { document: { recordId: entryOf(1).recordId, phase: 'end', gaps: [] } });
      const sink = await (await configured({ ...APART, shape })).create(sinkSurroundings({ secrets: SECRETS }));
      const confirm = async () => sink.confirm?.(entry, AbortSignal.timeout(30_000));
      bucket.settings.clear();
      expect(await confirm()).toMatchObject({ confirmed: false, how: expect.stringContaining('has no object') });
      await store(entry, { ...APART, shape });
      const latest = bucket.versions.splice(0).map((version) => ({ ...version, versionId: '' }));
      bucket.versions.push(...latest);
      expect(await confirm()).toMatchObject({ confirmed: true });
      bucket.versions.splice(1, 1, { key: latest[1]?.key ?? '', versionId: '', text: '{}' });
      expect(await confirm()).toMatchObject({ confirmed: false, how: expect.stringContaining('something else') });
    },
  );

  it('reads what was there before the bucket kept versions by itself when it was overwritten since', async () => {
    const entry = entryOf(1);
    await store(entry);
    const [first] = bucket.versions.splice(0);
    if (first === undefined) throw new Error('nothing was stored');
    bucket.versions.push({ ...first, versionId: 'null' }, { ...first, versionId: 'v1', text: '{"record":{}}' });
    const found = await read(entry.recordId);
    expect(found.map(({ document }) => document)).toEqual(expect.arrayContaining([entry.document, {}]));
    expect(found).toHaveLength(2);
  });

  it('raises with the permission that it takes when it may not list', async () => {
    bucket.addFault({}, replies(403, String(fault(403, 'AccessDenied').body)));
    await expect(read(entryOf(1).recordId)).rejects.toThrow('reading takes s3:ListBucketVersions');
  });

  it('raises when the answer is no listing', async () => {
    bucket.addFault({}, replies(200, '<html></html>'));
    await expect(read(entryOf(1).recordId)).rejects.toThrow('in a form that Doorlog does not know');
  });
});
