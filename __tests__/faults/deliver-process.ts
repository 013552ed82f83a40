import { digestOf } from '../../src/core/canonical.ts';
import type { SinkSecrets } from '../../src/model/sink-secrets.ts';
import { createHttp } from '../../src/net/http.ts';
import { deliver, type EntryDelivery } from '../../src/pipeline/deliver.ts';
import { replay } from '../../src/pipeline/replay.ts';
import type { LogEntry, Spool } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import { INPUT_NAMES } from '../../src/sinks/secrets.ts';
import { createSpool } from '../../src/sinks/spool.ts';

/** Moments that the spool sees. */
export type SpoolPoint = 'before-spool' | 'after-spool' | 'after-mark' | 'before-done' | 'after-done';

/** What the process is to do; without an entry it replays what is in the spool. */
export interface Task {
  readonly sinks: readonly Record<string, unknown>[];
  readonly secrets: SinkSecrets;
  readonly ca?: readonly string[];
  readonly spool: string;
  readonly entry?: LogEntry;
  /** Where it stops for ever, and at which sink where that matters. */
  readonly stop?: { readonly at: SpoolPoint; readonly sink?: string };
}

/** What the process tells: where it has come to, and how it ended. */
export type Told =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'done'; readonly sink: string }
  | { readonly kind: 'ended'; readonly deliveries: readonly EntryDelivery[] };

const TIMEOUT = 60_000;

process.once('message', (task: Task) => {
  perform(task).then(
    (deliveries) => process.send?.({ kind: 'ended', deliveries } satisfies Told, () => process.exit()),
    (error) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
      process.exit(1);
    },
  );
});

async function perform({
  sinks: list,
  secrets,
  ca,
  spool: folder,
  entry,
  stop,
}: Task): Promise<readonly EntryDelivery[]> {
  const surroundings = {
    http: createHttp(ca === undefined ? {} : { ca: [...ca] }),
    clock: { now: () => new Date() },
    secrets,
    secretNames: INPUT_NAMES,
    folder: process.cwd(),
    ...(ca && { ca }),
  };
  const configured = await parseSinks(JSON.stringify(list));
  const sinks = await Promise.all(configured.map((sink) => sink.create(surroundings)));
  const spool = stopping(createSpool({ folder, digestOf }), stop);
  const around = { sinks, timeout: TIMEOUT, logger: { info: () => undefined, warn: () => undefined } };
  if (entry !== undefined) return deliver([entry], { ...around, spool });
  return (await replay([spool], around)).deliveries;
}

/** A spool that tells what was delivered and stops for ever at one moment, so that the process can be killed there. */
function stopping<Kind extends Spool>(spool: Kind, stop: Task['stop']): Kind {
  async function come(at: SpoolPoint, sink?: string): Promise<void> {
    if (stop?.at !== at || (sink !== undefined && stop.sink !== sink)) return;
    process.send?.({ kind: 'stopped' } satisfies Told);
    await new Promise(() => undefined);
  }
  return {
    ...spool,
    async put(entry) {
      await come('before-spool');
      const known = await spool.put(entry);
      await come('after-spool');
      return known;
    },
    async markKey(entry, sink, key) {
      await spool.markKey(entry, sink, key);
      await come('after-mark', sink);
    },
    async markDone(entry, delivery) {
      await come('before-done', delivery.sink);
      await spool.markDone(entry, delivery);
      process.send?.({ kind: 'done', sink: delivery.sink } satisfies Told);
      await come('after-done', delivery.sink);
    },
  };
}
