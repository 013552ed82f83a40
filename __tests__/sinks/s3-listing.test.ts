import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryKey } from '../../src/model/entry-key.ts';
import type { LogEntry, StoredEntry } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { namedByItself } from '../../src/sinks/s3/keys.ts';
import { objectsOf } from '../../src/sinks/s3/objects.ts';
import type { S3SinkConfig } from '../../src/sinks/s3/type.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { entryOf } from './entries.ts';
import { type Bucket, startBucket } from './s3-bucket.ts';

const SECRETS = { awsAccessKeyId: 'AKIAX', awsSecretAccessKey: 'canary-secret' };
const APART = { lock: { mode: 'COMPLIANCE', days: 400 } };
let bucket: Bucket;

beforeEach(async () => {
  bucket = await startBucket();
});

afterEach(async () => {
  await bucket.close();
});

async function configured() {
  const [sink] = await parseSinks(JSON.stringify([{ type: 's3', url: bucket.url, bucket: 'acme', ...APART }]));
  if (sink === undefined) throw new Error('no sink was configured');
  return sink;
}

async function store(...entries: LogEntry[]): Promise<void> {
  const { config } = await configured();
  for (const entry of entries) {
    for (const { key, text } of objectsOf(config as S3SinkConfig, entry, entryKey(entry), new Date())) {
      bucket.versions.push({ key, versionId: `v${bucket.versions.length}`, text });
    }
  }
}

const apart = (number: number, time: string, changes: Partial<LogEntry> = {}) =>
  entryOf(number, { time, attested: { shown: number }, bundle: '{"mediaType":"x"}', ...changes });

async function listed(from: string, until: string, read: 'names' | 'whole'): Promise<StoredEntry[]> {
  const reader = await (await configured()).reader(sinkSurroundings({ secrets: SECRETS }));
  if (reader === undefined) throw new Error('there is no reader');
  const found: StoredEntry[] = [];
  const listing = { from: new Date(from), until: new Date(until), read };
  for await (const entry of reader.list(listing, AbortSignal.timeout(30_000))) found.push(entry);
  return found;
}

const keysOf = (entries: readonly { key?: string }[]) => entries.map(({ key }) => key).sort();

describe('the listing of a bucket', () => {
  it('names the entries of the days of a span, and those without a day, and reads no object for it', async () => {
    const [before, first, last, after, odd] = [
      apart(1, '2026-03-30T23:59:59Z'),
      apart(2, '2026-03-31T00:00:00Z'),
      apart(3, '2026-04-02T22:00:00Z'),
      apart(4, '2026-04-03T00:00:00Z'),
      apart(5, 'none', { view: 'attested' }),
    ] as const;
    await store(before, first, last, after, odd);
    const found = await listed('2026-03-31T12:00:00Z', '2026-04-03T00:00:00Z', 'names');
    expect(keysOf(found)).toEqual([first, last, odd].map(entryKey).sort());
    expect(found.find(({ recordId }) => recordId === odd.recordId)).toMatchObject({ phase: 'end', view: 'attested' });
    expect(bucket.requests.every(({ path }) => path.includes('versions='))).toBe(true);
  });

  it('joins both halves of an entry, and tells what is left of one, when it reads them whole', async () => {
    const day = '2026-03-31T00:00:00Z';
    const entries = Array.from({ length: 30 }, (_, number) => apart(number, day));
    await store(...entries);
    const keyPart = (number: number) => entryKey(entries[number] ?? entryOf(0));
    // The seventh lost its locked half, the ninth its erasable one; the thirteenth was written over.
    const gone = (kind: string, number: number) => `doorlog/${kind}/2026/03/31/${keyPart(number)}.json`;
    for (const key of [gone('records', 7), gone('erasable', 9)]) {
      bucket.versions.splice(
        bucket.versions.findIndex((version) => version.key === key),
        1,
      );
    }
    bucket.versions.push({ key: gone('erasable', 13), versionId: 'forged', text: '{"record":{"forged":true}}' });
    const found = await listed(day, '2026-04-01T00:00:00Z', 'whole');
    expect(new Set(keysOf(found)).size).toBe(30);
    expect(found).toHaveLength(31);
    expect(found.find(({ key }) => key === keyPart(9))).not.toHaveProperty('document');
    expect(found.find(({ key }) => key === keyPart(7))).not.toHaveProperty('attested');
    expect(found.find(({ key }) => key === keyPart(11))).toMatchObject({
      document: entries[11]?.document,
      attested: { shown: 11 },
      bundle: '{"mediaType":"x"}',
    });
    const names = await listed(day, '2026-04-01T00:00:00Z', 'names');
    expect(keysOf(names)).toEqual(keysOf(found));
  });

  it('asks which days there are when a span is long', async () => {
    await store(apart(1, '2024-02-29T00:00:00Z'), apart(2, '2026-03-31T00:00:00Z'), apart(3, '2026-08-01T00:00:00Z'));
    expect(keysOf(await listed('2020-01-01T00:00:00Z', '2026-07-31T00:00:00Z', 'names'))).toHaveLength(2);
    expect(bucket.requests.length).toBeLessThan(40);
  });

  it('knows every name by itself when a key was made for it', () => {
    const digest = 'd'.repeat(64);
    const name = fc.record({
      recordId: fc.stringMatching(/^[\w.:-]{1,20}$/),
      phase: fc.constantFrom('start', 'end', 'collector'),
      digest: fc.constant(digest),
      view: fc.constantFrom(undefined, 'attested' as const),
    });
    fc.assert(
      fc.property(name, fc.constantFrom('', '-again', `-again-${'a'.repeat(16)}`), (named, spare) => {
        const { view, ...others } = named;
        const known = namedByItself(`p/records/2026/01/01/${entryKey(named)}${spare}.json`);
        expect(known).toEqual({ ...others, ...(view && { view }), id: `${entryKey(named)}${spare}` });
      }),
    );
    expect(namedByItself('p/records/2026/01/01/else.json')).toBeUndefined();
  });
});
