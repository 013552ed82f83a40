import { once } from 'node:events';
import { type AddressInfo, connect as connectPlainly, type Socket } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { testTls } from '../support/test-tls.ts';
import type { FaultProxy, ProxyFault } from './fault-proxy.ts';

/** A proxy before a receiver of syslog over TLS, at `tls://HOST:PORT`; the end of a connection is its only reply. */
export async function startSyslogProxy(upstream: string): Promise<FaultProxy> {
  const { key, cert, ca } = await testTls();
  /** Below TLS, by the other side's port: only there a connection can be reset. */
  const wires = new Map<number, Socket>();
  let armed: { fault: ProxyFault; left: number } | undefined;
  const server = createServer({ key, cert, allowHalfOpen: true }, (socket) => {
    // Resets are what is tested here.
    socket.on('error', () => undefined);
    const reset = () => wires.get(socket.remotePort ?? 0)?.resetAndDestroy();
    play(socket, { upstream: new URL(upstream), ca, fault: strike(), reset }).catch(reset);
  });
  server.on('connection', (wire: Socket) => {
    const port = wire.remotePort ?? 0;
    wires.set(port, wire);
    wire.on('error', () => undefined);
    wire.once('close', () => wires.delete(port));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `tls://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arm(fault, times = Number.POSITIVE_INFINITY) {
      armed = { fault, left: times };
    },
    disarm() {
      armed = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const wire of wires.values()) wire.destroy();
      }),
  };

  function strike(): ProxyFault | undefined {
    if (armed === undefined || armed.left <= 0) return undefined;
    armed.left -= 1;
    return armed.fault;
  }
}

interface Playing {
  readonly upstream: URL;
  readonly ca: string;
  readonly fault: ProxyFault | undefined;
  readonly reset: () => void;
}

async function play(socket: TLSSocket, { upstream, ca, fault, reset }: Playing): Promise<void> {
  const finish = () => {
    if (fault === undefined || fault.at === 'reply') return;
    fault.reached?.();
    if (fault.does === 'reset') reset();
  };
  if (fault?.at === 'connected') return finish();
  if (fault?.at === 'half-request') {
    const [first] = await once(socket, 'data');
    await send(upstream, ca, first.subarray(0, first.length / 2), false);
    return finish();
  }
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(socket, 'end');
  if (fault?.at === 'reply' && fault.does !== 'drip') {
    socket.end(fault.does(Buffer.concat(chunks)).body ?? '');
    return;
  }
  await send(upstream, ca, Buffer.concat(chunks), true);
  if (fault === undefined) socket.end();
  else if (fault.at === 'reply') {
    if (fault.does === 'drip') fault.reached?.();
    drip(socket);
  } else finish();
}

/** Sends bytes to the receiver and waits until it has ended its half, or breaks the connection off. */
async function send(upstream: URL, ca: string, bytes: Uint8Array, inOrder: boolean): Promise<void> {
  const wire = connectPlainly(Number(upstream.port), upstream.hostname);
  wire.on('error', () => undefined);
  const socket = connect({ socket: wire, host: upstream.hostname, ca });
  socket.on('error', () => undefined);
  await once(socket, 'secureConnect');
  socket.resume();
  if (inOrder) {
    socket.end(bytes);
    await once(socket, 'close');
    return;
  }
  await new Promise<void>((resolve) => socket.write(bytes, () => resolve()));
  wire.resetAndDestroy();
}

function drip(socket: TLSSocket): void {
  if (socket.destroyed) return;
  const timer = setInterval(() => socket.write('.'), 1_000).unref();
  socket.write('.');
  socket.once('close', () => clearInterval(timer));
}
