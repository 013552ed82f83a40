import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { entryKey } from '../../src/model/entry-key.ts';
import type { Delivery, KeyState } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { parseHeaders } from '../../src/sinks/otlp/headers.ts';
import { createOtlpSink } from '../../src/sinks/otlp/sink.ts';
import { OtlpSinkConfig } from '../../src/sinks/otlp/type.ts';
import { html, invalidJson, replies } from '../support/faults.ts';
import { type OtlpReceiver, startOtlpReceiver, uidOf } from '../support/otlp-receiver.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { entryOf, firstTry } from './entries.ts';

const TOKEN = 'a-very-secret-token';
let receiver: OtlpReceiver;

beforeEach(async () => {
  receiver = await startOtlpReceiver({ token: TOKEN });
});

afterEach(async () => {
  await receiver.close();
});

const secrets = { otlpHeaders: `authorization = Bearer ${TOKEN}\n\nx-tenant=blue` };

function newSink(changes: Record<string, unknown> = {}, surroundings = sinkSurroundings({ secrets })) {
  return createOtlpSink(OtlpSinkConfig.parse({ type: 'otlp', url: receiver.url, ...changes }), surroundings);
}

/** Ends a delivery that would go on for ever as soon as the receiver has been asked so often. */
async function deliverUntil(requests: number, key: KeyState = 'unused'): Promise<Delivery> {
  const stop = new AbortController();
  const watch = setInterval(() => receiver.requests.length >= requests && stop.abort(), 5);
  try {
    return await newSink().deliver(entryOf(1), firstTry({ signal: stop.signal, key }));
  } finally {
    clearInterval(watch);
  }
}

/** What the sink says of one entry, and what it left for the attempts to come. */
async function deliverNoting(key: KeyState = 'unused'): Promise<{ delivery: Delivery; noted: KeyState[] }> {
  const noted: KeyState[] = [];
  const noteKey = async (state: KeyState) => void noted.push(state);
  return { delivery: await newSink().deliver(entryOf(1), firstTry({ key, noteKey })), noted };
}

describe('the OTLP sink', () => {
  it('exports one log record under its key, with the headers, when an entry is new', async () => {
    const entry = entryOf(1);
    expect(await newSink().deliver(entry, firstTry())).toEqual({
      sink: 'otlp',
      status: 'delivered',
      location: `log.record.uid=${entryKey(entry)}`,
    });
    expect(receiver.logRecords.map(uidOf)).toEqual([entryKey(entry)]);
    expect(receiver.logRecords[0]?.body).toEqual({ stringValue: JSON.stringify(entry.document) });
    expect(receiver.requests[0]?.headers).toMatchObject({ 'x-tenant': 'blue', 'content-type': 'application/json' });
  });

  it.each(['', '/', '/v1/logs', '/v1/logs/'])('finds the address of logs when the url ends with “%s”', async (end) => {
    expect(await newSink({ url: `${receiver.url}${end}` }).deliver(entryOf(1), firstTry())).toMatchObject({
      status: 'delivered',
    });
    expect(receiver.requests.map(({ path }) => path)).toEqual(['/v1/logs']);
  });

  it('sends no header of anybody when the receiver asks for none', async () => {
    const open = await startOtlpReceiver();
    try {
      const delivery = await newSink({ url: open.url, anonymous: true }).deliver(entryOf(1), firstTry());
      expect(delivery.status).toBe('delivered');
      expect(open.requests[0]?.headers).not.toHaveProperty('authorization');
    } finally {
      await open.close();
    }
  });

  it('says what it left out when the record is too long for max-bytes', async () => {
    const document = { recordId: 'x', note: 'n'.repeat(20_000) };
    const entry = entryOf(1, { document, bundle: '{}' });
    expect(await newSink({ 'max-bytes': 8_000 }).deliver(entry, firstTry())).toMatchObject({
      status: 'delivered',
      reason: 'Left out, to stay within max-bytes (8000): bundle and record; the log record says so too.',
    });
    expect(receiver.requests[0]?.body.length).toBeLessThan(8_000);
  });

  it.each([429, 502, 503, 504])('sends again when the receiver answers %i once', async (status) => {
    receiver.addFault({}, replies(status, '', { 'retry-after': '0' }));
    const { delivery, noted } = await deliverNoting();
    expect(delivery.status).toBe('delivered');
    expect(delivery.reason ?? '').toContain(status === 429 ? '' : 'copies share their log.record.uid');
    expect({ noted, records: receiver.logRecords.length }).toEqual({ noted: [], records: 1 });
  });

  it.each([400, 401, 403, 404, 405, 408, 413, 415, 422, 301, 500, 501])(
    'gives up without another request when the receiver answers %i',
    async (status) => {
      receiver.addFault({ times: 9 }, replies(status));
      const { delivery, noted } = await deliverNoting();
      expect(delivery.status).toBe('failed');
      expect(delivery.reason).toMatch(
        /^The OTLP receiver did not take the record: [^.]+\.( It may be there all the same\.)?$/,
      );
      expect({ noted, asked: receiver.requests.length }).toEqual({
        noted: [status >= 500 ? 'tried' : 'unused'],
        asked: 1,
      });
    },
  );

  it('is pending when the receiver stays busy until the time is over', async () => {
    receiver.addFault({ times: Number.POSITIVE_INFINITY }, replies(503, '', { 'retry-after': '0' }));
    expect(await deliverUntil(3)).toMatchObject({
      status: 'pending',
      // The time may be over between two requests or within one.
      reason: expect.stringMatching(/status 503|no answer in time/),
    });
    expect(receiver.logRecords).toEqual([]);
  });

  it.each([
    ['one as text', { partialSuccess: { rejectedLogRecords: '1', errorMessage: `no room for ${TOKEN}` } }],
    ['one as a number', { partialSuccess: { rejectedLogRecords: 1 } }],
  ])('has failed, whatever the status, when the receiver rejects %s', async (_, reply) => {
    receiver.addFault({ times: 9 }, replies(200, reply));
    const { delivery, noted } = await deliverNoting();
    expect(delivery).toEqual({
      sink: 'otlp',
      status: 'failed',
      reason:
        'The OTLP receiver did not take the record: it took the request and rejected the record in it; its own log says why.',
    });
    expect({ noted, asked: receiver.requests.length }).toEqual({ noted: ['unused'], asked: 1 });
  });

  it.each([
    ['an empty message', '{}', undefined],
    ['no partial success', '{"partialSuccess":null}', undefined],
    ['none rejected', '{"partialSuccess":{"rejectedLogRecords":"0"}}', undefined],
    ['members of a later version', '{"partialSuccess":{"later":1},"later":2}', undefined],
    ['a warning', '{"partialSuccess":{"errorMessage":"slow down"}}', /warning, which its own log may show/],
    ['nothing at all', '', /without the reply that OTLP asks for/],
  ])('has delivered when the receiver answers 200 with %s', async (_, body, reason) => {
    receiver.addFault({}, replies(200, body));
    const { delivery } = await deliverNoting();
    expect(delivery.status).toBe('delivered');
    if (reason === undefined) expect(delivery).not.toHaveProperty('reason');
    else expect(delivery.reason).toMatch(reason);
  });

  it('has delivered, with a remark, when the receiver answers 204', async () => {
    receiver.addFault({}, replies(204));
    expect((await deliverNoting()).delivery).toMatchObject({ status: 'delivered' });
  });

  it.each([
    ['a page for people', html()],
    ['half a message', invalidJson()],
    ['somebody else’s JSON', replies(200, { status: 'ok' })],
    ['a list', replies(200, [])],
    ['text', replies(200, '"ok"')],
    ['a count that is none', replies(200, { partialSuccess: { rejectedLogRecords: 'many' } })],
    ['bytes of protobuf', replies(200, '\u0012\u0002\u0008\u0001')],
  ])('has not delivered when the receiver answers 200 with %s', async (_, fault) => {
    receiver.addFault({}, fault);
    const { delivery, noted } = await deliverNoting();
    expect(delivery).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('not that of an OTLP receiver'),
    });
    expect(noted).toEqual(['tried']);
  });

  it('sends again and says that there may be two when the reply is lost', async () => {
    receiver.addFault({}, { kind: 'cut' });
    const { delivery } = await deliverNoting();
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('log.record.uid') });
    expect(new Set(receiver.logRecords.map(uidOf)).size).toBe(1);
  });

  it('says that there may be two when an earlier process may have stored it', async () => {
    expect((await deliverNoting('tried')).delivery.reason).toContain('An earlier attempt');
  });

  it('keeps what it knows of the key when an attempt comes to nothing', async () => {
    receiver.addFault({}, replies(400));
    expect((await deliverNoting('tried')).noted).toEqual(['tried']);
  });

  it.each([400, 401, 500, 503, 200])(
    'shows no secret and no record in what it says when it fails by %i',
    async (status) => {
      receiver.addFault({ times: 9 }, replies(status, `${TOKEN} person-1`));
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      const delivery = await newSink().deliver(entryOf(1), firstTry({ signal: stop.signal }));
      expect(JSON.stringify(delivery)).not.toMatch(/a-very-secret-token|person-1|blue/);
    },
  );
});

describe('the list of sinks', () => {
  it('takes an OTLP receiver when it has an url', async () => {
    const [sink] = await parseSinks('- type: otlp\n  url: https://otel.example.org');
    expect(sink).toMatchObject({ name: 'otlp', needs: ['otlpHeaders'], config: { 'max-bytes': 1_048_576 } });
  });

  it('needs no secret when the receiver asks for none', async () => {
    const [sink] = await parseSinks('- {type: otlp, url: "https://otel.example.org", anonymous: true}');
    expect(sink?.needs).toEqual([]);
  });

  it.each([
    ['url', '- {type: otlp}', 'is missing'],
    ['url', '- {type: otlp, url: "https://a:b@otel.example.org"}', 'input otlp-headers'],
    ['max-bytes', '- {type: otlp, url: "https://otel.example.org", max-bytes: 100}', 'from 8000 to 20971520'],
    ['anonymous', '- {type: otlp, url: "https://otel.example.org", anonymous: false}', 'must be true, or left out'],
  ])('is refused with its place when %s is no good', async (member, list, complaint) => {
    await expect(parseSinks(list)).rejects.toThrow(
      expect.objectContaining({
        message: expect.stringMatching(new RegExp(`sinks\\[0\\]\\.${member} .*${complaint}`)),
      }),
    );
  });
});

describe('the headers of an OTLP receiver', () => {
  it('are asked for when there are none and the receiver is not an open one', () => {
    expect(() => newSink({}, sinkSurroundings())).toThrow(/The sink otlp has no headers .* input otlp-headers/);
  });

  it('are read line by line when each is name=value', () => {
    expect(parseHeaders('Authorization=Basic YTpi==\r\n\n x-scope = a b \n', 'input otlp-headers')).toEqual({
      authorization: 'Basic YTpi==',
      'x-scope': 'a b',
    });
    expect(parseHeaders('__proto__=1', 'input otlp-headers')).not.toHaveProperty('1');
  });

  it.each([
    ['has no =', 'x=1\nsecret-without-name'],
    ['has no name', 'x=1\n=secret'],
    ['has no value', 'x=1\nsecret='],
    ['has a name that is none', 'x=1\nse cret=1'],
    ['is not ASCII', 'x=1\nsecret=\u00fc'],
    ['sets what is ours', 'x=1\nContent-Type=secret'],
    ['comes twice', 'X=1\nx=secret'],
  ])('are refused by the line’s number alone when a line %s', (_, text) => {
    expect(() => parseHeaders(text, 'input otlp-headers')).toThrow(
      /^Line 2 of input otlp-headers (?!.*(secret|cret|X=))/,
    );
  });

  it('are refused with nothing of them in the sentence, or make headers that can be sent, when they are any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
        try {
          const headers = parseHeaders(text, 'C');
          expect(() => new Headers(headers)).not.toThrow();
        } catch (error) {
          expect(String(error)).toMatch(/^DoorlogError: Line \d+ of C (must be a header|names a header)/);
        }
      }),
    );
  });
});

describe('what doctor says of an OTLP receiver', () => {
  async function examined(
    changes: Record<string, unknown> = {},
    otlpHeaders: string | undefined = secrets.otlpHeaders,
  ) {
    const [sink] = await parseSinks(JSON.stringify([{ type: 'otlp', url: receiver.url, ...changes }]));
    const found = await sink?.examine(sinkSurroundings({ secrets: { otlpHeaders } }), new AbortController().signal);
    return Object.fromEntries((found ?? []).map(({ check, ...rest }) => [check, rest]));
  }

  it('is that it takes requests, and what can’t be seen, when it answers a request without log records', async () => {
    expect(await examined()).toMatchObject({
      certificate: { result: 'warning' },
      receiver: { result: 'fine' },
      store: { result: 'unknown' },
    });
    expect(receiver.logRecords).toEqual([]);
  });

  it.each([
    ['the credentials are wrong', {}, 'authorization=Bearer wrong', 'failed', /does not accept the credentials/],
    ['the address is wrong', { url: 'PATH' }, undefined, 'failed', /takes no logs at that address/],
  ])('is what to mend when %s', async (_, { url }: { url?: string }, headers, result, says) => {
    const changes = url === undefined ? {} : { url: `${receiver.url}/elsewhere` };
    const { receiver: found } = await examined(changes, headers);
    expect(found).toMatchObject({ result, says: expect.stringMatching(says), mend: expect.any(String) });
  });

  it.each([
    [400, 'unknown'],
    [503, 'warning'],
    [500, 'failed'],
  ])('is no promise when it answers %i', async (status, result) => {
    receiver.addFault({ times: 9 }, replies(status, '', { 'retry-after': '0' }));
    expect((await examined()).receiver).toMatchObject({ result });
  });

  it('is that the headers are no good when they are', async () => {
    expect(await examined({}, 'nonsense')).toEqual({
      headers: { result: 'failed', says: expect.stringContaining('Line 1 of input otlp-headers') },
    });
  });

  it('is that nobody is there when the connection is refused', async () => {
    await receiver.close();
    const found = await examined();
    receiver = await startOtlpReceiver({ token: TOKEN });
    expect(found.connection).toMatchObject({ result: 'failed' });
  });
});
