import type { Agent, ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { DoorlogError } from '../errors.ts';
import type { Http, HttpRequest, HttpResponse } from '../ports.ts';
import { connectThroughProxy, proxyAddress, proxyAuthorization } from './proxy.ts';
import { backoff, isPassing, pause } from './retry.ts';
import { proxyFor, type Surroundings } from './surroundings.ts';
import { isUntrusted, untrusted } from './untrusted.ts';

const DEFAULT_TIMEOUT = 10_000;
const DEFAULT_MAX_BYTES = 10 * 1024 * 1024;
const DEFAULT_RETRIES = 2;
/** Code of the cause of a fault before which nothing of the request was sent. */
export const UNSENT = 'ENOTCONN';
const DEFAULT_RETRY_STATUSES = [429, 500, 502, 503, 504];

/**
 * The only speaker of HTTP: kept-alive connections, proxy and private certificate authorities as `surroundings` say,
 * one deadline over all attempts, full-jitter retries that obey Retry-After, bounded replies.
 * The certificate of a server is always checked, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 */
export function createHttp(surroundings: Surroundings): Http {
  const transport = createTransport(surroundings);
  return async (request) => {
    const deadline = monotonic() + (request.timeout ?? DEFAULT_TIMEOUT);
    const attempts = 1 + (request.retries ?? DEFAULT_RETRIES);
    const retryStatuses = request.retryStatuses ?? DEFAULT_RETRY_STATUSES;
    for (let attempt = 1; ; attempt++) {
      request.onAttempt?.(attempt);
      const left = deadline - monotonic();
      try {
        const response = await exchange(transport, request, left);
        if (!retryStatuses.includes(response.status) || attempt >= attempts) return response;
        const wait = backoff(attempt, response.headers['retry-after']);
        if (monotonic() + wait >= deadline) return response;
        await pause(wait, request.signal);
      } catch (error) {
        const wait = backoff(attempt);
        if (!isPassing(error) || attempt >= attempts || monotonic() + wait >= deadline) throw error;
        await pause(wait, request.signal);
      }
    }
  };
}

/** Milliseconds on a clock that nobody sets; `performance` would load eleven modules of Node for the same. */
function monotonic(): number {
  return process.uptime() * 1000;
}

interface Transport {
  open(url: URL, options: RequestOptions, signal: AbortSignal): Promise<ClientRequest>;
}

/**
 * node:http is fetched as a built-in object, never imported: its ESM namespace touches every lazy getter and so loads
 * the whole of undici (2.6 times bare Node instead of 1.1). node:https and its TLS are loaded for the first https URL.
 */
function createTransport(surroundings: Surroundings): Transport {
  const agents = new Map<string, Agent>();
  let context: SecureContext | undefined;

  /** One for all connections: Node would make another for each, with all its authorities. */
  function trust(): SecureContext {
    const { createSecureContext } = process.getBuiltinModule('node:tls');
    context ??= createSecureContext(surroundings.ca && { ca: [...surroundings.ca] });
    return context;
  }

  function agentFor(secure: boolean): Agent {
    const key = secure ? 'https' : 'http';
    const known = agents.get(key);
    if (known) return known;
    const agent = secure
      ? new (process.getBuiltinModule('node:https').Agent)({ keepAlive: true, maxSockets: 16 })
      : new (process.getBuiltinModule('node:http').Agent)({ keepAlive: true, maxSockets: 16 });
    agents.set(key, agent);
    return agent;
  }

  return {
    async open(url, options, signal) {
      const secure = url.protocol === 'https:';
      const proxy = proxyFor(url, surroundings);
      const tls = secure ? { rejectUnauthorized: true, secureContext: trust() } : {};
      const client = secure ? process.getBuiltinModule('node:https') : process.getBuiltinModule('node:http');
      if (proxy && !secure) return throughPlainProxy(proxy, url, options);
      if (proxy) {
        const timeout = options.timeout ?? DEFAULT_TIMEOUT;
        const socket = await connectThroughProxy(proxy, url, { timeout, signal, ...tls });
        // With any agent, `false` too, Node would make a connection of its own, past the proxy.
        return client.request(url, { ...options, createConnection: () => socket });
      }
      return client.request(url, { ...options, ...tls, agent: agentFor(secure) });
    },
  };
}

function throughPlainProxy(proxy: URL, url: URL, options: RequestOptions): ClientRequest {
  const { request } = process.getBuiltinModule(proxy.protocol === 'https:' ? 'node:https' : 'node:http');
  const headers = { ...(options.headers as Record<string, string>), host: url.host, ...proxyAuthorization(proxy) };
  return request({ ...options, ...proxyAddress(proxy), rejectUnauthorized: true, path: url.href, headers });
}

async function exchange(transport: Transport, request: HttpRequest, timeout: number): Promise<HttpResponse> {
  const url = parseUrl(request);
  if (timeout <= 0) throw timedOut(request, url);
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(timedOut(request, url)), timeout);
  const outer = () => abort.abort(new DoorlogError('http-timeout', `The request to ${request.service} was given up.`));
  request.signal?.addEventListener('abort', outer, { once: true });
  if (request.signal?.aborted) outer();
  const way = { isOpen: false };
  try {
    abort.signal.throwIfAborted();
    const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
    const headers = {
      'user-agent': 'doorlog',
      ...request.headers,
      ...(body && { 'content-length': String(body.byteLength) }),
    };
    const client = await transport.open(url, { method: request.method, timeout, headers }, abort.signal);
    noteOpening(client, way);
    return await roundTrip(client, body, request, abort.signal);
  } catch (error) {
    const fault: DoorlogError = abort.signal.aborted ? abort.signal.reason : asDoorlogError(error, request, url);
    throw way.isOpen ? fault : unsent(fault);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', outer);
  }
}

/** Notes when there is a connection that a request goes out over; it may have its socket by now. */
function noteOpening(client: ClientRequest, way: { isOpen: boolean }): void {
  const open = () => {
    way.isOpen = true;
  };
  const look = (socket: Socket) => {
    if (isSecuring(socket)) socket.once('secureConnect', open);
    else if (socket.connecting) socket.once('connect', open);
    else open();
  };
  if (client.socket) look(client.socket);
  else client.once('socket', look);
}

/** A socket that came from the pool has its handshake behind it. */
function isSecuring(socket: object): boolean {
  return 'secureConnecting' in socket && socket.secureConnecting === true;
}

/** The same fault, for whoever has to know that there was no connection yet, so that nothing of the request was sent. */
function unsent({ code, message, cause }: DoorlogError): DoorlogError {
  const before = Object.assign(new Error('The request was not sent.', { cause }), { code: UNSENT });
  return new DoorlogError(code, message, { cause: before });
}

function roundTrip(
  client: ClientRequest,
  body: Uint8Array | undefined,
  request: HttpRequest,
  signal: AbortSignal,
): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    const stop = () => client.destroy(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const settle = (finish: () => void) => {
      signal.removeEventListener('abort', stop);
      finish();
    };
    client.once('error', (error) => settle(() => reject(error)));
    client.once('response', (incoming) => {
      readBody(incoming, request).then(
        (bytes) =>
          settle(() => resolve({ status: incoming.statusCode ?? 0, headers: plainHeaders(incoming), body: bytes })),
        (error) => {
          client.destroy();
          settle(() => reject(error));
        },
      );
    });
    client.end(body);
  });
}

async function readBody(
  incoming: IncomingMessage,
  { maxBytes = DEFAULT_MAX_BYTES, firstBytes, service }: HttpRequest,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (firstBytes !== undefined && size >= firstBytes) {
      chunks.push(chunk);
      return Buffer.concat(chunks).subarray(0, firstBytes);
    }
    if (size > maxBytes) {
      throw new DoorlogError(
        'http-too-large',
        `${service} answered with more than ${maxBytes} bytes; the reply was dropped.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function plainHeaders(incoming: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}

function parseUrl(request: HttpRequest): URL {
  if (!URL.canParse(request.url)) {
    throw new DoorlogError('http-connection', `The address of ${request.service} is not a URL.`);
  }
  const url = new URL(request.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new DoorlogError('http-connection', `The address of ${request.service} must start with http:// or https://.`);
  }
  return url;
}

function timedOut(request: HttpRequest, url: URL): DoorlogError {
  const seconds = (request.timeout ?? DEFAULT_TIMEOUT) / 1000;
  return new DoorlogError('http-timeout', `${request.service} at ${url.host} did not answer within ${seconds} s.`);
}

/** The original error's own message is not repeated: it may quote headers or the address with its query. */
function asDoorlogError(error: unknown, request: HttpRequest, url: URL): DoorlogError {
  if (error instanceof DoorlogError) return error;
  const code = (error as { code?: unknown }).code;
  const name = typeof code === 'string' ? code : 'no reply';
  const { why, mend } = untrusted(name);
  return isUntrusted(name)
    ? new DoorlogError(
        'http-tls',
        `The certificate of ${request.service.replace(/^The /, 'the ')} at ${url.host} ${why} (${name}); ${mend}.`,
        { cause: error },
      )
    : new DoorlogError('http-connection', `${request.service} at ${url.host} could not be reached (${name}).`, {
        cause: error,
      });
}
