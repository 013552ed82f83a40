import { digestOf } from '../core/canonical.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { attestedView } from '../core/views.ts';
import { AccessRecord } from '../model/access-record.ts';
import { entryKey } from '../model/entry-key.ts';
import type { LogEntry, Spool, SpooledEntry, Undelivered } from '../ports.ts';
import { type EntryDelivery, isStored } from './deliver.ts';
import { handedOver } from './handed-over-sentence.ts';
import type { HookPorts } from './hook.ts';
import { UNTIL } from './until.ts';

/** How long leaving the artifact may keep a job waiting, in milliseconds. */
const LONGEST = 5_000;

/** What a hand-over works with. */
export type HandOverPorts = Pick<HookPorts, 'artifacts' | 'handover' | 'interruption' | 'spool'>;

/** What may have to be handed over. */
export interface HandingOver {
  /** Of the artifact; nothing else in the run may have it. */
  readonly name: string;
  readonly entries: readonly LogEntry[];
  readonly deliveries: readonly EntryDelivery[];
  /** Whether there are log stores that could not be made, so that they lack everything. */
  readonly hasUnmade?: boolean;
  /** The attested views that were made already, by the digest of their log view. */
  readonly made?: ReadonlyMap<string, LogEntry>;
}

/**
 * Leaves what at least one log store lacks as an artifact of the run: encrypted to the organisation’s key, or without one
 * what everybody may read who sees the run. Says so among the problems. Undefined where every store has everything that it
 * wants. Never raises.
 */
export async function handOver(
  ports: HandOverPorts,
  handing: HandingOver,
  problems: Problem[],
): Promise<Undelivered | undefined> {
  const { entries, deliveries, hasUnmade = false } = handing;
  const lacking = entries.filter(
    (entry) => hasUnmade || deliveries.some((delivery) => isOf(entry, delivery) && !isStored(delivery)),
  );
  if (lacking.length === 0) return undefined;
  const undelivered = await leave(ports, handing, lacking, problems);
  problems.push({ kind: 'service', code: 'delivery-failed', message: handedOver(undelivered) });
  return undelivered;
}

async function leave(
  { artifacts, handover, interruption, spool }: HandOverPorts,
  { name, made, deliveries }: HandingOver,
  lacking: readonly LogEntry[],
  problems: Problem[],
): Promise<Undelivered> {
  if (!artifacts) return leaveInSpool(spool, lacking, problems);
  try {
    const { packer } = await handover();
    const known = await withWays(spool, lacking, deliveries);
    const entries = packer.view === 'whole' ? known : shownOf(known, made);
    if (entries.length === 0) return leaveInSpool(spool, lacking, problems);
    const longest = AbortSignal.timeout(LONGEST);
    const limit = interruption ? AbortSignal.any([longest, interruption.after(UNTIL.handingOver)]) : longest;
    await artifacts.upload(name, await packer.pack(entries), limit);
    return { entries: lacking.length, place: { kind: 'artifact', name, view: packer.view } };
  } catch (error) {
    problems.push(problemOf(error));
    return leaveInSpool(spool, lacking, problems);
  }
}

/** Where they are already, if an attempt was made to deliver them. */
async function leaveInSpool(spool: Spool, lacking: readonly LogEntry[], problems: Problem[]): Promise<Undelivered> {
  try {
    for (const entry of lacking) await spool.put(entry);
    return { entries: lacking.length, place: { kind: 'spool', folder: spool.folder } };
  } catch (error) {
    problems.push(problemOf(error));
    return { entries: lacking.length, place: { kind: 'nowhere' } };
  }
}

function isOf(entry: LogEntry, delivery: EntryDelivery): boolean {
  return entry.phase === delivery.phase && entry.digest === delivery.digest;
}

/**
 * What the spool knows of their way to the stores; where it can’t be read, nothing. Other steps can write there: what it
 * says to be delivered and was just seen not to be is still to be delivered.
 */
async function withWays(
  spool: Spool,
  entries: readonly LogEntry[],
  deliveries: readonly EntryDelivery[],
): Promise<SpooledEntry[]> {
  const known = await spool.list().then(
    (listing) => new Map(listing.entries.map((each) => [entryKey(each.entry), each])),
    () => new Map<string, SpooledEntry>(),
  );
  return entries.map((entry) => {
    const { keys = new Map(), done = [] } = known.get(entryKey(entry)) ?? {};
    const lacking = new Set(deliveries.filter((each) => isOf(entry, each) && !isStored(each)).map(({ sink }) => sink));
    return { entry, keys, done: done.filter((each) => isStored(each) && !lacking.has(each.sink)) };
  });
}

/** The attested view has a key of its own, to which no attempt was made; a store that has the whole needs none. */
function shownOf(entries: readonly SpooledEntry[], made: HandingOver['made']): SpooledEntry[] {
  return entries.flatMap(({ entry, done }) => {
    const view = made?.get(entry.digest) ?? shown(entry);
    return view ? [{ entry: view, keys: new Map(), done }] : [];
  });
}

/** What anybody may read of an entry; nothing of what is no record, which somebody else must have put there. */
function shown({ recordId, phase, time, document }: LogEntry): LogEntry | undefined {
  const record = AccessRecord.safeParse(document);
  if (!record.success) return undefined;
  const view = attestedView(record.data);
  return { recordId, phase, time, view: 'attested', document: view, digest: digestOf(view) };
}
