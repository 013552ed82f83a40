import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { baseRecord } from '../__tests__/support/base-record.ts';
import { sinkSurroundings } from '../__tests__/support/sink-surroundings.ts';
import { digestOf } from '../src/core/canonical.ts';
import { entryKey } from '../src/model/entry-key.ts';
import type { Delivery, LogEntry, Sink } from '../src/ports.ts';
import { parseSinks } from '../src/sinks/config.ts';
import type { SinkSurroundings } from '../src/sinks/sink-type.ts';
import { makeServerCertificate } from './stack/certificates.ts';
import { type Rsyslog, type StoredMessage, startRsyslog } from './stack/rsyslog.ts';

const HOSTILE = 'one\ntwo\r\n\0\u0007\u007f\u2028 ]"\\ <34>1 - - - 12 [x@1 a="b"] 😀 ü #012';

/** Where rsyslog cuts by default, whose documentation says 8k. */
const ITS_LIMIT = 8_096;

let number = 0;

/** A new entry about any document. */
function entryOf(document: LogEntry['document'], changes: Partial<LogEntry> = {}): LogEntry {
  number += 1;
  const recordId = number.toString(16).padStart(64, '0');
  return { recordId, phase: 'end', time: '2026-11-20T10:00:00.123Z', digest: digestOf(document), document, ...changes };
}

function deliver(sink: Sink, entry: LogEntry): Promise<Delivery> {
  return sink.deliver(entry, { signal: AbortSignal.timeout(10_000), key: 'unused' });
}

async function sinkFor(rsyslog: Rsyslog, config: object = {}, changes: Partial<SinkSurroundings> = {}): Promise<Sink> {
  const { port, ca } = rsyslog;
  const [sink] = await parseSinks(JSON.stringify([{ type: 'syslog', host: 'localhost', port, ca, ...config }]));
  if (sink === undefined) throw new Error('no sink');
  return sink.create(sinkSurroundings(changes));
}

function jsonOf(message: StoredMessage | undefined): Record<string, unknown> {
  return JSON.parse(message?.msg ?? '') as Record<string, unknown>;
}

describe('a real rsyslog over TLS', () => {
  let rsyslog: Rsyslog;

  beforeAll(async () => {
    rsyslog = await startRsyslog();
  });

  afterAll(async () => {
    await rsyslog?.stop();
  });

  it('stores one message with everything in its place when a record is small', async () => {
    const entry = entryOf({ recordId: 'x', runner: { hostName: 'builder-7' } });
    expect(await deliver(await sinkFor(rsyslog), entry)).toMatchObject({
      status: 'delivered',
      reason: expect.stringMatching(/^Best effort/),
    });
    const stored = await rsyslog.received(1);
    expect(stored).toMatchObject([
      {
        hostname: 'builder-7',
        syslogfacility: '13',
        syslogseverity: '6',
        timereported: '2026-11-20T10:00:00.123Z',
        'app-name': 'doorlog',
        msgid: 'end',
        'structured-data': `[doorlog@32473 key="${entryKey(entry)}" recordId="${entry.recordId}" digest="${entry.digest}"]`,
      },
    ]);
    expect(jsonOf(stored[0])).toMatchObject({ key: entryKey(entry), record: entry.document });
  });

  it('stores whole messages, one each, when records have every size around the limits', async () => {
    const sink = await sinkFor(rsyslog);
    const atItsLimit = await sinkFor(rsyslog, { 'max-bytes': ITS_LIMIT });
    const padded = (length: number) => entryOf({ recordId: 'x', padding: 'x'.repeat(length) });
    await deliver(sink, padded(1_000));
    const [probe] = await rsyslog.received(1);
    const rest = (probe?.rawmsg.length ?? 0) - 1_000;
    const sent = [
      ...[-1, 0].map((more) => ({ entry: padded(8_000 - rest + more), by: sink, whole: true })),
      ...[-1, 0].map((more) => ({ entry: padded(ITS_LIMIT - rest + more), by: atItsLimit, whole: true })),
      { entry: padded(ITS_LIMIT - rest + 1), by: atItsLimit, whole: false },
      ...[8_000 - rest + 1, 20_000, 200_000].map((length) => ({ entry: padded(length), by: sink, whole: false })),
    ];
    for (const { entry, by } of sent) expect(await deliver(by, entry)).toMatchObject({ status: 'delivered' });
    const stored = await rsyslog.received(sent.length);
    expect(stored.map((message) => jsonOf(message))).toMatchObject(
      sent.map(({ entry, whole }) => ({
        key: entryKey(entry),
        ...(whole ? { record: entry.document } : { doorlog: { omitted: ['record'] } }),
      })),
    );
    expect(stored.slice(0, 4).map(({ rawmsg }) => rawmsg.length)).toEqual([7_999, 8_000, ITS_LIMIT - 1, ITS_LIMIT]);
  });

  it.each(['native', 'ecs', 'ocsf', 'otel'])(
    'stores one message that says what is missing when a whole record with its bundle comes as %s',
    async (shape) => {
      const bundle = JSON.stringify({ padding: 'x'.repeat(50_000) });
      const entry = entryOf({ ...baseRecord() }, { bundle });
      const delivery = await deliver(await sinkFor(rsyslog, { shape }), entry);
      expect(delivery.reason).toContain('bundle, record');
      const stored = await rsyslog.received(1);
      expect(stored).toHaveLength(1);
      expect(JSON.stringify(jsonOf(stored[0]))).toContain(entry.digest);
      expect(JSON.stringify(jsonOf(stored[0]))).toMatch(/omitted.*bundle.*record/);
    },
  );

  it('stores what was written when texts are hostile', async () => {
    const document = { recordId: 'x', people: { initiator: { login: HOSTILE } }, [HOSTILE]: [HOSTILE] };
    const sink = await sinkFor(rsyslog);
    const entry = entryOf(document, { recordId: HOSTILE });
    expect(await deliver(sink, entry)).toMatchObject({ status: 'delivered' });
    expect(await deliver(sink, entryOf({ recordId: 'y' }))).toMatchObject({ status: 'delivered' });
    const stored = await rsyslog.received(2);
    expect(stored.map((message) => jsonOf(message).record)).toEqual([document, { recordId: 'y' }]);
    expect(jsonOf(stored[0]).recordId).toBe(HOSTILE);
  });

  it('stores each once and in order when many come over one connection', async () => {
    const sink = await sinkFor(rsyslog);
    const batch = Array.from({ length: 500 }, (_, index) => ({
      entry: entryOf({ recordId: 'x', padding: 'x'.repeat(index * 10) }),
      key: 'unused' as const,
    }));
    const deliveries = await sink.deliverBatch?.(batch, { signal: AbortSignal.timeout(20_000) });
    expect(new Set(deliveries?.map(({ status }) => status))).toEqual(new Set(['delivered']));
    const stored = await rsyslog.received(batch.length);
    expect(stored.map((message) => jsonOf(message).key)).toEqual(batch.map(({ entry }) => entryKey(entry)));
  });

  it('stores each once when many connections come at once', async () => {
    const sink = await sinkFor(rsyslog);
    const entries = Array.from({ length: 40 }, () => entryOf({ recordId: 'x' }));
    const deliveries = await Promise.all(entries.map((entry) => deliver(sink, entry)));
    expect(new Set(deliveries.map(({ status }) => status))).toEqual(new Set(['delivered']));
    const stored = await rsyslog.received(entries.length);
    expect(stored).toHaveLength(entries.length);
    expect(new Set(stored.map((message) => jsonOf(message).key))).toEqual(new Set(entries.map(entryKey)));
  });

  it('cuts a message in silence, the trap that max-bytes is for, when that is set above its own limit', async () => {
    const entry = entryOf({ recordId: 'x', padding: 'x'.repeat(10_000) });
    expect(await deliver(await sinkFor(rsyslog, { 'max-bytes': 20_000 }), entry)).toMatchObject({
      status: 'delivered',
    });
    const stored = await rsyslog.received(2);
    expect(stored).toHaveLength(2);
    expect(() => jsonOf(stored[0])).toThrow();
  });

  it('gets nothing when the sink does not trust its certificate', async () => {
    const delivery = await deliver(await sinkFor(rsyslog, { ca: undefined }), entryOf({ recordId: 'x' }));
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('is not trusted') });
  });

  it('is found fine, and stores nothing, when it is examined', async () => {
    const { port, ca } = rsyslog;
    const [sink] = await parseSinks(JSON.stringify([{ type: 'syslog', host: 'localhost', port, ca }]));
    const found = await sink?.examine(sinkSurroundings(), AbortSignal.timeout(10_000));
    expect(found?.filter(({ result }) => result === 'failed')).toEqual([]);
    await deliver(await sinkFor(rsyslog), entryOf({ recordId: 'after' }));
    expect((await rsyslog.received(1)).map((message) => jsonOf(message).record)).toEqual([{ recordId: 'after' }]);
  });
});

describe('a real rsyslog whose limit was raised', () => {
  let rsyslog: Rsyslog;

  beforeAll(async () => {
    rsyslog = await startRsyslog({ maxMessageSize: '64k' });
  });

  afterAll(async () => {
    await rsyslog?.stop();
  });

  it('stores whole records up to that size when max-bytes was raised too', async () => {
    const sink = await sinkFor(rsyslog, { 'max-bytes': 65_536 });
    const padded = (length: number) => entryOf({ recordId: 'x', padding: 'x'.repeat(length) });
    await deliver(sink, padded(1_000));
    const [probe] = await rsyslog.received(1);
    const room = 65_536 - (probe?.rawmsg.length ?? 0) + 1_000;
    const entries = [room, room + 1].map(padded);
    for (const entry of entries) await deliver(sink, entry);
    const stored = await rsyslog.received(2);
    expect(stored[0]?.rawmsg).toHaveLength(65_536);
    expect(stored.map(jsonOf)).toMatchObject([{ record: entries[0]?.document }, { doorlog: { omitted: ['record'] } }]);
  });

  it('stores an ordinary job’s record whole when max-bytes was raised too', async () => {
    const entry = entryOf({ ...baseRecord() });
    await deliver(await sinkFor(rsyslog, { 'max-bytes': 65_536 }), entry);
    expect((await rsyslog.received(1)).map((message) => jsonOf(message).record)).toEqual([entry.document]);
  });
});

describe('a real rsyslog that asks for a client certificate', () => {
  let folder = '';
  let rsyslog: Rsyslog;
  let secrets = { syslogCertificate: '', syslogKey: '' };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-interop-'));
    secrets = await clientIn(folder);
    rsyslog = await startRsyslog({ clientCa: secrets.syslogCertificate });
  });

  afterAll(async () => {
    await rsyslog?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('stores the message when the sink shows the right one', async () => {
    const entry = entryOf({ recordId: 'x' });
    const delivery = await deliver(await sinkFor(rsyslog, {}, { secrets }), entry);
    expect(delivery).toMatchObject({ status: 'delivered' });
    expect((await rsyslog.received(1)).map((message) => jsonOf(message).key)).toEqual([entryKey(entry)]);
  });

  it('gets nothing, and nothing counts as delivered, when the sink shows none or a stranger’s', async () => {
    const other = await mkdtemp(join(folder, 'other-'));
    for (const shown of [{}, await clientIn(other)]) {
      const sink = await sinkFor(rsyslog, {}, { secrets: shown });
      const delivery = await sink.deliver(entryOf({ recordId: 'no' }), {
        signal: AbortSignal.timeout(2_000),
        key: 'unused',
      });
      expect(['failed', 'pending']).toContain(delivery.status);
    }
    await deliver(await sinkFor(rsyslog, {}, { secrets }), entryOf({ recordId: 'yes' }));
    expect((await rsyslog.received(1)).map((message) => jsonOf(message).record)).toEqual([{ recordId: 'yes' }]);
  });
});

async function clientIn(folder: string): Promise<{ syslogCertificate: string; syslogKey: string }> {
  const { certificateFile, keyFile } = await makeServerCertificate(folder);
  const [syslogCertificate, syslogKey] = await Promise.all([
    readFile(certificateFile, 'utf8'),
    readFile(keyFile, 'utf8'),
  ]);
  return { syslogCertificate, syslogKey };
}
