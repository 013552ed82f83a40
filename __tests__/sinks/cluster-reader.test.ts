import { afterEach, describe, expect, it } from '@jest/globals';
import type { Listing, StoredEntry } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { json, type LocalReply, type LocalServer, serve } from '../support/local-server.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';

let server: LocalServer | undefined;

afterEach(async () => {
  await server?.close();
});

function page(sources: readonly unknown[], from = 0, more: Record<string, unknown> = {}): LocalReply {
  const hits = sources.map((_source, number) => ({ _index: 'doorlog-2026.03', _id: `id-${from + number}`, _source }));
  return json(200, { _scroll_id: 'place', timed_out: false, _shards: { failed: 0 }, hits: { hits }, ...more });
}

/** What comes of reading from a cluster that answers so, in this order. */
function readFrom(...replies: LocalReply[]): Promise<StoredEntry[]> {
  return readAs('elasticsearch', replies);
}

async function readAs(type: string, replies: LocalReply[]): Promise<StoredEntry[]> {
  return entriesOf(type, replies, undefined);
}

const MARCH = { from: new Date('2026-03-01T00:00:00Z'), until: new Date('2026-04-01T00:00:00Z') };

/** What comes of listing March. */
async function listFrom(read: Listing['read'], ...replies: LocalReply[]): Promise<StoredEntry[]> {
  return entriesOf('elasticsearch', replies, { ...MARCH, read });
}

async function entriesOf(type: string, replies: LocalReply[], listing: Listing | undefined): Promise<StoredEntry[]> {
  server = await serve({
    handle: ({ method }) => (method === 'DELETE' ? json(200, {}) : (replies.shift() ?? page([]))),
  });
  const [sink] = await parseSinks(JSON.stringify([{ type, url: server.url }]));
  const reader = await sink?.reader(sinkSurroundings());
  if (reader === undefined) throw new Error('there is no reader');
  const found: StoredEntry[] = [];
  const { signal } = new AbortController();
  for await (const entry of listing ? reader.list(listing, signal) : reader.read('abc', signal)) found.push(entry);
  return found;
}

describe('the reader of a cluster', () => {
  it('gives all that a document says when it is whole', async () => {
    const doorlog = { recordId: 'abc', phase: 'end', digest: 'd', record: { a: 1 }, bundle: '{}' };
    const event = { id: 'abc', hash: 'd', ingested: '2026-03-15T12:00:00Z' };
    expect(await readFrom(page([{ doorlog, event }]))).toEqual([
      {
        location: 'doorlog-2026.03/id-0',
        key: 'id-0',
        recordId: 'abc',
        phase: 'end',
        digest: 'd',
        document: { a: 1 },
        bundle: '{}',
        arrivedAt: '2026-03-15T12:00:00Z',
      },
    ]);
  });

  it('reads an OpenSearch in the same way', async () => {
    expect(await readAs('opensearch', [page([{}])])).toHaveLength(1);
  });

  it('reads the record from its text when the cluster did not take its keys', async () => {
    const doorlog = { recordId: 'abc', phase: 'end', digest: 'd', recordText: '{"a":1}', view: 'attested' };
    expect(await readFrom(page([{ doorlog }]))).toMatchObject([{ document: { a: 1 }, view: 'attested' }]);
  });

  it.each([
    [undefined],
    ['text'],
    [{ doorlog: 7, event: [] }],
    [{ doorlog: { recordId: 7, phase: {}, digest: null, recordText: '{', bundle: {} }, event: { ingested: 1 } }],
  ])('shows a document that somebody else made of %j', async (source) => {
    expect(await readFrom(page([source]))).toEqual([
      { location: 'doorlog-2026.03/id-0', key: 'id-0', recordId: 'abc', phase: '', digest: '' },
    ]);
  });

  it('reads on until a page is not full, and lets the place be forgotten', async () => {
    const full = Array.from({ length: 20 }, () => ({}));
    const keys = (await readFrom(page(full), page(full, 20), page([{}], 40))).map(({ key }) => key);
    expect(keys).toEqual(Array.from({ length: 41 }, (_, number) => `id-${number}`));
    expect(server?.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`)).toEqual([
      'POST /doorlog-*/_search',
      'POST /_search/scroll',
      'POST /_search/scroll',
      'DELETE /_search/scroll',
    ]);
  });

  it.each([
    ['http-status', json(401, {}), 'credentials'],
    ['http-status', json(403, {}), 'the role of the reader'],
    ['http-status', json(404, {}), 'check the url'],
    ['http-reply-invalid', json(200, '<html>'), 'check that the url'],
    ['http-reply-invalid', page([], 0, { timed_out: true }), 'see to its health'],
    ['http-reply-invalid', page([], 0, { _shards: { failed: 1 } }), 'see to its health'],
  ])('raises %s rather than say that there is nothing (%#)', async (code, reply, words) => {
    await expect(readFrom(reply)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe('the listing of a cluster', () => {
  const names = { recordId: 'abc', phase: 'end', digest: 'd' };

  it('asks by the record’s time or that of arrival, for names without record and bundle', async () => {
    expect(await listFrom('names', page([{ doorlog: names }, { event: { id: 'def' } }, {}]))).toMatchObject([
      names,
      { recordId: 'def', phase: '', digest: '' },
    ]);
    const asked = JSON.parse(String(server?.requests[0]?.body)) as Record<string, unknown>;
    const range = { gte: '2026-03-01T00:00:00.000Z', lt: '2026-04-01T00:00:00.000Z', format: 'strict_date_time' };
    expect(asked).toMatchObject({
      size: 1000,
      query: { bool: { should: [{ range: { '@timestamp': range } }, { range: { 'event.ingested': range } }] } },
    });
    expect(JSON.stringify(asked._source)).not.toMatch(/record"|recordText|bundle/);
  });

  it('reads whole documents a small page at a time', async () => {
    const full = Array.from({ length: 20 }, () => ({ doorlog: { ...names, record: { a: 1 } } }));
    const found = await listFrom('whole', page(full), page([{ doorlog: names }], 20));
    expect(found).toHaveLength(21);
    expect(found[0]).toMatchObject({ document: { a: 1 } });
  });
});
