import { type CloudRedaction, cleanSighting, cloudFacts, withCloud } from '../core/cloud-facts.ts';
import { type Problem, problemOf } from '../core/problem.ts';
import { checkpointRecord, type RecordHead } from '../core/record.ts';
import { draftSnapshot } from '../core/snapshot/draft.ts';
import { mayPass } from '../core/why-missing.ts';
import type { AccessRecord } from '../model/access-record.ts';
import type { CheckpointNote, CloudSighting } from '../model/checkpoint-note.ts';
import type { JobFacts, LogEntry } from '../ports.ts';
import { committed, withAttested } from './attested-entry.ts';
import { announce, type EntryDelivery } from './deliver.ts';
import { entryFor, type HookPorts, problemsOfDeliveries, showable } from './hook.ts';

/** What a checkpoint works with. */
export interface CheckpointPorts
  extends Pick<HookPorts, 'clock' | 'logger' | 'sinks' | 'spool' | 'redact' | 'pseudonyms' | 'salt'> {
  /** The cloud identities in use; never raises. */
  readonly clouds: (observedAt: string) => Promise<CloudSighting>;
  /** Takes what proves a cloud identity out of what clouds say. */
  readonly cloudRedaction: CloudRedaction;
  /** Leaves the note to the end of the job. */
  readonly keep: (note: CheckpointNote) => void;
}

/** What a checkpoint is made of. */
export interface CheckpointInput {
  readonly head: RecordHead;
  readonly facts: JobFacts;
  /** Longest wait for the sinks, in milliseconds. */
  readonly announceWait: number;
  readonly problems: readonly Problem[];
}

/** What came of a checkpoint. */
export interface CheckpointResult {
  /** The checkpoint's record, whole: it goes to the log alone, so it needs no attested view. */
  readonly record: AccessRecord;
  readonly entry: LogEntry;
  readonly deliveries: readonly EntryDelivery[];
  readonly problems: readonly Problem[];
}

/**
 * Sees the cloud identities that the job can use at this moment, announces them to the sinks and leaves them to the end.
 * GitHub is asked nothing; what the record lacks for that are gaps.
 */
export async function checkpoint(
  ports: CheckpointPorts,
  { head, facts, announceWait: wait, problems }: CheckpointInput,
): Promise<CheckpointResult> {
  const now = ports.clock.now();
  const [raw, { sinks, problems: sinkProblems }] = await Promise.all([ports.clouds(now.toISOString()), ports.sinks()]);
  const sighting = cleanSighting(raw, ports.cloudRedaction);
  const snapshot = withCloud(draftSnapshot(facts, now).finish(), cloudFacts([sighting]));
  const named = checkpointRecord(ports.redact(head), ports.redact(snapshot));
  const shown = ports.pseudonyms.isAsked ? ports.pseudonyms.hide(named) : named;
  const record = await committed(shown, sinks, ports.salt);
  const entry = await withAttested(entryFor(record, snapshot.observedAt), sinks);

  const all: Problem[] = [...problems, ...sinkProblems, ...problemsOfClouds(sighting)];
  const { recordId } = record;
  const note: CheckpointNote = {
    version: 1,
    recordId,
    observedAt: snapshot.observedAt,
    digest: entry.digest,
    ...ports.redact(sighting),
  };
  // Where no sink is named here, the end delivers what it finds in the spool.
  await attempt(all, async () => ports.keep(note));
  await attempt(all, () => ports.spool.put(entry));
  const surroundings = { sinks, spool: ports.spool, timeout: wait, logger: ports.logger };
  const deliveries = await announce([entry], surroundings).finish(wait);
  all.push(...problemsOfDeliveries(deliveries, sinks));
  return { record, entry, deliveries, problems: showable(all, ports) };
}

const NAMES = { aws: 'AWS', gcp: 'Google Cloud', azure: 'Azure', vault: 'Vault' } as const;

/** A problem for each cloud that failed to answer; what it said stays in the log. */
function problemsOfClouds({ identities }: CloudSighting): Problem[] {
  return identities
    .filter(({ missing }) => missing.some(({ reason }) => mayPass(reason)))
    .map(({ identity }) => ({
      kind: 'service',
      code: 'http-status',
      message: `${NAMES[identity.provider]} could not be asked whose identity the job uses; only what variables tell is recorded.`,
    }));
}

async function attempt(problems: Problem[], action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    problems.push(problemOf(error));
  }
}
