import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, request } from 'node:https';
import { freePort } from './program.ts';

/**
 * What happens to one bulk request. `cut-request`: the store gets half of it. `cut-reply`: the store takes all of it,
 * and its answer never reaches the client.
 */
export type Cut = 'cut-request' | 'cut-reply';

/** A proxy that cuts connections. */
export interface CuttingProxy {
  readonly url: string;
  /** For the next bulk requests, in this order; all later ones pass. */
  readonly cuts: Cut[];
  /** What was cut so far. */
  readonly done: Cut[];
  stop(): Promise<void>;
}

/** Starts a proxy before a store; it shows the store's own certificate. */
export async function startCuttingProxy(store: {
  readonly url: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}): Promise<CuttingProxy> {
  const [cert, key] = await Promise.all([readFile(store.certificateFile), readFile(store.keyFile)]);
  const cuts: Cut[] = [];
  const done: Cut[] = [];
  const server = createServer({ cert, key }, (incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const cut = incoming.url?.endsWith('/_bulk') ? cuts.shift() : undefined;
      if (cut !== undefined) {
        done.push(cut);
      }
      pass(incoming, outgoing, { body: Buffer.concat(chunks), cut, storeUrl: store.url, ca: cert });
    });
  });
  const port = await freePort();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `https://127.0.0.1:${port}`,
    cuts,
    done,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pass(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  way: { body: Buffer; cut: Cut | undefined; storeUrl: string; ca: Buffer },
): void {
  const { method, headers } = incoming;
  const length = { 'content-length': String(way.body.length) };
  const forwarded = request(
    `${way.storeUrl}${incoming.url}`,
    { method, ca: way.ca, agent: false, headers: { ...headers, ...length, connection: 'close' } },
    (reply) => {
      const chunks: Buffer[] = [];
      reply.on('data', (chunk: Buffer) => chunks.push(chunk));
      reply.on('end', () => {
        if (way.cut === 'cut-reply') {
          outgoing.destroy();
          return;
        }
        outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
        outgoing.end(Buffer.concat(chunks));
      });
    },
  );
  forwarded.on('error', () => outgoing.destroy());
  if (way.cut === 'cut-request') {
    forwarded.write(way.body.subarray(0, Math.floor(way.body.length / 2)), () => forwarded.destroy());
  } else {
    forwarded.end(way.body);
  }
}
