import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Delivery, KeyState } from '../../src/ports.ts';
import { createSplunkSink } from '../../src/sinks/splunk/sink.ts';
import { SplunkSinkConfig } from '../../src/sinks/splunk/type.ts';
import { replies } from '../support/faults.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { type SplunkServer, splunkReply, startSplunk } from '../support/splunk-server.ts';
import { entryOf, firstTry } from './entries.ts';

const ANY_TIME = { signal: new AbortController().signal };
let server: SplunkServer;

beforeEach(async () => {
  server = await startSplunk();
});

afterEach(async () => {
  await server.close();
});

function newSink(changes: Record<string, unknown> = {}, token: string | undefined = server.token) {
  const config = SplunkSinkConfig.parse({ type: 'splunk', url: server.url, ...changes });
  return createSplunkSink(config, sinkSurroundings({ secrets: { splunkToken: token } }));
}

/** The one token, with acknowledgement turned on. */
function acknowledging(): void {
  server.tokens.set(server.token, { indexes: ['main'], acknowledges: true });
}

/** What the server answers once, as code with its status. */
function answersOnce(code: number, path = /event$/): void {
  const { status, headers = {}, body = '' } = splunkReply(code);
  server.addFault({ path }, { kind: 'reply', status, headers, body: String(body) });
}

/** Ends a delivery that would go on for ever as soon as the server has seen so many requests. */
async function deliverUntil(requests: number, sink = newSink(), key: KeyState = 'unused'): Promise<Delivery> {
  const stop = new AbortController();
  const watch = setInterval(() => server.requests.length >= requests && stop.abort(), 5);
  try {
    return await sink.deliver(entryOf(1), firstTry({ signal: stop.signal, key }));
  } finally {
    clearInterval(watch);
  }
}

function keyOf({ recordId, phase, digest }: ReturnType<typeof entryOf>): string {
  return `${recordId}-${phase}-${digest}`;
}

describe('the Splunk sink', () => {
  it('stores one event with its key as an indexed field when an entry is new', async () => {
    const entry = entryOf(1, { document: { ...entryOf(1).document, runner: { name: 'runner-7' } } });
    const delivery = await newSink({ index: 'doorlog' }).deliver(entry, firstTry());
    expect(delivery).toEqual({
      sink: 'splunk',
      status: 'delivered',
      location: `index=doorlog doorlog_key::${keyOf(entry)}`,
    });
    expect(server.events).toHaveLength(1);
    expect(server.events[0]).toMatchObject({
      index: 'doorlog',
      source: 'doorlog',
      sourcetype: 'doorlog:access',
      host: 'runner-7',
      time: Date.parse(entry.time) / 1000,
      fields: {
        doorlog_key: keyOf(entry),
        doorlog_record_id: entry.recordId,
        doorlog_phase: 'end',
        doorlog_digest: entry.digest,
      },
    });
    expect(JSON.stringify(JSON.parse(server.events[0]?.raw ?? ''))).toContain('person-1');
  });

  it('leaves index and host to the token when neither is known', async () => {
    await newSink().deliver(entryOf(1), firstTry());
    expect(server.events[0]).toMatchObject({ index: 'main', host: '127.0.0.1' });
    expect(server.requests[0]?.body.toString()).not.toContain('"index"');
  });

  it('leaves the time to Splunk when the entry has none', async () => {
    const delivery = await newSink().deliver(entryOf(1, { time: 'never' }), firstTry());
    expect(delivery.status).toBe('delivered');
    expect(JSON.parse(server.requests[0]?.body.toString() ?? '')).not.toHaveProperty('time');
  });

  it('finds the endpoint when the url is the whole address of it', async () => {
    const sink = newSink({ url: `${server.url}/services/collector/event/1.0/` });
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
  });

  it('says in delivery and event what was left out when an entry is larger than max-bytes', async () => {
    const bundle = JSON.stringify({ mediaType: 'x', large: 'b'.repeat(20_000) });
    const delivery = await newSink().deliver(entryOf(1, { bundle }), firstTry());
    expect(delivery).toMatchObject({
      status: 'delivered',
      reason: expect.stringContaining('max-bytes (10000): bundle'),
    });
    const { raw = '', fields } = server.events[0] ?? {};
    expect(Buffer.byteLength(raw)).toBeLessThanOrEqual(10_000);
    expect(JSON.parse(raw)).toHaveProperty('doorlog.omitted');
    expect(fields).toMatchObject({ doorlog_omitted: ['bundle'] });
  });

  it('keeps the bundle when max-bytes was raised with the source type', async () => {
    server.behaviour.truncate = 100_000;
    const bundle = JSON.stringify({ mediaType: 'x', large: 'b'.repeat(20_000) });
    const delivery = await newSink({ 'max-bytes': 100_000 }).deliver(entryOf(1, { bundle }), firstTry());
    expect(delivery.reason).toBeUndefined();
    expect(server.events[0]?.raw).toContain('b'.repeat(20_000));
  });

  it.each([9, 18, 19, 20, 23, 26, 27])('sends again when it answers with code %i', async (code) => {
    answersOnce(code);
    const delivery = await newSink().deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'delivered' });
    expect(delivery.reason).toBeUndefined();
    expect(server.events).toHaveLength(1);
  });

  it('sends again and says that there may be two when it answers with code 8', async () => {
    answersOnce(8);
    const delivery = await newSink().deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('doorlog_key') });
  });

  it('stores a second copy with the same key when the first answer was lost', async () => {
    server.addFault({ path: /event$/ }, { kind: 'cut' });
    const delivery = await newSink().deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('may have stored it too') });
    expect(server.events.map(({ fields }) => fields.doorlog_key)).toEqual([keyOf(entryOf(1)), keyOf(entryOf(1))]);
  });

  it('says that there may be two when an earlier process may have stored it', async () => {
    const delivery = await newSink().deliver(entryOf(1), firstTry({ key: 'tried' }));
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('may have stored it too') });
  });

  it.each([
    [1, 'disabled'],
    [2, 'misses the token'],
    [3, 'Authorization header'],
    [4, 'does not know the token'],
    [5, 'no data'],
    [6, 'can’t read the event'],
    [7, 'allowed indexes'],
    [10, 'channel'],
    [11, 'channel'],
    [12, 'misses the event'],
    [13, 'blank'],
    [15, 'indexed fields'],
    [16, 'token in the address'],
  ])('has failed with a mend and sends nothing again when it answers with code %i', async (code, words) => {
    const notes: KeyState[] = [];
    answersOnce(code);
    const delivery = await newSink().deliver(
      entryOf(1),
      firstTry({
        noteKey: async (state) => {
          notes.push(state);
        },
      }),
    );
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining(words) });
    expect(server.requests).toHaveLength(1);
    expect(notes).toEqual(['unused']);
  });

  it.each([24, 25])('is delivered with the warning when it answers with code %i', async (code) => {
    answersOnce(code);
    const delivery = await newSink().deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('warns') });
  });

  it('has failed and may be there when the reply is no collector’s', async () => {
    const notes: KeyState[] = [];
    server.addFault({ path: /event$/ }, replies(200, '<html>Sign in</html>'));
    const delivery = await newSink().deliver(
      entryOf(1),
      firstTry({
        noteKey: async (state) => {
          notes.push(state);
        },
      }),
    );
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('check the url') });
    expect(notes).toEqual(['tried']);
  });

  it.each([
    [404, 'no HTTP Event Collector'],
    [302, 'redirects'],
    [401, 'does not accept the token'],
    [413, 'max_content_length'],
    [418, 'status 418'],
  ])('has failed when something in front of it answers with status %i', async (status, words) => {
    server.addFault({ path: /event$/ }, replies(status, 'no'));
    const delivery = await newSink().deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining(words) });
  });

  it('is pending when it stays unavailable until the time is over', async () => {
    server.addFault({ path: /event$/, times: Number.POSITIVE_INFINITY }, replies(503, 'no'));
    const delivery = await deliverUntil(2);
    expect(delivery).toMatchObject({ status: 'pending', reason: expect.stringContaining('may be there all the same') });
  });

  it('is pending when the reply never ends', async () => {
    server.addFault({ path: /event$/ }, { kind: 'endless' });
    expect(await deliverUntil(1)).toMatchObject({ status: 'pending' });
  });
});

describe('the Splunk sink that waits for acknowledgement', () => {
  beforeEach(acknowledging);

  it('is delivered when the indexers have it', async () => {
    server.behaviour.polls = 2;
    const delivery = await newSink({ acknowledge: true }).deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'delivered' });
    expect(delivery.reason).toBeUndefined();
    expect(server.requests.map(({ path }) => path)).toEqual([
      '/services/collector/event',
      '/services/collector/ack',
      '/services/collector/ack',
    ]);
    expect(new Set(server.requests.map(({ headers }) => headers['x-splunk-request-channel'])).size).toBe(1);
  });

  it('is confirmed by what the indexers said, and only then', async () => {
    const sink = newSink({ acknowledge: true });
    expect(await sink.confirm?.(entryOf(1), ANY_TIME.signal)).toMatchObject({ confirmed: false });
    await sink.deliver(entryOf(1), firstTry());
    expect(await sink.confirm?.(entryOf(1), ANY_TIME.signal)).toMatchObject({ confirmed: true });
    expect(newSink().confirm).toBeUndefined();
  });

  it('is pending and tried when the indexers say nothing in time', async () => {
    server.behaviour.polls = Number.POSITIVE_INFINITY;
    const notes: KeyState[] = [];
    const stop = new AbortController();
    const watch = setInterval(() => server.requests.length >= 3 && stop.abort(), 5);
    const delivery = await newSink({ acknowledge: true }).deliver(
      entryOf(1),
      firstTry({
        signal: stop.signal,
        noteKey: async (state) => {
          notes.push(state);
        },
      }),
    );
    clearInterval(watch);
    expect(delivery).toMatchObject({
      status: 'pending',
      reason: expect.stringContaining('no acknowledgement in time'),
    });
    expect(notes).toEqual(['tried']);
  });

  it('is pending when the one “true” was lost on its way', async () => {
    server.addFault({ path: /ack$/ }, { kind: 'cut' });
    const delivery = await deliverUntil(3, newSink({ acknowledge: true }));
    expect(delivery).toMatchObject({ status: 'pending' });
    expect(server.events).toHaveLength(1);
  });

  it('has failed and may be there when the token has no acknowledgement', async () => {
    server.tokens.set(server.token, { indexes: ['main'] });
    const delivery = await newSink({ acknowledge: true }).deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('acknowledge: false') });
    expect(server.events).toHaveLength(1);
  });

  it('has failed when acknowledgements are answered with rubbish', async () => {
    server.addFault({ path: /ack$/ }, replies(200, { acks: 'all' }));
    const delivery = await newSink({ acknowledge: true }).deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('not that of an HTTP Event') });
  });

  it('is delivered without asking when the token has it but the sink does not want it', async () => {
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
    expect(server.requests).toHaveLength(1);
  });

  it('asks once for a whole batch when many are delivered', async () => {
    const batch = [1, 2, 3].map((number) => ({ entry: entryOf(number), key: 'unused' as const }));
    const deliveries = await newSink({ acknowledge: true }).deliverBatch?.(batch, ANY_TIME);
    expect(deliveries?.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(server.requests).toHaveLength(2);
  });
});

describe('a batch for Splunk', () => {
  it('is one request with every entry in it when it fits', async () => {
    const batch = [1, 2, 3].map((number) => ({ entry: entryOf(number), key: 'unused' as const }));
    const deliveries = await newSink().deliverBatch?.(batch, ANY_TIME);
    expect(deliveries?.map(({ status }) => status)).toEqual(['delivered', 'delivered', 'delivered']);
    expect(server.requests).toHaveLength(1);
    expect(server.events.map(({ fields }) => fields.doorlog_key)).toEqual(batch.map(({ entry }) => keyOf(entry)));
  });

  it('is several requests when it is larger than one may be', async () => {
    const document = (number: number) => ({ ...entryOf(number).document, large: 'x'.repeat(9_000) });
    const batch = Array.from({ length: 120 }, (_, number) => ({
      entry: entryOf(number, { document: document(number) }),
      key: 'unused' as const,
    }));
    await newSink().deliverBatch?.(batch, ANY_TIME);
    expect(server.requests).toHaveLength(2);
    expect(server.events).toHaveLength(120);
  });

  it('loses nothing when one request of it is refused for an event', async () => {
    answersOnce(6);
    const batch = [1, 2].map((number) => ({ entry: entryOf(number), key: 'unused' as const }));
    const deliveries = await newSink().deliverBatch?.(batch, ANY_TIME);
    expect(deliveries).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]);
    expect(deliveries?.[0]?.reason).toContain('may have stored it too');
    expect(server.events).toHaveLength(2);
  });

  it('is pending as a whole when there is no time', async () => {
    const batch = [1, 2].map((number) => ({ entry: entryOf(number), key: 'unused' as const }));
    const deliveries = await newSink().deliverBatch?.(batch, { signal: AbortSignal.abort() });
    expect(deliveries?.map(({ status }) => status)).toEqual(['pending', 'pending']);
    expect(server.requests).toHaveLength(0);
  });
});

describe('the token of Splunk', () => {
  const CANARY = 'canary-5f0c-splunk-token';

  it('is asked for by its input when it is missing', () => {
    expect(() => newSink({}, '')).toThrow('input splunk-token');
  });

  it('is refused without being quoted when it has the scheme in front of it', () => {
    expect(() => newSink({}, `Splunk ${CANARY}`)).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(CANARY) }),
    );
  });

  it('is in no sentence when Splunk quotes it in an error', async () => {
    server.addFault({ path: /event$/ }, replies(403, { code: 4, text: `Invalid token ${CANARY}` }));
    const delivery = await newSink({}, CANARY).deliver(entryOf(1), firstTry());
    expect(delivery.status).toBe('failed');
    expect(JSON.stringify(delivery)).not.toContain(CANARY);
    expect(server.requests[0]?.headers.authorization).toBe(`Splunk ${CANARY}`);
  });
});

describe('the configuration of a Splunk sink', () => {
  it.each([
    [{ index: '_internal' }],
    [{ index: 'kvstore' }],
    [{ index: 'Door' }],
    [{ sourcetype: 'two words' }],
    [{ shape: 'otel' }],
    [{ 'max-bytes': 7_999 }],
    [{ 'max-bytes': 900_001 }],
    [{ acknowledge: 'yes' }],
    [{ url: 'https://user:secret@splunk.example.org:8088' }],
    [{ token: 'x' }],
  ])('is refused when it says %j', (changes) => {
    const given = { type: 'splunk', url: 'https://splunk.example.org:8088', ...changes };
    expect(SplunkSinkConfig.safeParse(given).success).toBe(false);
  });
});
