import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server does to a request instead of answering it well. */
type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
    }
  /** Of all items, or of those that `of` says. */
  | { readonly kind: 'item'; readonly status: number; readonly type: string; readonly of?: (id: string) => boolean }
  | { readonly kind: 'cut'; readonly stored: boolean }
  | { readonly kind: 'endless' };

/** A bulk endpoint as strict as the real one about what it is sent. */
export interface BulkServer {
  readonly url: string;
  readonly documents: Map<string, Record<string, unknown>>;
  readonly requests: { readonly authorization: string | undefined }[];
  /** How many documents each request that was read was to create. */
  readonly sizes: number[];
  /** Used up one per request; the last one stays when `forever` is set. */
  readonly faults: Fault[];
  forever: boolean;
  authorization: string | undefined;
  /** Documents that are refused with 400, as a mapping does. */
  refuses: (document: Record<string, unknown>) => boolean;
  /** A longer request is refused with 413. */
  mostBytes: number;
  close(): Promise<void>;
}

export async function startBulkServer(): Promise<BulkServer> {
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const state: BulkServer = {
    url: `http://127.0.0.1:${port}`,
    documents: new Map(),
    requests: [],
    sizes: [],
    faults: [],
    forever: false,
    authorization: undefined,
    refuses: () => false,
    mostBytes: Number.POSITIVE_INFINITY,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return state;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    state.requests.push({ authorization: request.headers.authorization });
    const fault = state.forever ? state.faults[0] : state.faults.shift();
    if (fault?.kind === 'status') {
      response.writeHead(fault.status, { 'content-type': 'application/json', ...fault.headers });
      response.end(fault.body ?? '{"error":{"type":"some_exception"}}');
      return;
    }
    if (fault?.kind === 'endless') {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"errors":');
      return;
    }
    if (fault?.kind === 'cut' && !fault.stored) {
      request.socket.destroy();
      return;
    }
    const reply = bulk(state, request, Buffer.concat(chunks).toString('utf8'), fault);
    if (fault?.kind === 'cut') {
      request.socket.destroy();
      return;
    }
    response.writeHead(reply.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(reply.body));
  }
}

function bulk(
  state: BulkServer,
  request: IncomingMessage,
  body: string,
  fault: Fault | undefined,
): { status: number; body: unknown } {
  const bad = (type: string) => ({ status: 400, body: { error: { type }, status: 400 } });
  if (request.method !== 'POST' || request.url !== '/_bulk') return { status: 405, body: { error: 'no such address' } };
  if (request.headers['content-type'] !== 'application/x-ndjson') return { status: 406, body: { error: 'media type' } };
  if (state.authorization !== undefined && request.headers.authorization !== state.authorization) {
    return {
      status: 401,
      body: { error: { type: 'security_exception', reason: `bad ${request.headers.authorization}` } },
    };
  }
  if (Buffer.byteLength(body) > state.mostBytes) return { status: 413, body: { error: 'too large' } };
  if (!body.endsWith('\n')) return bad('illegal_argument_exception');
  const lines = body.slice(0, -1).split('\n');
  if (lines.length % 2 !== 0) return bad('x_content_parse_exception');
  const creates: Create[] = [];
  for (let index = 0; index < lines.length; index += 2) {
    const action: { create: { _index: string; _id: string } } = JSON.parse(lines[index] ?? '');
    const { _index, _id } = action.create;
    if (Object.keys(action).join() !== 'create' || Buffer.byteLength(_id) > 512)
      return bad('action_request_validation_exception');
    creates.push({ _index, _id, document: JSON.parse(lines[index + 1] ?? '') });
  }
  state.sizes.push(creates.length);
  const items = creates.map((each) => create(state, each, fault));
  return { status: 200, body: { took: 1, errors: items.some((item) => item.create.status !== 201), items } };
}

interface Create {
  readonly _index: string;
  readonly _id: string;
  readonly document: Record<string, unknown>;
}

function create(state: BulkServer, { _index, _id, document }: Create, fault: Fault | undefined) {
  const item = (status: number, type?: string) => ({
    create: { _index, _id, status, ...(type && { error: { type, reason: JSON.stringify(document) } }) },
  });
  if (fault?.kind === 'item' && (fault.of?.(_id) ?? true)) return item(fault.status, fault.type);
  if (state.refuses(document)) return item(400, 'document_parsing_exception');
  const place = `${_index}/${_id}`;
  if (state.documents.has(place)) return item(409, 'version_conflict_engine_exception');
  state.documents.set(place, document);
  return item(201);
}
