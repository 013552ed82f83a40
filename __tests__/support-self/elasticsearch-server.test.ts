import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ElasticsearchServer, startElasticsearch } from '../support/elasticsearch-server.ts';
import { cutShort } from '../support/faults.ts';

let server: ElasticsearchServer;

beforeEach(async () => {
  server = await startElasticsearch();
});
afterEach(() => server.close());

interface Asking {
  as?: { username: string; password: string };
  key?: string;
  type?: string;
  method?: string;
  body?: string;
}

async function ask(path: string, { as, key, type = 'application/json', method = 'GET', body }: Asking = {}) {
  const basic = as === undefined ? undefined : `Basic ${btoa(`${as.username}:${as.password}`)}`;
  const authorization = key === undefined ? (basic ?? '') : `ApiKey ${key}`;
  const reply = await fetch(server.url + path, {
    method,
    headers: { authorization, 'content-type': type },
    ...(body === undefined ? {} : { body }),
  });
  return { status: reply.status, body: JSON.parse((await reply.text()) || '{}') };
}

function create(id: string, source: object, index = 'doorlog-2026.11'): string {
  return `${JSON.stringify({ create: { _index: index, _id: id } })}\n${JSON.stringify(source)}\n`;
}

function bulk(body: string, as: Asking = { as: server.writer }) {
  return ask('/_bulk', { ...as, method: 'POST', type: 'application/x-ndjson', body });
}

describe('_bulk', () => {
  it('creates once and says 409 when the document is there, with Basic and with an API key', async () => {
    const first = await bulk(create('a', { n: 1 }));
    expect(first.body).toMatchObject({ errors: false, items: [{ create: { _id: 'a', status: 201 } }] });
    const again = await bulk(create('a', { n: 2 }), { key: server.writer.apiKey });
    expect(again.status).toBe(200);
    expect(again.body).toMatchObject({
      errors: true,
      items: [{ create: { status: 409, error: { type: 'version_conflict_engine_exception' } } }],
    });
    expect(server.documents()).toMatchObject([{ index: 'doorlog-2026.11', id: 'a', source: { n: 1 } }]);
  });

  it('refuses the whole request when the last newline is missing, a line is no JSON, or the type is wrong', async () => {
    expect((await bulk(create('a', {}).trimEnd())).status).toBe(400);
    expect((await bulk('{"create":\n{}\n')).status).toBe(400);
    const wrongType = { as: server.writer, method: 'POST', type: 'text/plain', body: create('a', {}) };
    expect((await ask('/_bulk', wrongType)).status).toBe(406);
    expect(server.documents()).toEqual([]);
  });

  it('refuses a writer when it would overwrite, write elsewhere, read or delete', async () => {
    await bulk(create('a', {}));
    const overwrite = await bulk(create('a', {}).replace('create', 'index'));
    expect(overwrite.body.items[0].index.status).toBe(403);
    expect((await bulk(create('a', {}, 'other'))).body.items[0].create.status).toBe(403);
    const as = server.writer;
    expect((await ask('/doorlog-2026.11/_doc/a', { as })).status).toBe(403);
    expect((await ask('/doorlog-2026.11/_doc/a', { as, method: 'DELETE' })).status).toBe(403);
    expect((await ask('/doorlog-*/_search', { as })).status).toBe(403);
    expect((await ask('/doorlog-*/_search', { as: server.admin })).body.hits.total.value).toBe(1);
  });

  it('says 401 when the credentials are wrong', async () => {
    expect((await bulk(create('a', {}), { key: btoa('a:b') })).status).toBe(401);
    expect((await bulk(create('a', {}), {})).status).toBe(401);
  });

  it('has stored what it was sent when the connection is cut halfway through the reply', async () => {
    server.addFault({ path: /^\/_bulk/ }, cutShort());
    await expect(bulk(create('a', {}))).rejects.toThrow();
    expect(server.documents()).toHaveLength(1);
  });
});

describe('setting up', () => {
  it('is for the administrator alone, and its pipeline stamps what arrives later', async () => {
    const template = JSON.stringify({
      index_patterns: ['doorlog-*'],
      template: { settings: { index: { final_pipeline: 'stamp' } } },
    });
    const pipeline = JSON.stringify({ processors: [{ set: { field: 'event.ingested', value: 'x' } }] });
    const put = { method: 'PUT', body: template };
    expect((await ask('/_index_template/doorlog', { ...put, as: server.writer })).status).toBe(403);
    expect((await ask('/_index_template/doorlog', { ...put, as: server.admin })).status).toBe(200);
    expect((await ask('/_ingest/pipeline/stamp', { ...put, body: pipeline, as: server.admin })).status).toBe(200);
    await bulk(create('a', { event: { ingested: '1970' } }));
    expect(server.documents()[0]?.source).toMatchObject({ event: { ingested: expect.stringMatching(/^20/) } });
  });

  it('makes users whose roles hold', async () => {
    const role = JSON.stringify({ indices: [{ names: ['doorlog-*'], privileges: ['read'] }] });
    const user = JSON.stringify({ password: 'a-long-password', roles: ['reader'] });
    await ask('/_security/role/reader', { as: server.admin, method: 'PUT', body: role });
    await ask('/_security/user/rita', { as: server.admin, method: 'PUT', body: user });
    const as = { username: 'rita', password: 'a-long-password' };
    expect((await ask('/doorlog-*/_search', { as })).status).toBe(200);
    expect((await bulk(create('a', {}), { as })).body.items[0].create.status).toBe(403);
  });
});
