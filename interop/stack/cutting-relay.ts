import { connect, createServer, type Socket } from 'node:net';

/**
 * What happens to one request. `cut-request`: the store gets half of it. `cut-reply`: the store takes all of it, and its
 * answer never reaches the client.
 */
export type RelayCut = 'cut-request' | 'cut-reply';

/** A relay before a server that speaks plain HTTP; the bytes pass as they are, so that signatures hold. */
export interface CuttingRelay {
  readonly url: string;
  /** For the next requests, in this order; all later ones pass. */
  readonly cuts: RelayCut[];
  /** What was cut so far. */
  readonly done: RelayCut[];
  stop(): Promise<void>;
}

/** Starts a relay before a server of this machine. */
export async function startCuttingRelay(target: string): Promise<CuttingRelay> {
  const { hostname, port } = new URL(target);
  const cuts: RelayCut[] = [];
  const done: RelayCut[] = [];
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const store = connect(Number(port), hostname);
    let cut: RelayCut | undefined;
    const end = () => {
      client.destroy();
      store.destroy();
    };
    for (const socket of [client, store]) {
      open.add(socket);
      socket.on('error', end);
      socket.on('close', () => {
        open.delete(socket);
        end();
      });
    }
    client.on('data', (bytes: Buffer) => {
      if (bytes.subarray(0, 4).toString() === 'PUT ') cut = cuts.shift();
      if (cut === 'cut-request') {
        done.push(cut);
        store.write(bytes.subarray(0, Math.floor(bytes.length / 2)), end);
      } else store.write(bytes);
    });
    store.on('data', (bytes: Buffer) => {
      if (cut !== 'cut-reply') return void client.write(bytes);
      done.push(cut);
      end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the relay has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    cuts,
    done,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of open) socket.destroy();
      }),
  };
}
