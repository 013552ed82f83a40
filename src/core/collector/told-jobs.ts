import type { AccessRecord } from '../../model/access-record.ts';
import { refusedFor } from '../rules/refusal.ts';

/** A record with its time in milliseconds since 1970. */
interface Timed {
  readonly at: number;
  readonly record: AccessRecord;
}

/** Ends and collectors’ records of each job, to be counted as one. */
export function toldJobs() {
  const jobs = new Map<string, { ends: Timed[]; seen: Timed | undefined; counted: Timed[] }>();
  return {
    /** What counts from now on for a record, and what no longer does. */
    add(item: Timed): { readonly counted: readonly Timed[]; readonly instead: readonly Timed[] } {
      const { phase, recordId } = item.record;
      if (phase !== 'end' && phase !== 'collector') return { counted: [item], instead: [] };
      const job = jobs.get(recordId) ?? { ends: [], seen: undefined, counted: [] };
      jobs.set(recordId, job);
      if (phase === 'end') job.ends.push(item);
      else if (job.seen === undefined || job.seen.at <= item.at) job.seen = item;
      const instead = job.counted;
      const { ends, seen } = job;
      job.counted = !seen ? [...ends] : ends.length === 0 ? [seen] : ends.map((end) => merged(end, seen));
      return {
        counted: job.counted.filter((each) => !instead.includes(each)),
        instead: instead.filter((each) => !job.counted.includes(each)),
      };
    },
  };
}

function merged(end: Timed, seen: Timed): Timed {
  return { at: end.at, record: toldJob(end.record, seen.record) };
}

/**
 * One record for a job of which there are two: its end, with what a collector saw in place of what the job itself said.
 * What was refused then stays refused, whatever the collector's own policy says, and the time is the job's.
 */
function toldJob(end: AccessRecord, seen: AccessRecord): AccessRecord {
  const policy = refusedFor(end).length > 0 ? end.policy : (seen.policy ?? end.policy);
  return {
    ...end,
    pipeline: { ...end.pipeline, ...seen.pipeline },
    runner: { ...end.runner, ...seen.runner },
    people: { ...end.people, ...seen.people },
    source: { ...end.source, ...seen.source },
    access: { ...end.access, ...seen.access },
    ...(seen.approvals && { approvals: seen.approvals }),
    ...(seen.actions && { actions: seen.actions }),
    ...(seen.outcome && { outcome: seen.outcome }),
    ...(policy && { policy }),
  };
}
