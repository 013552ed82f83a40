import { afterEach, describe, expect, it } from '@jest/globals';
import { codeOf, sentenceOf } from '../../src/errors.ts';
import { entryKey } from '../../src/model/entry-key.ts';
import type { KeyState, LogEntry } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';
import { baseRecord } from '../support/base-record.ts';
import { replies } from '../support/faults.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import {
  startWebhookReceiver,
  type WebhookReceiver,
  type WebhookReceiverOptions,
} from '../support/webhook-receiver.ts';
import { entryOf, firstTry } from './entries.ts';

const CANARY = Buffer.from('canary-of-the-webhook-secret-32b').toString('base64');
const SECRET = `whsec_${CANARY}`;
const MINUTE = 60_000;

const receivers: WebhookReceiver[] = [];

afterEach(async () => {
  await Promise.all(receivers.splice(0).map((receiver) => receiver.close()));
});

async function newReceiver(options: WebhookReceiverOptions = {}): Promise<WebhookReceiver> {
  const receiver = await startWebhookReceiver({ secret: SECRET, ...options });
  receivers.push(receiver);
  return receiver;
}

async function newSink(config: object, changes: Partial<SinkSurroundings> = {}) {
  const [configured] = await parseSinks(JSON.stringify([{ type: 'webhook', ...config }]));
  if (configured === undefined) throw new Error('no sink');
  return configured.create(sinkSurroundings({ secrets: { webhookSecret: SECRET }, ...changes }));
}

/** The end record of an ordinary deployment with a bundle that is larger than everything else. */
function bigEntry(): LogEntry {
  const document = { ...baseRecord() };
  return entryOf(7, { document, bundle: JSON.stringify({ mediaType: 'test', padding: 'x'.repeat(100_000) }) });
}

function complaintOf(config: object, changes: Partial<SinkSurroundings> = {}): Promise<string> {
  return newSink(config, changes).then(
    () => 'it was taken',
    (error) => {
      expect(codeOf(error)).toBe('input-invalid');
      return sentenceOf(error);
    },
  );
}

describe('the webhook sink', () => {
  it('posts one signed CloudEvent with the whole entry when everything is well', async () => {
    const receiver = await newReceiver();
    const entry = bigEntry();
    const id = entryKey(entry);
    expect(await (await newSink({ url: receiver.url })).deliver(entry, firstTry())).toEqual({
      sink: 'webhook',
      status: 'delivered',
      location: `${new URL(receiver.url).host}#${id}`,
    });
    expect(receiver.taken.get(id)).toMatchObject({
      id,
      source: 'https://github.com/octo-org/payments',
      type: 'io.github.doorlog.access_record.end.v1',
      subject: entry.recordId,
      time: entry.time,
      data: { key: id, digest: entry.digest, record: entry.document, bundle: { mediaType: 'test' } },
    });
    expect(receiver.requests).toHaveLength(1);
  });

  it.each(['ecs', 'ocsf', 'otel'])('sends the event in another vocabulary when its shape is %s', async (shape) => {
    const receiver = await newReceiver();
    const entry = bigEntry();
    await (await newSink({ url: receiver.url, shape })).deliver(entry, firstTry());
    expect(JSON.stringify(receiver.taken.get(entryKey(entry))?.data)).toContain(entry.digest);
  });

  it('leaves out what has no room and says so when max-bytes is small', async () => {
    const receiver = await newReceiver();
    const entry = bigEntry();
    const sink = await newSink({ url: receiver.url, 'max-bytes': 60_000 });
    const delivery = await sink.deliver(entry, firstTry());
    expect(delivery).toMatchObject({ status: 'delivered', reason: expect.stringContaining('bundle') });
    expect(receiver.requests[0]?.body.length).toBeLessThanOrEqual(60_000);
    expect(receiver.taken.get(entryKey(entry))?.data).toMatchObject({
      record: entry.document,
      doorlog: { omitted: ['bundle'] },
    });
  });

  it('has an id without full stops and tells views apart when only the attested view is left', async () => {
    const receiver = await newReceiver();
    const entry = entryOf(1, { view: 'attested' });
    await (await newSink({ url: receiver.url })).deliver(entry, firstTry());
    expect([...receiver.taken.keys()]).toEqual([entryKey(entry).replace('.', '_')]);
    expect([...receiver.taken.values()][0]).toMatchObject({ id: entryKey(entry), source: 'urn:doorlog' });
  });

  it.each([
    [429, { 'retry-after': '0' }],
    [408, {}],
    [500, {}],
    [503, { 'retry-after': '0' }],
  ])('sends the same id and bytes again when the answer is %s', async (status, headers) => {
    const receiver = await newReceiver();
    receiver.addFault({ times: 2 }, replies(status, '', headers));
    const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry());
    expect(delivery.status).toBe('delivered');
    expect(receiver.requests).toHaveLength(3);
    expect(new Set(receiver.requests.map((request) => request.headers['webhook-id'])).size).toBe(1);
    expect(new Set(receiver.requests.map((request) => request.body.toString())).size).toBe(1);
  });

  it('is taken once by a receiver that looks at the id when the answer to the first attempt is lost', async () => {
    const receiver = await newReceiver();
    receiver.addFault({}, { kind: 'drop' });
    const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry());
    expect(delivery.status).toBe('delivered');
    expect(receiver.taken.size).toBe(1);
  });

  it.each([
    [410, 'wants no more messages'],
    [404, 'refused the message (404)'],
    [413, 'lower max-bytes'],
    [301, 'redirects are not followed'],
    [401, 'compare its secret'],
  ])('gives up with a reason when the answer is %s', async (status, reason) => {
    const receiver = await newReceiver();
    receiver.addFault({ times: 9 }, replies(status, 'sensitive words', { location: 'https://example.org/' }));
    const states: KeyState[] = [];
    const noteKey = async (state: KeyState) => void states.push(state);
    const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry({ noteKey }));
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining(reason) });
    expect(delivery.reason).not.toContain('sensitive');
    expect(receiver.requests).toHaveLength(1);
    expect(states).toEqual(['unused']);
  });

  it.each(['<!DOCTYPE html>\n<title>Sign in</title>', ' <html lang="en">'])(
    'fails, and the receiver may have it, when a web page answers with 200',
    async (page) => {
      const receiver = await newReceiver();
      receiver.addFault({}, replies(200, page));
      const states: KeyState[] = [];
      const noteKey = async (state: KeyState) => void states.push(state);
      const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry({ noteKey }));
      expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('web page') });
      expect(states).toEqual(['tried']);
    },
  );

  it.each([2 * 24 * 60 * MINUTE, -2 * 24 * 60 * MINUTE])(
    'signs with the receiver’s time and says so when the clocks are two days apart (%s ms)',
    async (ahead) => {
      const receiver = await newReceiver({ ahead });
      const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry());
      expect(delivery).toMatchObject({
        status: 'delivered',
        reason: expect.stringContaining(`2880 minutes ${ahead > 0 ? 'behind' : 'ahead of'} the receiver’s`),
      });
      expect(receiver.requests.map(({ status }) => status)).toEqual([401, 204]);
    },
  );

  it('gives up after one correction when the receiver refuses for another reason', async () => {
    const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
    const receiver = await newReceiver({ ahead: 60 * MINUTE, secret: other });
    const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('60 minutes behind') });
    expect(receiver.requests).toHaveLength(2);
  });

  it('gives up at once when the receiver refuses and does not say what time it is', async () => {
    const receiver = await newReceiver({ ahead: 60 * MINUTE, undated: true });
    const delivery = await (await newSink({ url: receiver.url })).deliver(entryOf(1), firstTry());
    expect(delivery.status).toBe('failed');
    expect(receiver.requests).toHaveLength(1);
  });

  it('is pending and may have been stored when the receiver never answers', async () => {
    const receiver = await newReceiver();
    receiver.addFault({ times: 9 }, { kind: 'endless' });
    const states: KeyState[] = [];
    const noteKey = async (state: KeyState) => void states.push(state);
    const options = firstTry({ signal: AbortSignal.timeout(200), noteKey });
    expect(await (await newSink({ url: receiver.url })).deliver(entryOf(1), options)).toMatchObject({
      status: 'pending',
    });
    expect(states).toEqual(['tried']);
  });

  it('sends no signature when it is told to send unsigned', async () => {
    const receiver = await startWebhookReceiver();
    receivers.push(receiver);
    const delivery = await (await newSink({ url: receiver.url, unsigned: true })).deliver(entryOf(1), firstTry());
    expect(delivery.status).toBe('delivered');
  });

  it('keeps its secret out of everything it says when things go wrong', async () => {
    const receiver = await newReceiver();
    const said: string[] = [];
    for (const status of [400, 500, 410]) {
      const disarm = receiver.addFault({ times: Number.POSITIVE_INFINITY }, replies(status, SECRET));
      const sink = await newSink({ url: receiver.url });
      const delivery = await sink.deliver(entryOf(status), firstTry({ signal: AbortSignal.timeout(100) }));
      disarm();
      said.push(JSON.stringify(delivery));
    }
    const mistaken = { secrets: { webhookSecret: SECRET.slice(0, -1) } };
    said.push(await complaintOf({ url: receiver.url }, mistaken));
    expect(said.join('\n')).not.toContain(CANARY.slice(0, 20));
    expect(JSON.stringify(receiver.requests)).not.toContain(CANARY.slice(0, 20));
  });
});

describe('the webhook sink’s configuration', () => {
  it.each([
    [{ url: 'http://logs.example.org/doorlog' }, 'must start with https://'],
    [{ url: 'http://127.0.0.1.example.org/' }, 'must start with https://'],
    [{ url: 'https://user:word@logs.example.org/' }, 'must not hold a user name or password'],
    [{ url: 'https://logs.example.org/?token=1' }, 'must not hold a query'],
    [{ url: 'https://logs.example.org/', unsigned: false }, 'must be true, or left out'],
    [{ url: 'https://logs.example.org/', 'max-bytes': 100 }, 'must be a whole number from'],
    [{}, 'sinks[0].url is missing'],
  ])('is refused with the mend when it is %j', async (config, complaint) => {
    expect(await complaintOf(config)).toContain(complaint);
  });

  it('is refused when there is no secret and nobody said unsigned', async () => {
    const said = await complaintOf({ url: 'https://logs.example.org/' }, { secrets: {} });
    expect(said).toContain('input webhook-secret');
    expect(said).toContain('unsigned: true');
  });

  it('needs the secret unless messages go unsigned', async () => {
    const needs = async (config: object) => {
      const list = JSON.stringify([{ type: 'webhook', url: 'http://[::1]:1/', ...config }]);
      return (await parseSinks(list))[0]?.needs;
    };
    expect(await needs({})).toEqual(['webhookSecret']);
    expect(await needs({ unsigned: true })).toEqual([]);
  });
});

describe('the examination of a webhook', () => {
  async function examined(config: object, changes: Partial<SinkSurroundings> = {}) {
    const [configured] = await parseSinks(JSON.stringify([{ type: 'webhook', ...config }]));
    const surroundings = sinkSurroundings({ secrets: { webhookSecret: SECRET }, ...changes });
    const found = await configured?.examine(surroundings, AbortSignal.timeout(10_000));
    return Object.fromEntries((found ?? []).map((each) => [each.check, each]));
  }

  it('sends no request when it looks at secret, connection and certificate', async () => {
    const { testTls } = await import('../support/test-tls.ts');
    const { ca } = await testTls();
    const receiver = await newReceiver({ tls: true });
    expect(await examined({ url: receiver.url }, { ca: [ca] })).toMatchObject({
      secret: { result: 'fine' },
      connection: { result: 'fine' },
      certificate: { result: 'warning', mend: 'renew it' },
      receiver: { result: 'unknown' },
    });
    expect(receiver.requests).toEqual([]);
  });

  it('says what is wrong when nothing is right', async () => {
    const receiver = await newReceiver({ tls: true });
    const mistaken = { secrets: { webhookSecret: 'whsec_short' } };
    expect(await examined({ url: receiver.url }, mistaken)).toMatchObject({
      secret: { result: 'failed' },
      connection: { result: 'failed', says: expect.stringContaining('not trusted') },
    });
    const insecure = { url: 'http://127.0.0.1:1/', unsigned: true };
    expect(await examined(insecure)).toMatchObject({
      secret: { result: 'warning' },
      connection: { result: 'unknown' },
    });
  });
});
