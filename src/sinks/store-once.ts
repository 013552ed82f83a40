import { randomBytes } from 'node:crypto';
import type { Delivery, KeyState } from '../ports.ts';

/** What became of creating something under one key; `mayBeOurs` covers all attempts there, the earlier ones too. */
export type Creation =
  | { readonly kind: 'created' }
  | { readonly kind: 'taken'; readonly mayBeOurs: boolean }
  | { readonly kind: 'pending' | 'failed'; readonly reason: string; readonly mayBeOurs: boolean };

/** One entry on its way to a store that creates a key once and refuses it ever after. */
export interface OnceTask {
  readonly sink: string;
  /** In words, for sentences. */
  readonly service: string;
  /** The entry’s own key. */
  readonly id: string;
  /** What is known of it from earlier attempts. */
  readonly key: KeyState;
  readonly noteKey?: ((key: KeyState) => Promise<void>) | undefined;
  /** Creates the entry under a key. Never raises. */
  readonly createAt: (id: string, mayBeOurs: boolean) => Promise<Creation>;
  /** Where what has this key is found. */
  readonly locationOf: (id: string) => string;
}

/**
 * Stores an entry once, whatever was lost on the way. A writer that can’t read learns nothing from “taken”: it is believed
 * only where an attempt of ours may have stored it. Never raises.
 */
export async function storeOnce(task: OnceTask): Promise<Delivery> {
  const { key, id, sink } = task;
  if (key === 'taken' || key === 'spare-tried') return storeBeside(task);
  const own = await task.createAt(id, key === 'tried');
  if (own.kind !== 'taken') return conclude(task, own, id, { free: 'unused', tried: 'tried' });
  if (own.mayBeOurs) {
    const reason =
      'An earlier attempt whose answer was lost is taken to have stored it; compare the digest on reading.';
    return { sink, status: 'already-there', location: task.locationOf(id), reason };
  }
  // Should the process end over it, the spare key may have been used.
  await task.noteKey?.('spare-tried');
  return storeBeside(task);
}

/**
 * Nobody but a holder of the writer's credential can have made the other one, and not with this record: the true one
 * is kept beside it, under a key that every later attempt knows too, or where even that is taken, one nobody can guess.
 */
async function storeBeside(task: OnceTask): Promise<Delivery> {
  const spare = `${task.id}-again`;
  const states = { free: 'taken', tried: 'spare-tried' } as const;
  const beside = await task.createAt(spare, task.key === 'spare-tried');
  if (beside.kind !== 'taken') return conclude(task, beside, spare, states);
  if (beside.mayBeOurs) return conflict(task, spare);
  // What stands under the spare key is not ours: no later attempt may believe it, even at the price of a second copy.
  await task.noteKey?.('taken');
  const last = `${spare}-${randomBytes(8).toString('hex')}`;
  const alone = await task.createAt(last, false);
  return alone.kind === 'taken' ? conflict(task, last) : conclude(task, alone, last, { free: 'taken', tried: 'taken' });
}

/** The end of an attempt; where nothing is known to be stored, later attempts are told what this one left of the key. */
async function conclude(
  task: OnceTask,
  outcome: Exclude<Creation, { kind: 'taken' }>,
  id: string,
  states: { readonly free: KeyState; readonly tried: KeyState },
): Promise<Delivery> {
  if (outcome.kind === 'created' && id !== task.id) return conflict(task, id);
  if (outcome.kind === 'created') return { sink: task.sink, status: 'delivered', location: task.locationOf(id) };
  await task.noteKey?.(outcome.mayBeOurs ? states.tried : states.free);
  const reason = `${task.service} did not take the record: ${outcome.reason.replace(/\.$/, '')}.`;
  return { sink: task.sink, status: outcome.kind, reason };
}

function conflict({ sink, id, locationOf }: OnceTask, storedAs: string): Delivery {
  const reason = `The key ${id} was taken before an attempt could have used it; the record is stored under another one.`;
  return { sink, status: 'conflict', location: locationOf(storedAs), reason };
}
