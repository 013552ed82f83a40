import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import { entryKey } from '../../src/model/entry-key.ts';
import type { KeyState, LogEntry, Sink } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';
import { baseRecord } from '../support/base-record.ts';
import { replies } from '../support/faults.ts';
import type { LocalReply } from '../support/local-server.ts';
import { fault, type S3Store, startS3Store } from '../support/s3-store.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { entryOf, firstTry } from './entries.ts';

const DAY = 86_400_000;
let store: S3Store;

beforeEach(async () => {
  store = await startS3Store();
});

afterEach(async () => {
  await store.close();
});

async function newSink(changes: Record<string, unknown> = {}, more: Partial<SinkSurroundings> = {}): Promise<Sink> {
  const item = { type: 's3', url: store.url, bucket: store.bucket, ...changes };
  const [sink] = await parseSinks(JSON.stringify([item]));
  if (sink === undefined) throw new Error('no sink was configured');
  const secrets = { awsAccessKeyId: store.accessKeyId, awsSecretAccessKey: store.secretAccessKey };
  return sink.create(sinkSurroundings({ secrets, ...more }));
}

/** A record of a whole job, as the end hands it on. */
function wholeEntry(changes = {}): LogEntry {
  const { log, attested } = commit(baseRecord(changes), 'ab'.repeat(32));
  return {
    recordId: log.recordId,
    phase: 'end',
    digest: digestOf(log),
    time: '2026-03-31T23:59:59.000Z',
    document: log,
    attested,
    subjectDigest: digestOf(attested),
    bundle: '{"mediaType":"x"}',
  };
}

function keyOf(entry: LogEntry, kind: 'records' | 'erasable' = 'records', suffix = ''): string {
  return `doorlog/${kind}/2026/03/31/${entryKey(entry)}${suffix}.json`;
}

function textAt(key: string): string {
  return store.objects.get(key)?.body.toString('utf8') ?? 'no object';
}

/** A reply as a fault; with no number of times, for ever. */
function told({ status, headers = {}, body = '' }: LocalReply) {
  return replies(status, String(body), headers);
}

function squat(key: string): void {
  store.objects.set(key, { body: Buffer.from('{"squatted":true}'), legalHold: false });
}

describe('the S3 sink', () => {
  it('creates one object under the day of the entry’s own time when the entry is new', async () => {
    const entry = entryOf(1, { bundle: '{"mediaType":"x"}' });
    expect(await (await newSink()).deliver(entry, firstTry())).toEqual({
      sink: 's3',
      status: 'delivered',
      location: `s3://${store.bucket}/${keyOf(entry)}`,
    });
    expect([...store.objects.keys()]).toEqual([keyOf(entry)]);
    const { recordId, phase, digest, time, document } = entry;
    expect(JSON.parse(textAt(keyOf(entry)))).toMatchObject({
      key: entryKey(entry),
      recordId,
      phase,
      digest,
      time,
      record: document,
      bundle: { mediaType: 'x' },
    });
    expect(store.requests[0]?.headers).toMatchObject({ 'content-type': 'application/json', 'if-none-match': '*' });
  });

  it('stores it all the same when the entry’s time is none', async () => {
    const entry = entryOf(1, { time: 'yesterday' });
    await (await newSink()).deliver(entry, firstTry());
    expect([...store.objects.keys()]).toEqual([`doorlog/records/undated/${entryKey(entry)}.json`]);
  });

  it('stores events of another vocabulary when it is told so', async () => {
    const entry = wholeEntry();
    await (await newSink({ shape: 'ecs', prefix: '' })).deliver(entry, firstTry());
    expect(JSON.parse(textAt(keyOf(entry).slice('doorlog/'.length)))).toMatchObject({
      event: { id: entry.recordId },
      doorlog: { record: entry.document },
    });
  });

  it('sends the session token with every request when there is one', async () => {
    const secrets = {
      awsAccessKeyId: store.accessKeyId,
      awsSecretAccessKey: store.secretAccessKey,
      awsSessionToken: 'session-token',
    };
    await (await newSink({}, { secrets })).deliver(entryOf(1), firstTry());
    expect(store.requests[0]?.headers['x-amz-security-token']).toBe('session-token');
  });

  it('hands nothing to a bucket of another account when its owner is named', async () => {
    await (await newSink({ owner: '123456789012' })).deliver(entryOf(1), firstTry());
    expect(store.requests[0]?.headers['x-amz-expected-bucket-owner']).toBe('123456789012');
  });

  describe('under a lock', () => {
    it('keeps the log view in an object of its own when the lock is one that nobody can lift', async () => {
      const entry = wholeEntry();
      const before = Date.now();
      const sink = await newSink({ lock: { mode: 'COMPLIANCE', days: 400 } });
      expect(sink.needsAttested).toBe(true);
      expect(await sink.deliver(entry, firstTry())).toMatchObject({ status: 'delivered' });
      expect([...store.objects.keys()].sort()).toEqual([keyOf(entry, 'erasable'), keyOf(entry)].sort());
      expect(JSON.parse(textAt(keyOf(entry)))).toEqual({
        key: entryKey(entry),
        recordId: entry.recordId,
        phase: 'end',
        digest: entry.digest,
        time: entry.time,
        erasable: keyOf(entry, 'erasable'),
        subjectDigest: entry.subjectDigest,
        attested: entry.attested,
        bundle: { mediaType: 'x' },
      });
      expect(JSON.parse(textAt(keyOf(entry, 'erasable')))).toMatchObject({ record: entry.document });
      const lock = store.objects.get(keyOf(entry))?.lock;
      expect(lock?.mode).toBe('COMPLIANCE');
      expect(Date.parse(lock?.until ?? '')).toBeGreaterThanOrEqual(before + 400 * DAY);
      expect(Date.parse(lock?.until ?? '')).toBeLessThanOrEqual(Date.now() + 400 * DAY);
      expect(store.objects.get(keyOf(entry, 'erasable'))).toMatchObject({ legalHold: false });
      expect(store.objects.get(keyOf(entry, 'erasable'))).not.toHaveProperty('lock');
    });

    it('locks what is erasable so that it can be lifted when it is told to', async () => {
      const entry = wholeEntry();
      const erasable = { days: 30, 'legal-hold': true };
      await (await newSink({ lock: { mode: 'COMPLIANCE', days: 400 }, erasable })).deliver(entry, firstTry());
      expect(store.objects.get(keyOf(entry, 'erasable'))).toMatchObject({
        lock: { mode: 'GOVERNANCE' },
        legalHold: true,
      });
      expect(store.objects.get(keyOf(entry))).toMatchObject({ lock: { mode: 'COMPLIANCE' }, legalHold: false });
    });

    it.each([
      ['GOVERNANCE', undefined],
      ['COMPLIANCE', false],
    ])('keeps all in one object when the lock is %s and apart is %s', async (mode, apart) => {
      const entry = wholeEntry();
      const sink = await newSink({ lock: { mode, days: 1 }, apart });
      expect(sink.needsAttested).toBeUndefined();
      await sink.deliver(entry, firstTry());
      expect([...store.objects.keys()]).toEqual([keyOf(entry)]);
      expect(JSON.parse(textAt(keyOf(entry)))).toMatchObject({ record: entry.document });
    });

    it('locks for as long as the first class says that fits the record', async () => {
      const retention = [
        { days: 10, phases: ['start'] },
        { days: 3_650, environments: ['Production'], 'legal-hold': true },
        { days: 700, severity: 'high' },
        { days: 600, findings: true },
      ];
      const sink = await newSink({ lock: { mode: 'GOVERNANCE', days: 400, retention } });
      const finding = (severity: string) => ({
        results: [
          { result: 'fail', severity },
          { result: 'pass', severity: 'critical' },
        ],
      });
      const documents: [LogEntry['document'], string, number, boolean][] = [
        [{ pipeline: { environment: 'production' }, policy: finding('critical') }, 'start', 10, false],
        [{ pipeline: { environment: 'production' }, policy: finding('critical') }, 'end', 3_650, true],
        [{ pipeline: { environment: 'staging' }, policy: finding('critical') }, 'end', 700, false],
        [{ policy: finding('medium') }, 'end', 600, false],
        [{ policy: { results: [] } }, 'end', 400, false],
        [{ simulation: true, pipeline: { environment: 'production' } }, 'end', 10, false],
        [{ policy: 'none', pipeline: [] }, 'end', 400, false],
      ];
      for (const [index, [document, phase, days, held]] of documents.entries()) {
        const entry = entryOf(index, { document, phase });
        await sink.deliver(entry, firstTry());
        const object = store.objects.get(keyOf(entry));
        const left = (Date.parse(object?.lock?.until ?? '') - Date.now()) / DAY;
        expect({ index, days: Math.round(left), held: object?.legalHold }).toEqual({ index, days, held });
      }
    });

    it('keeps nothing but names under the lock when an entry comes without its attested view', async () => {
      const { attested: _, subjectDigest: __, bundle: ___, ...entry } = wholeEntry();
      await (await newSink({ lock: { mode: 'COMPLIANCE', days: 1 } })).deliver(entry, firstTry());
      expect(Object.keys(JSON.parse(textAt(keyOf(entry)))).sort()).toEqual(
        ['digest', 'erasable', 'key', 'phase', 'recordId', 'time'].sort(),
      );
      expect(JSON.parse(textAt(keyOf(entry, 'erasable')))).toMatchObject({ record: entry.document });
    });

    it('stores one object when there is nothing but the attested view', async () => {
      const { attested = {}, ...rest } = wholeEntry();
      const entry = { ...rest, document: attested, digest: digestOf(attested), view: 'attested' as const };
      await (await newSink({ lock: { mode: 'COMPLIANCE', days: 1 } })).deliver(entry, firstTry());
      expect([...store.objects.keys()]).toEqual([keyOf(entry)]);
      expect(store.objects.get(keyOf(entry))?.lock?.mode).toBe('COMPLIANCE');
    });

    it('stores the missing half when a crash left one behind', async () => {
      const entry = wholeEntry();
      const sink = await newSink({ lock: { mode: 'COMPLIANCE', days: 1 } });
      await sink.deliver(entry, firstTry());
      for (const kind of ['records', 'erasable'] as const) {
        store.objects.delete(keyOf(entry, kind));
        expect(await sink.deliver(entry, firstTry({ key: 'tried' }))).toMatchObject({ status: 'delivered' });
        expect(store.objects.size).toBe(2);
      }
      expect(await sink.deliver(entry, firstTry({ key: 'tried' }))).toMatchObject({ status: 'already-there' });
    });

    it('is not delivered and leaves the key as tried when one half is refused', async () => {
      const entry = wholeEntry();
      store.addFault({ path: /erasable/ }, told(fault(403, 'AccessDenied')));
      const noted: KeyState[] = [];
      const sink = await newSink({ lock: { mode: 'COMPLIANCE', days: 1 } });
      const options = firstTry({ noteKey: async (state) => void noted.push(state) });
      expect(await sink.deliver(entry, options)).toMatchObject({
        status: 'failed',
        reason: expect.stringContaining('403 AccessDenied; the writer needs s3:PutObject'),
      });
      expect(noted).toEqual(['tried']);
    });

    it.each(['records', 'erasable'] as const)(
      'stores both halves beside when somebody took the key under %s',
      async (kind) => {
        const entry = wholeEntry();
        squat(keyOf(entry, kind));
        const delivery = await (await newSink({ lock: { mode: 'COMPLIANCE', days: 1 } })).deliver(entry, firstTry());
        expect(delivery).toMatchObject({ status: 'conflict' });
        expect(JSON.parse(textAt(keyOf(entry, 'records', '-again')))).toMatchObject({
          digest: entry.digest,
          erasable: keyOf(entry, 'erasable', '-again'),
        });
        expect(JSON.parse(textAt(keyOf(entry, 'erasable', '-again')))).toMatchObject({ record: entry.document });
      },
    );
  });

  it('says already-there when the object exists after an earlier attempt', async () => {
    const sink = await newSink();
    await sink.deliver(entryOf(1), firstTry());
    expect(await sink.deliver(entryOf(1), firstTry({ key: 'tried' }))).toMatchObject({ status: 'already-there' });
    expect(store.objects.size).toBe(1);
  });

  it('holds one object when the connection is cut after it was stored', async () => {
    store.addFault({ times: 1 }, { kind: 'cut' });
    expect(await (await newSink()).deliver(entryOf(1), firstTry())).toMatchObject({ status: 'already-there' });
    expect(store.objects.size).toBe(1);
  });

  it.each([
    [409, 'ConditionalRequestConflict'],
    [429, 'TooManyRequests'],
    [500, 'InternalError'],
    [503, 'SlowDown'],
    [400, 'RequestTimeout'],
  ])('tries again and delivers when the answer is %s %s', async (status, code) => {
    store.addFault({ times: 1 }, told(fault(status, code)));
    expect(await (await newSink()).deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
    expect(store.requests).toHaveLength(2);
  });

  it.each([
    [409, 'ConditionalRequestConflict', 'conflict'],
    [503, 'SlowDown', 'conflict'],
    [500, 'InternalError', 'already-there'],
  ])('reads a taken key rightly when %s %s came first', async (status, code, expected) => {
    squat(keyOf(entryOf(1)));
    store.addFault({ times: 1 }, told(fault(status, code)));
    expect(await (await newSink()).deliver(entryOf(1), firstTry())).toMatchObject({ status: expected });
  });

  it.each([-2, 2])('signs again by the store’s clock when this machine’s is %s days off', async (days) => {
    const clock = { now: () => new Date(Date.now() + days * DAY) };
    const entry = wholeEntry();
    const sink = await newSink({ lock: { mode: 'COMPLIANCE', days: 10 } }, { clock });
    expect(await sink.deliver(entry, firstTry())).toMatchObject({ status: 'delivered' });
    const until = Date.parse(store.objects.get(keyOf(entry))?.lock?.until ?? '');
    expect(Math.round((until - Date.now()) / DAY)).toBe(10);
    const seen = store.requests.length;
    await sink.deliver(entryOf(2), firstTry());
    expect(store.requests).toHaveLength(seen + 2);
  });

  it.each([
    [
      'a redirect',
      { status: 301, headers: { 'x-amz-bucket-region': 'eu-west-1' }, body: '' },
      'set region to eu-west-1',
    ],
    ['a redirect to anywhere', { status: 307, headers: { location: 'https://else' }, body: '' }, 'or the final url'],
    ['AccessDenied', fault(403, 'AccessDenied'), '403 AccessDenied; the writer needs s3:PutObject'],
    ['SignatureDoesNotMatch', fault(403, 'SignatureDoesNotMatch'), 'check the access key'],
    ['ExpiredToken', fault(400, 'ExpiredToken'), 'give fresh ones'],
    ['NoSuchBucket', fault(404, 'NoSuchBucket'), 'run doorlog setup s3'],
    ['NotImplemented', fault(501, 'NotImplemented'), 'on condition that there are none'],
    ['a code that is none', fault(400, 'secret key AKIA'), 'it answers with status 400.'],
    ['200 with HTML', { status: 200, body: '<html>Sign in</html>' }, 'not that of S3'],
    ['200 with a fault', { status: 200, body: String(fault(200, 'InternalError').body) }, 'not that of S3'],
    [
      '200 for other bytes',
      { status: 200, headers: { etag: '"x"', 'x-amz-checksum-sha256': 'AAAA' } },
      'not that of S3',
    ],
    ['412 of something else', { status: 412, body: 'no' }, 'it answers with status 412.'],
  ])('fails with a mend when the answer is %s', async (_, reply, sentence) => {
    store.addFault({}, told(reply));
    const delivery = await (await newSink()).deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining(sentence) });
    expect(store.requests).toHaveLength(1);
  });

  it('is pending when the store never answers until the time is over', async () => {
    store.addFault({}, { kind: 'endless' });
    const stop = new AbortController();
    const delivering = (await newSink()).deliver(entryOf(1), firstTry({ signal: stop.signal }));
    while (store.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    stop.abort();
    expect(await delivering).toMatchObject({ status: 'pending' });
  });

  it('answers in their order when many are delivered at once', async () => {
    const entries = Array.from({ length: 40 }, (_, number) => entryOf(number));
    squat(keyOf(entryOf(7)));
    const noted: [string, KeyState][] = [];
    const deliveries = await (await newSink()).deliverBatch?.(
      entries.map((entry) => ({ entry, key: 'unused' })),
      {
        signal: AbortSignal.timeout(30_000),
        noteKey: async ({ recordId }, state) => void noted.push([recordId, state]),
      },
    );
    expect(deliveries?.map(({ status }) => status)).toEqual(
      entries.map((_, number) => (number === 7 ? 'conflict' : 'delivered')),
    );
    expect(noted).toEqual([[entryOf(7).recordId, 'spare-tried']]);
  });

  it('confirms by a second copy that is refused when the writer may not read', async () => {
    const sink = await newSink();
    await sink.deliver(entryOf(1), firstTry());
    store.addFault({ method: 'GET' }, told(fault(403, 'AccessDenied')));
    expect(await sink.confirm?.(entryOf(1), AbortSignal.timeout(10_000))).toMatchObject({ confirmed: true });
    expect(await sink.confirm?.(entryOf(2), AbortSignal.timeout(10_000))).toMatchObject({ confirmed: false });
  });

  it('never tells a secret when anything goes wrong', async () => {
    const canaries = ['CANARYID', 'canary-secret-access-key', 'canary-session-token'] as const;
    const [awsAccessKeyId, awsSecretAccessKey, awsSessionToken] = canaries;
    const sink = await newSink({}, { secrets: { awsAccessKeyId, awsSecretAccessKey, awsSessionToken } });
    const said: unknown[] = [];
    for (const reply of [
      { status: 400, body: `<Error><Code>${canaries.join('')}</Code><Message>${canaries.join(' ')}</Message></Error>` },
      { status: 200, body: canaries.join(' ') },
      { status: 301, headers: { 'x-amz-bucket-region': awsSecretAccessKey }, body: '' },
    ]) {
      const disarm = store.addFault({}, told(reply));
      said.push(
        await sink.deliver(entryOf(1), firstTry()),
        await sink.confirm?.(entryOf(1), AbortSignal.timeout(5_000)),
      );
      disarm();
    }
    expect(said).toHaveLength(6);
    for (const canary of canaries) expect(JSON.stringify(said)).not.toContain(canary);
  });
});
