import { cloudGap, cloudTraces, unseenCloudGap } from '../cloud/traces.ts';
import { cleanSighting, cloudFacts } from '../core/cloud-facts.ts';
import type { Problem } from '../core/problem.ts';
import { AccessRecord } from '../model/access-record.ts';
import type { CheckpointNote, CloudSighting } from '../model/checkpoint-note.ts';
import type { CheckpointsLeft } from '../pipeline/end.ts';
import type { LogEntry, Spool } from '../ports.ts';
import { readCheckpoints } from './checkpoint-notes.ts';
import { cloudRedaction } from './cloud-redaction.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the end looks for the checkpoints of its job with. */
export interface CheckpointSearch {
  readonly env: Environment;
  /** The job's own folder. */
  readonly folder: string;
  readonly recordId: string;
  readonly spool: Spool;
  readonly redact: (text: string) => string;
  readonly observedAt: string;
}

/**
 * What the checkpoints of a job left, with what variables still tell at its end; nobody is asked. Notes that can't be
 * used are a problem. Never raises.
 */
export async function findCheckpoints(search: CheckpointSearch, problems: Problem[]): Promise<CheckpointsLeft> {
  const { env, folder, recordId, spool } = search;
  const { notes, broken } = readCheckpoints(folder, recordId);
  if (broken > 0) problems.push(altered());
  const atEnd = await sightingAtEnd(search);
  const sightings = [...notes, ...(atEnd ? [atEnd] : [])];
  return {
    links: notes.map(({ digest, observedAt }) => ({ digest, observedAt })),
    cloud: sightings.length > 0 ? factsOf(sightings, env) : { gaps: [cloudGap(env)] },
    entries: await entriesOf(notes, spool, recordId),
  };
}

function factsOf(sightings: readonly CloudSighting[], env: Environment): CheckpointsLeft['cloud'] {
  const facts = cloudFacts(sightings);
  const gap = unseenCloudGap(env, new Set(facts.identities?.map(({ provider }) => provider)));
  return gap ? { ...facts, gaps: [...facts.gaps, gap] } : facts;
}

/** Only what is in a variable at the end was never logged out of: a key of the whole job, or a login without a clean-up. */
async function sightingAtEnd({ env, redact, observedAt }: CheckpointSearch): Promise<CloudSighting | undefined> {
  if (cloudTraces(env).inUse.size === 0) return undefined;
  const { seeClouds } = await import('../cloud/see-clouds.ts');
  return cleanSighting(await seeClouds({ env, observedAt }), await cloudRedaction(env, redact));
}

/** A planted entry would be delivered with the job's own credentials: nothing but checkpoints of this job goes through. */
async function entriesOf(notes: readonly CheckpointNote[], spool: Spool, recordId: string): Promise<LogEntry[]> {
  if (notes.length === 0) return [];
  const digests = new Set(notes.map(({ digest }) => digest));
  const entries = await spool.list().then(
    (found) => found.entries.map(({ entry }) => entry),
    () => [],
  );
  return entries.filter(({ digest, document }) => {
    const record = digests.has(digest) ? AccessRecord.safeParse(document) : undefined;
    return record?.success && record.data.phase === 'checkpoint' && record.data.recordId === recordId;
  });
}

function altered(): Problem {
  return {
    kind: 'mistake',
    code: 'state-invalid',
    message:
      'What a checkpoint of this job left was altered, so the end is recorded without it; find the step that writes to the runner’s temporary folder.',
  };
}
