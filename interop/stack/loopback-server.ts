import { createServer, type IncomingMessage } from 'node:http';

/** What a loopback server answers, as JSON. */
export interface Reply {
  readonly status: number;
  readonly json: unknown;
}

/** A small HTTP server of a test's own on 127.0.0.1. */
export interface LoopbackServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts a server on a free port that answers every request with JSON. */
export async function startLoopbackServer(
  answer: (request: IncomingMessage, body: string) => Reply,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      const reply = answer(request, body);
      response.writeHead(reply.status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(reply.json));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new Error('the loopback server has no port');
  }
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
