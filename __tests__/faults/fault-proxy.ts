import http, { type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { testTls } from '../support/test-tls.ts';

/** Where in an exchange a fault strikes. */
export type StrikePoint = 'connected' | 'half-request' | 'whole-request' | 'half-reply';

/** What a proxy answers in the store's place. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a proxy does to exchanges instead of passing them on. */
export type ProxyFault =
  /** `hold`: nothing more happens on the connection; `reached` is called when it has come so far. */
  | { readonly at: StrikePoint; readonly does: 'reset' | 'hold'; readonly reached?: () => void }
  /** The store does its work, and its reply goes out by one byte a second. */
  | { readonly at: 'reply'; readonly does: 'drip'; readonly reached?: () => void }
  /** The store hears nothing, or where it is asked after, everything but its own reply is replaced. */
  | { readonly at: 'reply'; readonly does: (request: Buffer) => Reply };

/** A proxy in front of one store. */
export interface FaultProxy {
  readonly url: string;
  /** Strikes the next exchanges, so many of them; default all. */
  arm(fault: ProxyFault, times?: number): void;
  disarm(): void;
  close(): Promise<void>;
}

/** Starts a proxy before an HTTP store; with `tls` it speaks TLS with a certificate of the test authority. */
export async function startFaultProxy(upstream: string, { tls = false } = {}): Promise<FaultProxy> {
  let armed: { fault: ProxyFault; left: number } | undefined;
  const held = new WeakSet<Socket>();
  const listener: RequestListener = (incoming, outgoing) => {
    if (held.has(incoming.socket)) return;
    const fault = strike();
    exchange(upstream, incoming, outgoing, fault).catch(() => incoming.socket.destroy());
  };
  const server = await listening(tls, listener);
  server.on(tls ? 'secureConnection' : 'connection', (socket: Socket) => {
    // Resets are what is tested here.
    socket.on('error', () => undefined);
    if (armed?.fault.at !== 'connected' || armed.left <= 0) return;
    const { fault } = armed;
    armed.left -= 1;
    held.add(socket);
    end(socket, fault);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    arm(fault, times = Number.POSITIVE_INFINITY) {
      armed = { fault, left: times };
    },
    disarm() {
      armed = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function strike(): ProxyFault | undefined {
    if (armed === undefined || armed.left <= 0) return undefined;
    armed.left -= 1;
    return armed.fault;
  }
}

async function listening(tls: boolean, listener: RequestListener): Promise<Server> {
  const server = tls ? https.createServer(await testTls(), listener) : http.createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function exchange(
  upstream: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: ProxyFault | undefined,
): Promise<void> {
  if (fault?.at === 'half-request') {
    const half = await firstHalf(incoming);
    sendPart(upstream, incoming, half);
    return end(incoming.socket, fault);
  }
  const body = await whole(incoming);
  if (fault?.at === 'reply' && fault.does !== 'drip') return answer(outgoing, fault.does(body));
  const reply = await pass(upstream, incoming, body);
  if (fault === undefined) {
    outgoing.writeHead(reply.status, reply.headers);
    outgoing.end(reply.body);
    return;
  }
  const bytes = Buffer.concat([Buffer.from(headOf(reply)), reply.body]);
  if (fault.at === 'reply') {
    if (fault.does === 'drip') fault.reached?.();
    return drip(incoming.socket, bytes);
  }
  if (fault.at === 'half-reply') await written(incoming.socket, bytes.subarray(0, Math.floor(bytes.length / 2)));
  end(incoming.socket, fault);
}

function end(socket: Socket, fault: Extract<ProxyFault, { at: StrikePoint }>): void {
  fault.reached?.();
  if (fault.does === 'reset') socket.resetAndDestroy();
}

/** Half of the body, and whatever else came in the same piece left out. */
function firstHalf(incoming: IncomingMessage): Promise<Buffer> {
  const half = Math.floor(Number(incoming.headers['content-length'] ?? 0) / 2);
  const chunks: Buffer[] = [];
  return new Promise((resolve) => {
    const take = (chunk: Buffer) => {
      chunks.push(chunk);
      const sofar = Buffer.concat(chunks);
      if (sofar.length >= half) {
        incoming.off('data', take);
        incoming.pause();
        resolve(sofar.subarray(0, half));
      }
    };
    incoming.on('data', take);
    incoming.once('end', () => resolve(Buffer.concat(chunks)));
  });
}

async function whole(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What a broken connection leaves at the store: a request that never ends well. */
function sendPart(upstream: string, { method, url, headers }: IncomingMessage, part: Buffer): void {
  const request = http.request(new URL(url ?? '/', upstream), { method, headers, agent: false });
  request.on('error', () => undefined);
  request.write(part, () => request.destroy());
}

interface PassedReply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
}

function pass(upstream: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<PassedReply> {
  return new Promise((resolve, reject) => {
    const request = http.request(new URL(url ?? '/', upstream), { method, headers, agent: false }, (response) => {
      whole(response).then((bytes) => {
        const plain = Object.entries(response.headers)
          .filter(([name]) => !['connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name))
          .map(([name, value]) => [name, String(value)]);
        const status = response.statusCode ?? 0;
        const length = status === 204 ? [] : [['content-length', String(bytes.length)]];
        resolve({ status, headers: Object.fromEntries([...plain, ...length]), body: bytes });
      }, reject);
    });
    request.once('error', reject);
    request.end(body);
  });
}

function answer(outgoing: ServerResponse, { status, headers = {}, body = '' }: Reply): void {
  outgoing.writeHead(status, { ...headers, 'content-length': String(Buffer.byteLength(body)) });
  outgoing.end(body);
}

function headOf({ status, headers }: PassedReply): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${http.STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
}

function written(socket: Socket, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => socket.write(bytes, () => resolve()));
}

function drip(socket: Socket, bytes: Uint8Array): void {
  if (socket.destroyed) return;
  let sent = 1;
  socket.write(bytes.subarray(0, sent));
  const timer = setInterval(() => {
    if (sent < bytes.length) socket.write(bytes.subarray(sent, sent + 1));
    sent += 1;
  }, 1_000).unref();
  socket.once('close', () => clearInterval(timer));
}
