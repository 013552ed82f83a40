import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DoorlogError } from '../../src/errors.ts';
import type { SinkSecrets } from '../../src/model/sink-secrets.ts';
import { createHttp } from '../../src/net/http.ts';
import type { Delivery, Http, KeyState, LogEntry } from '../../src/ports.ts';
import { createElasticsearchSink, indexOf } from '../../src/sinks/elasticsearch/sink.ts';
import { INPUT_NAMES } from '../../src/sinks/secrets.ts';
import { type BulkServer, startBulkServer } from './bulk-server.ts';
import { entryOf, firstTry } from './entries.ts';

const API_KEY = 'Y2FuYXJ5OmFwaS1rZXktY2FuYXJ5';
let server: BulkServer;

beforeEach(async () => {
  server = await startBulkServer();
});

afterEach(async () => {
  await server.close();
});

const CONFIG = { type: 'elasticsearch', name: 'elasticsearch', required: false, prefix: 'doorlog' } as const;

function newSink(secrets: SinkSecrets = {}, url = server.url) {
  return createElasticsearchSink({ ...CONFIG, url }, { http: createHttp({}), secrets, secretNames: INPUT_NAMES });
}

function idOf({ recordId, phase, digest }: LogEntry): string {
  return `${recordId}-${phase}-${digest}`;
}

/** Another document under the entry's id, made by somebody else. */
function squat(entry: LogEntry, suffix = ''): void {
  server.documents.set(`doorlog-2026.03/${idOf(entry)}${suffix}`, { squatted: true });
}

/** Ends a delivery that would go on for ever as soon as the server has seen so many requests. */
async function deliverUntil(requests: number, entry: LogEntry): Promise<Delivery> {
  const stop = new AbortController();
  const watch = setInterval(() => server.requests.length >= requests && stop.abort(), 5);
  try {
    return await newSink().deliver(entry, firstTry({ signal: stop.signal }));
  } finally {
    clearInterval(watch);
  }
}

describe('the Elasticsearch sink', () => {
  it('creates one document in the index of the month when an entry is new', async () => {
    const entry = entryOf(1);
    const place = `doorlog-2026.03/${idOf(entry)}`;
    expect(await newSink().deliver(entry, firstTry())).toEqual({
      sink: 'elasticsearch',
      status: 'delivered',
      location: place,
    });
    expect([...server.documents.keys()]).toEqual([place]);
    expect(server.documents.get(place)).toMatchObject({
      '@timestamp': entry.time,
      event: { id: entry.recordId, action: 'end', kind: 'event', type: ['end'], hash: entry.digest },
      user: { name: 'person-1' },
      doorlog: { recordId: entry.recordId, phase: 'end', digest: entry.digest, record: entry.document },
    });
  });

  it('maps what a whole record holds to ECS fields', async () => {
    const document = {
      outcome: { status: 'cancelled' },
      pipeline: {
        repository: 'octo/door',
        repositoryOwner: 'octo',
        runId: '7',
        runAttempt: '2',
        job: 'deploy',
        checkRunId: '70',
        environment: 'production',
        workflow: 'Deploy',
        sha: 'a'.repeat(40),
      },
      people: {
        initiator: { login: 'ann', id: '1', role: 'maintain' },
        rerunner: { login: 'bob', id: '2' },
      },
      approvals: [{ state: 'approved', user: { login: 'eve' } }],
      runner: { name: 'runner-1' },
      policy: { verdict: 'pass' },
    };
    const entry = entryOf(1, { document });
    await newSink().deliver(entry, firstTry());
    expect([...server.documents.values()][0]).toMatchObject({
      event: { outcome: 'unknown', reason: 'approved by eve', module: 'Deploy' },
      user: { name: 'ann', id: '1', roles: ['maintain'], effective: { name: 'bob', id: '2' } },
      organization: { name: 'octo' },
      service: { environment: 'production' },
      host: { name: 'runner-1' },
      trace: { id: '7-2-70' },
      doorlog: { repository: 'octo/door', commit: 'a'.repeat(40), verdict: 'pass', record: document },
    });
  });

  it('keeps the bundle as text when the record was signed', async () => {
    await newSink().deliver(entryOf(1, { bundle: '{"mediaType":"x"}' }), firstTry());
    const [document] = [...server.documents.values()];
    expect(document).toMatchObject({ doorlog: { bundle: '{"mediaType":"x"}' } });
  });

  it('leaves out what the record holds in another type than text', async () => {
    const document = { people: { initiator: { login: { $gt: '' } } }, pipeline: 'none', approvals: [7] };
    await newSink().deliver(entryOf(1, { document }), firstTry());
    const stored = [...server.documents.values()][0];
    expect(stored).not.toHaveProperty('user');
    expect(stored).not.toHaveProperty('organization');
    expect(stored).toHaveProperty('doorlog.record', document);
  });

  it('says already-there when the document exists after an earlier attempt', async () => {
    await newSink().deliver(entryOf(1), firstTry());
    expect(await newSink().deliver(entryOf(1), firstTry({ key: 'tried' }))).toMatchObject({
      status: 'already-there',
      reason: expect.stringContaining('compare the digest'),
    });
    expect(server.documents.size).toBe(1);
  });

  it('stores the record under another id and reports the conflict when its id was taken before', async () => {
    const entry = entryOf(1);
    server.documents.set(`doorlog-2026.03/${idOf(entry)}`, { squatted: true });
    const delivery = await newSink().deliver(entry, firstTry());
    expect(delivery).toMatchObject({ status: 'conflict', reason: expect.stringContaining('was taken') });
    expect(delivery.location).toBe(`doorlog-2026.03/${idOf(entry)}-again`);
    expect(server.documents.get(delivery.location ?? '')).toHaveProperty('doorlog.record', entry.document);
  });

  it.each([
    ['429', [{ kind: 'status', status: 429, headers: { 'retry-after': '0' } }]],
    ['a full queue', [{ kind: 'item', status: 429, type: 'es_rejected_execution_exception' }]],
  ] as const)('still stores the record beside a squatted id when the first answer is %s', async (_, faults) => {
    const entry = entryOf(1);
    squat(entry);
    server.faults.push(...faults);
    const delivery = await newSink().deliver(entry, firstTry());
    expect(delivery).toMatchObject({ status: 'conflict' });
    expect(server.documents.get(delivery.location ?? '')).toHaveProperty('doorlog.record', entry.document);
  });

  it('still stores the record beside a squatted id when the first attempt never reached the store', async () => {
    squat(entryOf(1));
    const real = createHttp({});
    let first = true;
    const http: Http = async (request) => {
      if (!first) return real(request);
      first = false;
      const cause = Object.assign(new Error(), { code: 'ECONNREFUSED' });
      throw new DoorlogError('http-connection', 'It could not be reached.', { cause });
    };
    const sink = createElasticsearchSink(
      { ...CONFIG, url: server.url },
      { http, secrets: {}, secretNames: INPUT_NAMES },
    );
    expect(await sink.deliver(entryOf(1), firstTry())).toMatchObject({ status: 'conflict' });
  });

  it.each(['500', '502', '503', '504'] as const)(
    'takes the id for ours when the answer before was %s',
    async (status) => {
      server.faults.push({ kind: 'status', status: Number(status) });
      squat(entryOf(1));
      expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({
        status: 'already-there',
        reason: expect.stringContaining('compare the digest'),
      });
    },
  );

  it('goes on with the spare id when an earlier process found the own one taken', async () => {
    const entry = entryOf(1);
    const delivery = await newSink().deliver(entry, firstTry({ key: 'taken' }));
    expect(delivery).toMatchObject({ status: 'conflict', location: `doorlog-2026.03/${idOf(entry)}-again` });
    expect(server.requests).toHaveLength(1);
  });

  it('holds one document under the spare id when that was delivered before', async () => {
    const entry = entryOf(1);
    squat(entry);
    const first = await newSink().deliver(entry, firstTry());
    expect(await newSink().deliver(entry, firstTry({ key: 'spare-tried' }))).toEqual(first);
    expect(server.documents.size).toBe(2);
  });

  it('stores the record under an id that nobody can guess when the spare one was taken too', async () => {
    const entry = entryOf(1);
    squat(entry);
    squat(entry, '-again');
    const delivery = await newSink().deliver(entry, firstTry());
    expect(delivery).toMatchObject({ status: 'conflict' });
    expect(delivery.location).toMatch(/-again-[0-9a-f]{16}$/);
    expect(server.documents.get(delivery.location ?? '')).toHaveProperty('doorlog.record', entry.document);
  });

  it.each([
    ['unused', 'unused', { kind: 'status', status: 403 }],
    ['unused', 'tried', { kind: 'status', status: 507 }],
    ['unused', 'tried', { kind: 'status', status: 200, body: '<html>' }],
    ['tried', 'tried', { kind: 'status', status: 403 }],
    ['taken', 'taken', { kind: 'status', status: 403 }],
    ['taken', 'spare-tried', { kind: 'status', status: 507 }],
    ['spare-tried', 'spare-tried', { kind: 'status', status: 403 }],
  ] as const)('leaves a key that was %s as %s when the store answers with %j', async (key, after, fault) => {
    server.faults.push(fault);
    const noted: KeyState[] = [];
    const options = firstTry({ key, noteKey: async (state) => void noted.push(state) });
    expect(await newSink().deliver(entryOf(1), options)).toMatchObject({ status: 'failed' });
    expect(noted).toEqual([after]);
  });

  it('notes that the spare id may be used before it stores the record beside when a conflict is met', async () => {
    squat(entryOf(1));
    const noted: [KeyState, number][] = [];
    const options = firstTry({ noteKey: async (state) => void noted.push([state, server.documents.size]) });
    await newSink().deliver(entryOf(1), options);
    expect(noted).toEqual([['spare-tried', 1]]);
  });

  it('holds one document when the connection is cut after it was stored', async () => {
    server.faults.push({ kind: 'cut', stored: true });
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({ status: 'already-there' });
    expect(server.documents.size).toBe(1);
  });

  it('delivers when the connection is cut before it was stored', async () => {
    server.faults.push({ kind: 'cut', stored: false });
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
  });

  it.each([
    ['429 with Retry-After', { kind: 'status', status: 429, headers: { 'retry-after': '0' } }],
    ['500', { kind: 'status', status: 500 }],
    ['502', { kind: 'status', status: 502, body: '<html>Bad gateway</html>' }],
    ['503', { kind: 'status', status: 503 }],
    ['504', { kind: 'status', status: 504 }],
    ['200 with a full queue', { kind: 'item', status: 429, type: 'es_rejected_execution_exception' }],
    ['200 with a node that failed', { kind: 'item', status: 500, type: 'node_closed_exception' }],
  ] as const)('tries again and delivers when the answer is %s', async (_, fault) => {
    server.faults.push(fault, fault);
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
    expect(server.requests).toHaveLength(3);
  });

  it.each([
    ['503 for ever', { kind: 'status', status: 503 }],
    ['a full queue for ever', { kind: 'item', status: 429, type: 'es_rejected_execution_exception' }],
  ] as const)('is pending when the answer is %s until the time is over', async (_, fault) => {
    server.faults.push(fault);
    server.forever = true;
    expect(await deliverUntil(3, entryOf(1))).toMatchObject({ status: 'pending' });
  });

  it('is pending when the server wants to be left alone for longer than there is time', async () => {
    server.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '3600' } });
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({
      status: 'pending',
      reason: 'Elasticsearch did not take the record: it answers with status 429.',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('is pending when the reply never ends', async () => {
    server.faults.push({ kind: 'endless' });
    expect(await deliverUntil(1, entryOf(1))).toMatchObject({
      status: 'pending',
      reason: 'Elasticsearch did not take the record: it gave no answer in time.',
    });
  });

  it('is pending when the connection is refused until the time is over', async () => {
    const { url } = server;
    await server.close();
    const delivery = await newSink({}, url).deliver(entryOf(1), firstTry({ signal: AbortSignal.timeout(300) }));
    expect(delivery).toMatchObject({ status: 'pending' });
    server = await startBulkServer();
  });

  it('is pending and asks nothing when the time is over', async () => {
    const delivery = await newSink().deliver(entryOf(1), firstTry({ signal: AbortSignal.abort() }));
    expect(delivery).toMatchObject({ status: 'pending' });
    expect(server.requests).toEqual([]);
  });

  it.each([
    ['400', { kind: 'status', status: 400 }, 'status 400'],
    ['403', { kind: 'status', status: 403 }, 'give it the role that doorlog setup installs'],
    ['404', { kind: 'status', status: 404 }, 'check the url'],
    ['413', { kind: 'status', status: 413 }, 'http.max_content_length'],
    ['a redirect', { kind: 'status', status: 302, headers: { location: 'https://else' } }, 'give the final url'],
    ['HTML', { kind: 'status', status: 200, body: '<html>Sign in</html>' }, 'not that of a bulk request'],
    [
      'an item of another id',
      { kind: 'status', status: 200, body: '{"errors":false,"items":[{"create":{"_id":"x","status":201}}]}' },
      'not that of a bulk request',
    ],
    ['no item', { kind: 'status', status: 200, body: '{"errors":false,"items":[]}' }, 'not that of a bulk request'],
    ['200 with a forbidden item', { kind: 'item', status: 403, type: 'security_exception' }, 'security_exception'],
    [
      '200 with an item for a blocked index',
      { kind: 'item', status: 403, type: 'cluster_block_exception' },
      'the index is blocked for writing; take away its block (cluster_block_exception)',
    ],
    ['200 with an item that repeats a word', { kind: 'item', status: 403, type: 'swordfish' }, 'no reason given'],
    ['200 with a broken item', { kind: 'item', status: 507, type: 'x"><script>' }, 'no reason given'],
  ] as const)('fails at once with one sentence when the answer is %s', async (_, fault, words) => {
    server.faults.push(fault);
    const delivery = await newSink().deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining(words) });
    expect(delivery.reason).not.toContain('person-1');
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    ['failed', new DoorlogError('http-tls', 'The certificate is not trusted.'), 'The certificate is not trusted.'],
    ['failed', new DoorlogError('http-too-large', 'The reply was dropped.'), 'The reply was dropped.'],
    ['failed', new TypeError('bad header password-canary'), 'the request failed in an unexpected way.'],
    ['pending', new DoorlogError('http-timeout', 'It did not answer.'), 'It did not answer.'],
  ])('is %s when the request raises %s', async (status, error, words) => {
    const config = {
      type: 'elasticsearch',
      name: 'main',
      required: false,
      url: server.url,
      prefix: 'doorlog',
    } as const;
    const sink = createElasticsearchSink(config, {
      http: () => Promise.reject(error),
      secrets: {},
      secretNames: INPUT_NAMES,
    });
    expect(await sink.deliver(entryOf(1), firstTry())).toEqual({
      sink: 'main',
      status,
      reason: `Elasticsearch (sink main) did not take the record: ${words}`,
    });
  });

  it('stores the record as text when the index refuses it as an object', async () => {
    server.refuses = (document) => JSON.stringify(document).includes('"record":');
    const entry = entryOf(1, { document: { '..': 'a matrix key of somebody' } });
    expect(await newSink().deliver(entry, firstTry())).toMatchObject({ status: 'delivered' });
    expect([...server.documents.values()][0]).toHaveProperty('doorlog.recordText', JSON.stringify(entry.document));
  });

  it('still finds out that its id was taken before when the index refuses the object', async () => {
    server.refuses = (document) => JSON.stringify(document).includes('"record":');
    server.documents.set(`doorlog-2026.03/${idOf(entryOf(1))}`, { squatted: true });
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({ status: 'conflict' });
  });

  it('fails when the index refuses the record in either form', async () => {
    server.refuses = () => true;
    expect(await newSink().deliver(entryOf(1), firstTry())).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('document_parsing_exception'),
    });
  });

  it.each([
    ['an API key', { elasticsearchApiKey: API_KEY }, `ApiKey ${API_KEY}`],
    ['an API key with its id', { elasticsearchApiKey: 'canary:api-key-canary\n' }, `ApiKey ${API_KEY}`],
    [
      'a user name and password',
      { elasticsearchUsername: 'writer', elasticsearchPassword: 'pass:ünd' },
      `Basic ${Buffer.from('writer:pass:ünd').toString('base64')}`,
    ],
    ['nothing', {}, undefined],
  ])('signs in with %s when that is what it is given', async (_, secrets, authorization) => {
    server.authorization = authorization;
    expect(await newSink(secrets).deliver(entryOf(1), firstTry())).toMatchObject({ status: 'delivered' });
    expect(server.requests).toEqual([{ authorization }]);
  });

  it.each([
    [{ elasticsearchApiKey: API_KEY, elasticsearchPassword: 'password-canary' }, 'not both'],
    [{ elasticsearchUsername: 'writer' }, 'together'],
    [{ elasticsearchPassword: 'password-canary' }, 'together'],
    [{ elasticsearchUsername: 'wri:ter', elasticsearchPassword: 'password-canary' }, 'colon'],
    [{ elasticsearchApiKey: 'two words-canary' }, 'one word'],
    [{ elasticsearchApiKey: 'two\nlines-canary' }, 'one word'],
  ])('raises input-invalid when the secrets do not fit together', (secrets, words) => {
    const make = () => newSink(secrets);
    expect(make).toThrow(expect.objectContaining({ code: 'input-invalid', message: expect.stringContaining(words) }));
    expect(make).not.toThrow(/canary|wri:ter/);
  });

  it('tells no secret when it is turned away', async () => {
    server.authorization = 'ApiKey another';
    const delivery = await newSink({ elasticsearchApiKey: API_KEY }).deliver(entryOf(1), firstTry());
    expect(delivery).toMatchObject({ status: 'failed', reason: expect.stringContaining('check the API key') });
    expect(JSON.stringify(delivery)).not.toContain(API_KEY);
  });
});

describe('indexOf', () => {
  it.each([
    ['2026-03-31T23:59:59.999Z', 'doorlog-2026.03'],
    ['2026-04-01T01:00:00+02:00', 'doorlog-2026.03'],
    ['not a time', 'doorlog-undated'],
  ])('names the month in UTC when the time is %s', (time, index) => {
    expect(indexOf('doorlog', time)).toBe(index);
  });
});
