import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { HookOptions } from '../__tests__/support/runner.ts';

/** Log stores other than the one that most is measured with. */
export type LogStores = 'three' | 'silent';

/** How a hook reaches the services: what the runner would tell it. */
export interface Ready extends Required<Pick<HookOptions, 'github' | 'issuer' | 'inputs' | 'env'>> {
  /** Inputs over the others: for three log stores, and for one that takes connections and never answers. */
  readonly logStores: Readonly<Record<LogStores, Readonly<Record<string, string>>>>;
}

/** The same with other log stores. */
export function withLogStores(ready: Ready, stores: LogStores): Ready {
  return { ...ready, inputs: { ...ready.inputs, ...ready.logStores[stores] } };
}

/** What the services are told; each command is answered by the number of requests that GitHub's API got so far. */
export interface Command {
  /** Milliseconds before each reply from now on. */
  readonly latency?: number;
  /** What GitHub says is left of the token's budget from now on. */
  readonly remaining?: number;
}

/** The services, running in another process. */
export interface Services {
  readonly ready: Ready;
  readonly requestsSoFar: () => Promise<number>;
  readonly setLatency: (milliseconds: number) => Promise<void>;
  readonly setRemaining: (requests: number) => Promise<void>;
  readonly stop: () => void;
}

/** Starts GitHub, identity provider, Sigstore and log stores, over plain HTTP or TLS. */
export async function startServices(transport: 'http' | 'tls'): Promise<Services> {
  const child = fork(fileURLToPath(new URL('services.ts', import.meta.url)), [transport]);
  const ready = await answerOf<Ready>(child);
  const tell = async (command: Command) => {
    const answer = answerOf<number>(child);
    child.send(command);
    return answer;
  };
  return {
    ready,
    requestsSoFar: () => tell({}),
    async setLatency(latency) {
      await tell({ latency });
    },
    async setRemaining(remaining) {
      await tell({ remaining });
    },
    stop: () => child.disconnect(),
  };
}

async function answerOf<T>(child: ChildProcess): Promise<T> {
  const over = new AbortController();
  const { signal } = over;
  try {
    const ended = once(child, 'exit', { signal }).then(() => {
      throw new Error('The local services ended by themselves.');
    });
    const [answer] = await Promise.race([once(child, 'message', { signal }), ended]);
    return answer;
  } finally {
    over.abort();
  }
}
