import { createServer, type IncomingMessage } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** What a proxy was asked. */
export interface ProxyRequest {
  readonly method: string;
  readonly target: string;
  readonly authorization: string | undefined;
}

/** A forward proxy on 127.0.0.1 that maps every host name to this machine. */
export interface ProxyServer {
  readonly url: string;
  readonly host: string;
  readonly seen: ProxyRequest[];
  readonly close: () => Promise<void>;
}

/** Starts one; `refuse` is the status with which it answers CONNECT, `silent` accepts and says nothing. */
export async function startProxy(
  target: { readonly port: number },
  options: { refuse?: number; silent?: boolean } = {},
): Promise<ProxyServer> {
  const seen: ProxyRequest[] = [];
  const sockets = new Set<Socket>();
  const note = ({ method = '', url = '', headers }: IncomingMessage) =>
    seen.push({ method, target: url, authorization: headers['proxy-authorization'] });
  const server = createServer((incoming, outgoing) => {
    note(incoming);
    outgoing.writeHead(200, { 'content-type': 'text/plain' });
    outgoing.end('by proxy');
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  server.on('connect', (incoming: IncomingMessage, client: Socket) => {
    note(incoming);
    if (options.silent) return;
    if (options.refuse) {
      client.end(`HTTP/1.1 ${options.refuse} No\r\n\r\n`);
      return;
    }
    const upstream = connect(target.port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client);
      client.pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    host: `127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}
