import type { AddressInfo, Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { testTls } from './test-tls.ts';

/** How a receiver treats one connection. */
export type SyslogFault =
  /** Resets the connection once so many bytes were read. */
  | { readonly kind: 'reset'; readonly after: number }
  /** Answers, as no receiver of syslog does, and then ends in order. */
  | { readonly kind: 'talking' }
  /** Takes everything and never ends its half. */
  | { readonly kind: 'deaf' }
  /** Reads nothing. */
  | { readonly kind: 'stuck' }
  /** Takes everything, and ends the connection by a reset. */
  | { readonly kind: 'rude' }
  /** Takes everything, and ends the TCP connection without TLS’s word for it. */
  | { readonly kind: 'crash' };

/** How a receiver is started. */
export interface SyslogReceiverOptions {
  /** PEM certificates of the authorities whose clients alone are let in. */
  readonly clientCa?: string;
  /** One for each connection from the first on; then none. */
  readonly faults?: readonly SyslogFault[];
  /** Certificate and key, PEM; those of the test authority by default. */
  readonly identity?: { readonly cert: string; readonly key: string };
}

/** A message, taken apart after RFC 5424. */
export interface ReceivedMessage {
  readonly facility: number;
  readonly severity: number;
  readonly timestamp: string;
  readonly host: string;
  readonly application: string;
  readonly process: string;
  readonly messageId: string;
  readonly dataId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly text: string;
  /** Of the message without its count. */
  readonly bytes: number;
}

/** A receiver on 127.0.0.1 that takes nothing but what RFC 5425 and RFC 5424 allow. */
export interface SyslogReceiver {
  readonly port: number;
  readonly messages: readonly ReceivedMessage[];
  /** How many connections came. */
  readonly connections: () => number;
  /** What was no good, one sentence each. */
  readonly complaints: readonly string[];
  readonly close: () => Promise<void>;
}

/** Starts a strict receiver. */
export async function startSyslogReceiver(options: SyslogReceiverOptions = {}): Promise<SyslogReceiver> {
  const { key, cert } = options.identity ?? (await testTls());
  const messages: ReceivedMessage[] = [];
  const complaints: string[] = [];
  const sockets = new Set<TLSSocket>();
  const raws = new Map<number, Socket>();
  let connections = 0;
  const client = options.clientCa && { requestCert: true, rejectUnauthorized: true, ca: options.clientCa };
  const server = createServer({ key, cert, allowHalfOpen: true, ...client }, (socket) => {
    const fault = options.faults?.[connections];
    connections += 1;
    const raw = raws.get(socket.remotePort ?? 0);
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => {});
    serve(socket, raw, fault);
  });
  server.on('connection', (raw) => raws.set(raw.remotePort ?? 0, raw));

  function serve(socket: TLSSocket, raw: Socket | undefined, fault: SyslogFault | undefined): void {
    if (fault?.kind === 'stuck') return;
    if (fault?.kind === 'talking') socket.write('HTTP/1.1 400 Bad Request\r\n\r\n');
    const chunks: Buffer[] = [];
    let size = 0;
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      size += chunk.length;
      if (fault?.kind === 'reset' && size >= fault.after) raw?.resetAndDestroy();
    });
    socket.once('end', () => {
      try {
        messages.push(...parsedFrames(Buffer.concat(chunks)));
      } catch (error) {
        complaints.push(String(error));
      }
      if (fault?.kind === 'rude') raw?.resetAndDestroy();
      else if (fault?.kind === 'crash') raw?.destroy();
      else if (fault?.kind !== 'deaf') socket.end();
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    complaints,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of [...sockets, ...raws.values()]) socket.destroy();
      }),
  };
}

/** Takes apart what came over one connection; raises what is no good. */
export function parsedFrames(bytes: Buffer): ReceivedMessage[] {
  return framesIn(bytes).map(parsed);
}

/** RFC 5425, 4.3: the count in decimal without a leading zero, a space, and so many octets. */
function framesIn(bytes: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const count = /^([1-9]\d{0,9}) /.exec(bytes.toString('latin1', at, at + 11));
    if (count === null) throw new Error(`no count of octets at ${at}`);
    const start = at + count[0].length;
    at = start + Number(count[1]);
    if (at > bytes.length) throw new Error('the last frame is shorter than its count');
    frames.push(bytes.subarray(start, at));
  }
  return frames;
}

const HEADER =
  /^<(0|[1-9]\d{0,2})>1 (-|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:Z|[+-]\d\d:\d\d)) ([\x21-\x7e]{1,255}) ([\x21-\x7e]{1,48}) ([\x21-\x7e]{1,128}) ([\x21-\x7e]{1,32}) \[([\x21-\x7e]{1,32}?)((?: [\x21\x23-\x3c\x3e-\x5c\x5e-\x7e]{1,32}="(?:[^"\\\]]|\\["\\\]])*")*)\] /;

/** RFC 5424, 6. */
function parsed(message: Buffer): ReceivedMessage {
  const whole = message.toString('utf8');
  const [header, priority = '', timestamp = '', host = '', application = '', process = '', messageId = '', ...rest] =
    HEADER.exec(whole) ?? [];
  const [dataId = '', parameters = ''] = rest;
  if (header === undefined || Number(priority) > 191) throw new Error(`no header of RFC 5424: ${whole.slice(0, 300)}`);
  if (!/^[^ =\]"@]+@\d+$/.test(dataId)) throw new Error(`${dataId} is no SD-ID with an enterprise number`);
  if (/[^\x20-\x7e]/.test(whole)) throw new Error('there are characters that a receiver may alter');
  return {
    facility: Math.floor(Number(priority) / 8),
    severity: Number(priority) % 8,
    timestamp,
    host,
    application,
    process,
    messageId,
    dataId,
    parameters: Object.fromEntries(
      [...parameters.matchAll(/ ([^=]+)="((?:[^"\\\]]|\\.)*)"/g)].map(([, name = '', value = '']) => [
        name,
        value.replace(/\\(["\\\]])/g, '$1'),
      ]),
    ),
    text: whole.slice(header.length),
    bytes: message.length,
  };
}
