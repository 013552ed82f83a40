import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firstTry } from '../__tests__/sinks/entries.ts';
import { type OtlpReceiver, startOtlpReceiver, uidOf } from '../__tests__/support/otlp-receiver.ts';
import { sinkSurroundings } from '../__tests__/support/sink-surroundings.ts';
import { entryKey } from '../src/model/entry-key.ts';
import type { LogEntry } from '../src/ports.ts';
import { parseSinks } from '../src/sinks/config.ts';
import { entryOfRecord, everyRecord } from './staged-records.ts';
import { programOf, TOOLS } from './tools.ts';

/** The requests as OpenTelemetry’s own protobuf definitions read them. */
function readBack(bodies: readonly Buffer[]): unknown[] {
  const script = fileURLToPath(new URL('otlp_requests.py', import.meta.url));
  const input = bodies.map((body) => `${body.toString('base64')}\n`).join('');
  const options = { input, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 } as const;
  const run = spawnSync(programOf(TOOLS.otlpProto), [script], options);
  if (run.status !== 0) throw new Error(`opentelemetry-proto can’t read a request: ${run.stderr}`);
  return run.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('OTLP by OpenTelemetry’s own definitions', () => {
  let receiver: OtlpReceiver;

  let entries: LogEntry[] = [];

  beforeAll(async () => {
    receiver = await startOtlpReceiver();
    entries = (await everyRecord()).map(({ record }) => entryOfRecord(record));
  });

  afterAll(() => receiver.close());

  async function sinkWith(maxBytes: number) {
    const list = [{ type: 'otlp', url: receiver.url, anonymous: true, 'max-bytes': maxBytes }];
    const [sink] = await parseSinks(JSON.stringify(list));
    if (sink === undefined) throw new Error('there is no sink');
    return sink;
  }

  async function deliveredBy(maxBytes: number, entries: readonly LogEntry[]): Promise<Buffer[]> {
    const sink = await (await sinkWith(maxBytes)).create(sinkSurroundings());
    const before = receiver.requests.length;
    for (const entry of entries) expect(await sink.deliver(entry, firstTry())).toMatchObject({ status: 'delivered' });
    return receiver.requests.slice(before).map(({ body }) => body);
  }

  it.each([8_000, 1_048_576])(
    'means the same there when requests of at most %i bytes carry all records',
    async (maxBytes) => {
      const bodies = await deliveredBy(maxBytes, entries);
      const sent = bodies.map((body): unknown => JSON.parse(body.toString()));
      expect(readBack(bodies)).toEqual(sent);
      expect(Math.max(...bodies.map((body) => body.length))).toBeLessThanOrEqual(maxBytes);
      expect(receiver.logRecords.slice(-entries.length).map(uidOf)).toEqual(entries.map(entryKey));
    },
  );

  it('means the same there when texts are of all kinds and times at their ends', async () => {
    const document = {
      note: '\u0000\n"\\\u{1f6aa}ü',
      pipeline: { runId: '1', workflow: '\u0007', ref: 'refs/pull/1/merge' },
    };
    const times = [
      '2026-03-31T23:59:59.999Z',
      '1969-12-31T23:59:59.000Z',
      'no time',
      '2262-04-12T00:00:00.000Z',
      '+275760-09-13T00:00:00.000Z',
    ];
    const odd = times.map((time, index) => ({ recordId: `${index}`, phase: 'end', digest: 'd', time, document }));
    const bodies = await deliveredBy(1_048_576, odd);
    const sent = bodies.map((body): unknown => JSON.parse(body.toString()));
    // An unknown time is 0, which protobuf leaves out.
    expect(readBack(bodies)).toEqual(sent.map((request) => withoutZeroTimes(request)));
  });

  it('is a whole request there when doctor asks without a log record', async () => {
    const before = receiver.requests.length;
    await (await sinkWith(8_000)).examine(sinkSurroundings(), new AbortController().signal);
    expect(readBack(receiver.requests.slice(before).map(({ body }) => body))).toEqual([{}]);
  });

  it('is told from what is none when a request has a field that there is not', () => {
    expect(() =>
      readBack([Buffer.from('{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"event_name2":"x"}]}]}]}')]),
    ).toThrow(/event_name2/);
    expect(() =>
      readBack([Buffer.from('{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"traceId":"abcd"}]}]}]}')]),
    ).toThrow(/2 bytes/);
  });
});

function withoutZeroTimes(request: unknown): unknown {
  return JSON.parse(
    JSON.stringify(request, (key, value: unknown) => (key === 'timeUnixNano' && value === '0' ? undefined : value)),
  );
}
