import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { digestOf } from '../../src/core/canonical.ts';
import { deliver, isStored } from '../../src/pipeline/deliver.ts';
import { replay } from '../../src/pipeline/replay.ts';
import type { Delivery, Logger, Sink } from '../../src/ports.ts';
import { parseSinks } from '../../src/sinks/config.ts';
import type { SinkSurroundings } from '../../src/sinks/sink-type.ts';
import { createSpool } from '../../src/sinks/spool.ts';
import { newFolder } from '../sinks/entries.ts';
import { sinkSurroundings } from '../support/sink-surroundings.ts';
import { faultEntry } from './fault-entry.ts';
import type { FaultName } from './faults.ts';
import { clockUnder, setScene } from './scene.ts';
import type { RunningStore, StoreUnderTest } from './store-under-test.ts';
import type { Outcome } from './table.ts';

/** Milliseconds for faults that last: all the time is used up. */
const SHORT = 1_500;
/** For faults that pass: a sink that goes on trying is not kept from it by a busy machine. */
const LONG = 15_000;
/** Beyond this the deadline was not kept, however busy the machine is. */
const GUARD = 8_000;

const LASTING: readonly FaultName[] = ['refused', 'dns', 'unavailable', 'drip'];

const silent: Logger = { info: () => undefined, warn: () => undefined };

/** What was seen of one entry under one fault. */
export interface Seen {
  readonly first: Delivery;
  /** How the replay left it; undefined where nothing was pending. */
  readonly replayed: Delivery | undefined;
  readonly copies: number;
}

/** How a cell is played. */
export interface Playing {
  /** How far the clock is off where that is the fault. */
  readonly days?: number;
  /** Entries that are delivered by one call; a sink that takes many at once is given them so. */
  readonly entries?: number;
}

/** Plays one cell of the table: a delivery under the fault, then a replay without it; answers what was seen of each entry. */
export async function playCell(underTest: StoreUnderTest, fault: FaultName, playing: Playing = {}): Promise<Seen[]> {
  if (!LASTING.includes(fault)) return (await playOnce(underTest, fault, LONG, playing)).seen;
  for (let timeout = SHORT; ; timeout *= 2) {
    const { seen, shown } = await playOnce(underTest, fault, timeout, playing);
    // A machine that is too busy to send anything in that time has not met the fault.
    if (shown || timeout > LONG) return seen;
  }
}

async function playOnce(
  underTest: StoreUnderTest,
  fault: FaultName,
  timeout: number,
  { days = 0, entries: count = 1 }: Playing,
): Promise<{ seen: Seen[]; shown: boolean }> {
  const store = await underTest.start();
  const folder = await newFolder();
  const clock = clockUnder(fault, days);
  const trust = store.ca ? { ca: store.ca } : {};
  const now = clock.now().getTime();
  const entries = Array.from({ length: count }, (_, index) => faultEntry(new Date(now + index)));
  const scene = await setScene(store, fault, entries);
  try {
    const spool = createSpool({ folder: join(folder, 'spool'), digestOf });
    const sink = await sinkAt(store, scene.address, { clock, ...(fault !== 'tls' && trust) });
    const delivered = await inTime(timeout, deliver(entries, { sinks: [sink], spool, timeout, logger: silent }));
    const shown = scene.shown();
    const well = await sinkAt(store, store.url, trust);
    const { deliveries } = await inTime(LONG, replay([spool], { sinks: [well], timeout: LONG, logger: silent }));
    const seen = entries.map((entry) => {
      const first = delivered.find(({ digest }) => digest === entry.digest);
      if (first === undefined) throw new Error('The engine said nothing about an entry.');
      const replayed = deliveries.find(({ digest }) => digest === entry.digest);
      return { first, replayed, copies: store.copiesOf(entry) };
    });
    return { seen, shown };
  } finally {
    await scene.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The real sink, as the list of sinks configures it. */
export async function sinkAt(store: RunningStore, address: string, changes: Partial<SinkSurroundings>): Promise<Sink> {
  const [configured] = await parseSinks(JSON.stringify([store.configAt(address)]));
  if (configured === undefined) throw new Error('The list of sinks is empty.');
  return configured.create(sinkSurroundings({ secrets: store.secrets, ...changes }));
}

/** Names what was seen in the table's words; raises for what no cell may be. */
export function outcomeOf({ first, replayed, copies }: Seen): Outcome {
  if (copies === 0 && isStored(first)) return 'believed';
  if (copies === 0) throw new Error(`The record is lost: ${JSON.stringify({ first, replayed })}`);
  if (first.status === 'conflict' || replayed?.status === 'conflict') return 'beside';
  if (isStored(first)) return copies === 1 ? 'delivered' : 'repeated';
  if (replayed === undefined || !isStored(replayed)) {
    throw new Error(`The replay did not deliver: ${JSON.stringify({ first, replayed })}`);
  }
  return copies === 1 ? 'replayed' : 'replayed-twice';
}

async function inTime<T>(timeout: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The engine went on after its deadline.')), timeout + GUARD);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
