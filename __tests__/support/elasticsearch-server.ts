import { randomBytes } from 'node:crypto';
import { type BulkOperation, MalformedBulk, parseBulk } from './elasticsearch-bulk.ts';
import { type Credentials, matches, type Role, Security } from './elasticsearch-security.ts';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServer,
  type LocalServerOptions,
  serve,
} from './local-server.ts';

export interface StoredDocument {
  readonly index: string;
  readonly id: string;
  readonly source: Record<string, unknown>;
}

/** A running Elasticsearch-shaped server. */
export interface ElasticsearchServer extends LocalServer {
  /** May do everything. */
  readonly admin: Credentials;
  /** May create documents in `doorlog-*`, and nothing else. */
  readonly writer: Credentials;
  readonly documents: () => StoredDocument[];
  /** Puts a document where it is, behind the API's back. */
  readonly put: (document: StoredDocument) => void;
  readonly templates: ReadonlyMap<string, Record<string, unknown>>;
  readonly pipelines: ReadonlyMap<string, Record<string, unknown>>;
  readonly roles: ReadonlyMap<string, Role>;
}

/** Longest document id, in bytes. */
const LONGEST_ID = 512;

/** What the URL of a bulk request may ask for. */
const BULK_PARAMETERS = ['refresh', 'timeout', 'filter_path', 'wait_for_active_shards', 'require_alias'];

/**
 * Plays Elasticsearch 8 with its security on, as far as a log store needs it, and refuses what the real one refuses.
 * A final pipeline that sets `event.ingested` is obeyed.
 */
export async function startElasticsearch(options: LocalServerOptions = {}): Promise<ElasticsearchServer> {
  const cluster = new Cluster();
  const admin = cluster.security.add('elastic', ['superuser']);
  const writerRole = { indices: [{ names: ['doorlog-*'], privileges: ['create_doc', 'auto_configure'] }] };
  cluster.security.roles.set('doorlog_test_writer', writerRole);
  const writer = cluster.security.add('doorlog-writer', ['doorlog_test_writer']);
  const server = await serve({ ...options, handle: (request) => cluster.answer(request) });
  return {
    ...server,
    admin,
    writer,
    documents: () => [...cluster.documents.values()],
    put: (document) => cluster.documents.set(keyOf(document.index, document.id), document),
    templates: cluster.templates,
    pipelines: cluster.pipelines,
    roles: cluster.security.roles,
  };
}

class Cluster {
  readonly security = new Security();
  readonly documents = new Map<string, StoredDocument>();
  readonly templates = new Map<string, Record<string, unknown>>();
  readonly pipelines = new Map<string, Record<string, unknown>>();

  answer(request: LocalRequest): LocalReply {
    const user = this.security.whoIs(request.headers.authorization);
    if (user === undefined) {
      const headers = { 'www-authenticate': 'Basic realm="security", charset="UTF-8"' };
      return { ...failure(401, 'security_exception', 'unable to authenticate'), headers };
    }
    const reply = this.route(user, request);
    reply.headers = { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json', ...reply.headers };
    return reply;
  }

  route(user: string, request: LocalRequest): LocalReply {
    const { method, url } = request;
    const parts = url.pathname.split('/').slice(1).map(decodeURIComponent);
    const last = parts.at(-1) ?? '';
    if (last === '_bulk' && (method === 'POST' || method === 'PUT')) {
      return this.bulk(user, request, parts.length === 2 ? parts[0] : undefined);
    }
    if (parts[1] === '_search') return this.search(user, parts[0] ?? '', request);
    if (parts[1] === '_doc' && parts[2] !== undefined) return this.document(user, request, parts[0] ?? '', parts[2]);
    if (url.pathname === '/' && method === 'GET') return json(200, { version: { number: '8.17.0' } });
    return this.administer(user, request, last);
  }

  administer(user: string, request: LocalRequest, name: string): LocalReply {
    const prefix = request.url.pathname.slice(1, -(name.length + 1));
    const shelves: Record<string, Map<string, unknown>> = {
      _index_template: this.templates,
      '_ingest/pipeline': this.pipelines,
      '_security/role': this.security.roles,
    };
    const shelf = shelves[prefix];
    if (shelf === undefined && prefix !== '_security/user')
      return failure(405, 'method_not_allowed', 'no such address');
    if (!this.security.isSuperuser(user)) return denied(user, prefix);
    if (request.method === 'GET' && shelf !== undefined) {
      return shelf.has(name) ? json(200, { [name]: shelf.get(name) }) : json(404, {});
    }
    if (request.method !== 'PUT' && request.method !== 'POST')
      return failure(405, 'method_not_allowed', request.method);
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return unsupportedMedia(request);
    const body = JSON.parse(request.body.toString('utf8'));
    if (shelf === undefined) {
      if (typeof body.password !== 'string' || body.password.length < 6) {
        return failure(
          400,
          'action_request_validation_exception',
          'Validation Failed: 1: passwords must be at least [6] characters long;',
        );
      }
      this.security.add(name, body.roles ?? [], body.password);
      return json(200, { created: true });
    }
    const created = !shelf.has(name);
    shelf.set(name, body);
    return prefix === '_security/role' ? json(200, { role: { created } }) : json(200, { acknowledged: true });
  }

  bulk(user: string, request: LocalRequest, index: string | undefined): LocalReply {
    const type = request.headers['content-type'] ?? '';
    if (!/^application\/(?:x-ndjson|json)\b/.test(type)) return unsupportedMedia(request);
    const odd = [...request.url.searchParams.keys()].find((name) => !BULK_PARAMETERS.includes(name));
    if (odd !== undefined) return failure(400, 'illegal_argument_exception', `unrecognized parameter: [${odd}]`);
    try {
      const operations = parseBulk(request.body.toString('utf8'), index);
      const items = operations.map((operation) => ({ [operation.kind]: this.perform(user, operation) }));
      const errors = items.some((item) => Object.values(item).some(({ error }) => error !== undefined));
      return json(200, { took: 1, errors, items });
    } catch (error) {
      if (error instanceof MalformedBulk) return failure(400, 'illegal_argument_exception', error.message);
      throw error;
    }
  }

  perform(user: string, { kind, index, id, source }: BulkOperation): Record<string, unknown> {
    const _id = id ?? randomBytes(15).toString('base64url');
    const about = { _index: index, _id };
    const refused = (status: number, type: string, reason: string) => ({ ...about, status, error: { type, reason } });
    if (!this.security.may(user, kind, index)) {
      return refused(
        403,
        'security_exception',
        `action [indices:data/write/${kind}] is unauthorized for user [${user}]`,
      );
    }
    if (!/^[a-z0-9][a-z0-9._-]*$/.test(index)) {
      return refused(400, 'invalid_index_name_exception', `Invalid index name [${index}]`);
    }
    if (Buffer.byteLength(_id) > LONGEST_ID) {
      return refused(400, 'illegal_argument_exception', `id [${_id}] is too long, must be no longer than 512 bytes`);
    }
    const exists = [...this.documents.values()].some((document) => document.index === index);
    if (!exists && !this.security.may(user, 'auto_configure', index)) {
      return refused(403, 'security_exception', `auto-creation of [${index}] is unauthorized for user [${user}]`);
    }
    const key = keyOf(index, _id);
    if (kind === 'create' && this.documents.has(key)) {
      const reason = `[${_id}]: version conflict, document already exists (current version [1])`;
      return refused(409, 'version_conflict_engine_exception', reason);
    }
    if (kind === 'delete') {
      const there = this.documents.delete(key);
      return { ...about, result: there ? 'deleted' : 'not_found', status: there ? 200 : 404 };
    }
    const created = !this.documents.has(key);
    this.documents.set(key, { index, id: _id, source: this.ingested(index, source ?? {}) });
    return { ...about, _version: 1, result: created ? 'created' : 'updated', _seq_no: 0, status: created ? 201 : 200 };
  }

  /** The document after the final pipeline of the template that its index goes by. */
  ingested(index: string, source: Record<string, unknown>): Record<string, unknown> {
    const template = [...this.templates.values()].find(({ index_patterns: patterns }) =>
      (Array.isArray(patterns) ? patterns : []).some((pattern) => matches(String(pattern), index)),
    );
    const name = /"final_pipeline":"([^"]+)"/.exec(JSON.stringify(template ?? {}))?.[1];
    const stamps = JSON.stringify(this.pipelines.get(name ?? '') ?? {}).includes('event.ingested');
    if (!stamps) return source;
    const event = typeof source.event === 'object' && source.event !== null ? source.event : {};
    return { ...source, event: { ...event, ingested: new Date().toISOString() } };
  }

  document(user: string, request: LocalRequest, index: string, id: string): LocalReply {
    const deeds: Record<string, string> = { GET: 'read', PUT: 'index', POST: 'index', DELETE: 'delete' };
    const deed = deeds[request.method];
    if (deed === undefined) return failure(405, 'method_not_allowed', request.method);
    if (!this.security.may(user, deed, index)) return denied(user, `${index}/_doc`);
    const found = this.documents.get(keyOf(index, id));
    const about = { _index: index, _id: id };
    if (deed === 'read') {
      return found === undefined
        ? json(404, { ...about, found: false })
        : json(200, { ...about, found: true, _source: found.source });
    }
    if (deed === 'delete') {
      this.documents.delete(keyOf(index, id));
      return json(found === undefined ? 404 : 200, { ...about, result: found === undefined ? 'not_found' : 'deleted' });
    }
    this.documents.set(keyOf(index, id), { index, id, source: JSON.parse(request.body.toString('utf8')) });
    return json(found === undefined ? 201 : 200, { ...about, result: found === undefined ? 'created' : 'updated' });
  }

  search(user: string, pattern: string, request: LocalRequest): LocalReply {
    const size = Number(request.url.searchParams.get('size') ?? 10);
    if (!this.security.may(user, 'read', pattern)) return denied(user, `${pattern}/_search`);
    const hits = [...this.documents.values()].filter(({ index }) => matches(pattern, index));
    const shown = hits.slice(0, size).map(({ index, id, source }) => ({ _index: index, _id: id, _source: source }));
    return json(200, { hits: { total: { value: hits.length, relation: 'eq' }, hits: shown } });
  }
}

function keyOf(index: string, id: string): string {
  return `${index}\n${id}`;
}

function denied(user: string, what: string): LocalReply {
  return failure(403, 'security_exception', `action on [${what}] is unauthorized for user [${user}]`);
}

function unsupportedMedia(request: LocalRequest): LocalReply {
  const type = request.headers['content-type'] ?? '';
  return failure(406, 'media_type_header_exception', `Content-Type header [${type}] is not supported`);
}

function failure(status: number, type: string, reason: string): LocalReply {
  return json(status, { error: { root_cause: [{ type, reason }], type, reason }, status });
}
