import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, Faults, type Matcher } from './faults.ts';
import { testTls } from './test-tls.ts';

/** A whole request; header names are in lower case. */
export interface LocalRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface LocalReply {
  status: number;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
}

/** What a server has been asked; `path` includes the query, `status` is 0 where no whole reply went out. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  status: number;
  readonly operation?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface LocalServerOptions {
  tls?: boolean;
  /** Milliseconds before each reply. */
  latency?: number;
}

/** A server on 127.0.0.1 whose requests can be read and which fails on demand. */
export interface LocalServer {
  readonly url: string;
  readonly requests: SeenRequest[];
  readonly setLatency: (milliseconds: number) => void;
  /** Arms a fault; the answer disarms it. */
  readonly addFault: (matcher: Matcher, fault: Fault) => () => void;
  readonly close: () => Promise<void>;
}

export interface Serving extends LocalServerOptions {
  /** Shared with other servers, where given. */
  faults?: Faults;
  requests?: SeenRequest[];
  handle(request: LocalRequest): LocalReply | Promise<LocalReply>;
  /** Names what a request is about, for matchers and the list of requests. */
  operationOf?(request: LocalRequest): string | undefined;
}

/** Starts a server on a free port of 127.0.0.1; a handler that throws gives 500 with its message and warns loudly. */
export async function serve(serving: Serving): Promise<LocalServer> {
  const faults = serving.faults ?? new Faults();
  const requests: SeenRequest[] = serving.requests ?? [];
  let latency = serving.latency ?? 0;
  let base = '';

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const request = await readRequest(incoming, base);
    const operation = serving.operationOf?.(request);
    const path = request.url.pathname + request.url.search;
    const { method, headers, body } = request;
    const seen: SeenRequest = {
      method,
      path,
      status: 0,
      headers,
      body,
      ...(operation === undefined ? {} : { operation }),
    };
    requests.push(seen);
    if (latency > 0) await wait(latency);
    const fault = faults.strike(method, path, operation);
    if (fault?.kind === 'drop') {
      outgoing.destroy();
    } else if (fault?.kind === 'endless') {
      drip(outgoing);
    } else if (fault?.kind === 'reply') {
      seen.status = fault.status;
      send(outgoing, fault);
    } else {
      const reply = await handled(serving, request);
      if (fault?.kind === 'cut') sendHalf(outgoing, reply);
      else {
        seen.status = reply.status;
        send(outgoing, reply);
      }
    }
  }

  const server = await create(serving.tls === true, (incoming, outgoing) => {
    answer(incoming, outgoing).catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  base = `${serving.tls === true ? 'https' : 'http'}://127.0.0.1:${port}`;
  return {
    url: base,
    requests,
    setLatency(milliseconds) {
      latency = milliseconds;
    },
    addFault: (matcher, fault) => faults.add(matcher, fault),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A reply with a JSON body. */
export function json(status: number, body: unknown, headers: Record<string, string> = {}): LocalReply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

async function create(tls: boolean, listener: RequestListener): Promise<Server> {
  if (!tls) return createServer(listener);
  const https = await import('node:https');
  const { key, cert } = await testTls();
  return https.createServer({ key, cert }, listener);
}

async function readRequest(incoming: IncomingMessage, base: string): Promise<LocalRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const headers = Object.entries(incoming.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(', ') : (value ?? ''),
  ]);
  return {
    method: incoming.method ?? 'GET',
    url: new URL(incoming.url ?? '/', base),
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
  };
}

async function handled(serving: Serving, request: LocalRequest): Promise<LocalReply> {
  try {
    return await serving.handle(request);
  } catch (error) {
    const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`local server: ${request.method} ${request.url.pathname}: ${said}\n`);
    return json(500, { message: `local server: ${said}` });
  }
}

function send(outgoing: ServerResponse, reply: LocalReply): void {
  const body = Buffer.from(reply.body ?? '');
  const empty = reply.status === 204 || reply.status === 304;
  outgoing.writeHead(reply.status, { ...reply.headers, ...(empty ? {} : { 'content-length': String(body.length) }) });
  outgoing.end(empty ? undefined : body);
}

function sendHalf(outgoing: ServerResponse, reply: LocalReply): void {
  const body = Buffer.from(reply.body ?? '');
  outgoing.writeHead(reply.status, { ...reply.headers, 'content-length': String(Math.max(body.length, 2)) });
  outgoing.write(body.subarray(0, Math.floor(body.length / 2)), () => outgoing.destroy());
}

function drip(outgoing: ServerResponse): void {
  outgoing.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
  outgoing.write(' ');
  const timer = setInterval(() => outgoing.write(' '), 20);
  outgoing.once('close', () => clearInterval(timer));
}
