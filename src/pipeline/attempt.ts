import { codeOf, sentenceOf } from '../errors.ts';
import type { Delivery, KeyState, LogEntry, Logger, Sink, Spool, SpooledEntry } from '../ports.ts';
import type { Deadline } from './deadline.ts';

/** What has to be assumed of a key once an attempt has begun and nothing more is heard of it. */
const AFTER_A_CRASH = {
  unused: 'tried',
  tried: 'tried',
  taken: 'spare-tried',
  'spare-tried': 'spare-tried',
} as const satisfies Record<KeyState, KeyState>;

/** An entry that is to be delivered, with the spool that keeps account of it. */
export interface DueEntry extends SpooledEntry {
  readonly spool: Spool;
}

/** What attempts are made under. */
export interface AttemptSurroundings {
  readonly logger: Logger;
  readonly deadline: Deadline;
}

/** What became of an entry; `earlier` where the spool knew that before, and nothing was attempted. */
export type Attempted = Delivery & { readonly earlier?: true };

/** Whether the sink has the entry, so that there is nothing left to do. */
export function isStored({ status }: Pick<Delivery, 'status'>): boolean {
  return status === 'delivered' || status === 'already-there' || status === 'conflict';
}

/** How the entry got to the sink before, by the spool's account. */
export function earlierDelivery(sink: Pick<Sink, 'name'>, { done }: Pick<SpooledEntry, 'done'>): Delivery | undefined {
  return done.find((delivery) => delivery.sink === sink.name && isStored(delivery));
}

/**
 * Attempts to deliver entries to one sink, many at once where it takes them so, else one after the other, and answers in
 * their order. The spool knows of each attempt before it is made and of its success after. A sink that has an entry by
 * the spool's account is asked again only if it is idempotent: what it has may have been swept away since. What only the
 * attested view is left of is never put beside what it had. Never raises, and never waits beyond the deadline, whatever
 * the sink does.
 */
export async function attemptAll(
  sink: Sink,
  due: readonly DueEntry[],
  surroundings: AttemptSurroundings,
): Promise<Attempted[]> {
  const open = due.filter((each) => {
    const isAskedAgain = sink.idempotent === true && each.entry.view === undefined;
    return isAskedAgain || earlierDelivery(sink, each) === undefined;
  });
  const isBatch = sink.deliverBatch !== undefined && open.length > 1;
  const made = isBatch ? await attemptMany(sink, open, surroundings) : await attemptInOrder(sink, open, surroundings);
  const byEntry = new Map(open.map((each, index) => [each, made[index]]));
  return due.map((each) => byEntry.get(each) ?? knownOf(sink, each) ?? outOfTime(sink));
}

function knownOf(sink: Sink, due: DueEntry): Attempted | undefined {
  const earlier = earlierDelivery(sink, due);
  return earlier && { ...earlier, earlier: true };
}

async function attemptInOrder(
  sink: Sink,
  due: readonly DueEntry[],
  surroundings: AttemptSurroundings,
): Promise<(Delivery | undefined)[]> {
  const deliveries: (Delivery | undefined)[] = [];
  for (const each of due) deliveries.push(await attemptOne(sink, each, surroundings));
  return deliveries;
}

async function attemptOne(
  sink: Sink,
  { entry, keys, spool }: DueEntry,
  { logger, deadline: { signal, over } }: AttemptSurroundings,
): Promise<Delivery | undefined> {
  if (signal.aborted) return undefined;
  const key = keys.get(sink.name) ?? 'unused';
  const noteKey = (state: KeyState) => note(() => spool.markKey(entry, sink.name, state), logger);
  await noteKey(AFTER_A_CRASH[key]);
  const attempt = contained(sink, () => sink.deliver(entry, { signal, key, noteKey }));
  const delivery = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
  if (isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
  return delivery;
}

async function attemptMany(
  sink: Sink,
  due: readonly DueEntry[],
  { logger, deadline: { signal, over } }: AttemptSurroundings,
): Promise<(Delivery | undefined)[]> {
  if (signal.aborted) return [];
  const spools = new Map(due.map(({ entry, spool }) => [entry, spool]));
  const noteKey = (entry: LogEntry, state: KeyState) =>
    note(async () => spools.get(entry)?.markKey(entry, sink.name, state), logger);
  const batch = due.map(({ entry, keys }) => ({ entry, key: keys.get(sink.name) ?? 'unused' }));
  for (const { entry, key } of batch) await noteKey(entry, AFTER_A_CRASH[key]);
  const attempt = contained(sink, async () => sink.deliverBatch?.(batch, { signal, noteKey }));
  const answer = await Promise.race([attempt, over.then(() => outOfTime(sink))]);
  const deliveries = due.map((_, index) => answerAt(sink, answer, index));
  for (const [index, { entry, spool }] of due.entries()) {
    const delivery = deliveries[index];
    if (delivery && isStored(delivery)) await note(() => spool.markDone(entry, delivery), logger);
  }
  return deliveries;
}

/** What became of one of many; a sink that says nothing of one has failed at it. */
function answerAt(sink: Sink, answer: Delivery | readonly Delivery[] | undefined, index: number): Delivery {
  if (answer !== undefined && 'status' in answer) return answer;
  return answer?.[index] ?? unexpected(sink);
}

async function contained<T>(sink: Sink, action: () => Promise<T>): Promise<T | Delivery> {
  try {
    return await action();
  } catch (error) {
    if (codeOf(error) === 'internal') return unexpected(sink);
    return { sink: sink.name, status: 'failed', reason: sentenceOf(error) };
  }
}

async function note(action: () => Promise<void>, logger: Logger): Promise<void> {
  try {
    await action();
  } catch (error) {
    logger.warn(sentenceOf(error));
  }
}

function unexpected({ name }: Sink): Delivery {
  return { sink: name, status: 'failed', reason: 'It failed in an unexpected way.' };
}

function outOfTime({ name }: Sink): Delivery {
  return { sink: name, status: 'pending', reason: 'It was not through in time.' };
}
