import type { SinkSecrets } from '../../src/model/sink-secrets.ts';
import type { LogEntry } from '../../src/ports.ts';
import type { FaultProxy, Reply } from './fault-proxy.ts';
import type { FaultName } from './faults.ts';
import type { SinkType } from './table.ts';

/** A store of one kind that can be put through the faults. */
export interface StoreUnderTest {
  readonly type: SinkType;
  /** A store of its own for each cell; strict in-process, with nothing in it. */
  start(): Promise<RunningStore>;
}

/** One that is running. */
export interface RunningStore {
  readonly secrets: SinkSecrets;
  /** Where it listens, for a proxy to stand before. */
  readonly url: string;
  /** The sink's configuration when the store is reached at this address; its name is always the type's. */
  configAt(url: string): Record<string, unknown>;
  /** How many copies of the entry it holds, under whichever key. */
  copiesOf(entry: LogEntry): number;
  /** Puts somebody else's document where the entry would go. */
  squat?(entry: LogEntry): void;
  /** A reply of status 200 that says, by the store's own rules, that it took nothing for now. */
  itemErrors?(request: Buffer): Reply;
  /** Faults that it plays by itself; the answer is the address that the sink is given. */
  readonly arrange?: { readonly [Name in FaultName]?: (entries: readonly LogEntry[]) => string };
  /** That it is no service: no proxy can stand before it. */
  readonly isLocal?: true;
  /** A proxy for a store that does not speak HTTP. */
  startProxy?(url: string, options?: { readonly tls?: boolean }): Promise<FaultProxy>;
  /** Certificates that its sink has to trust. */
  readonly ca?: readonly string[];
  close(): Promise<void>;
}
