import type { Check } from '../../core/verification/check.ts';
import type { JobEvidence } from '../../pipeline/job-evidence.ts';
import { type ProvenAnswer, type ProvingPorts, proveRecord } from '../../pipeline/prove-record.ts';
import type { JobLine, TargetVerdict } from './answer.ts';

/** A job’s line, with the record that proves it. */
export interface ProvenJob {
  readonly line: JobLine;
  readonly proven?: ProvenAnswer;
}

/**
 * Makes the line of a job of what the stores prove of it, its record proven once more by itself, for its checks and for the
 * policy. `hasStores`: whether there was anywhere to look; `isAsked`: whether a run’s jobs are to have records; those of others
 * that have one are judged all the same. Raises what `proveRecord` raises.
 */
export async function lineOfJob(
  evidence: JobEvidence,
  {
    ports,
    hasStores,
    isAsked,
  }: {
    readonly ports: ProvingPorts;
    readonly hasStores: boolean;
    readonly isAsked: (run: JobEvidence['run']) => boolean;
  },
): Promise<ProvenJob> {
  const { run, job, recordId, stored, proven } = evidence;
  const common = {
    name: job.name,
    jobId: job.id,
    runId: run.id,
    runAttempt: run.attempt,
    recordId,
    ...(job.conclusion !== undefined && { conclusion: job.conclusion }),
    url: job.url,
  };
  const line = (verdict: string, detail: string): JobLine => ({ ...common, verdict, detail });
  const isRunning = job.status !== 'completed';
  switch (evidence.verdict) {
    case 'not-run':
      return { line: line('not-run', 'It was skipped, had no runner, or ran in an earlier attempt.') };
    case 'missing':
      if (!isAsked(run)) {
        const why = `${run.event} started its run, which builds nothing of this commit by itself (--every-run asks for all).`;
        return {
          line: line(
            'left-out',
            hasStores
              ? `There is no record of it, and none was asked for: ${why}`
              : `It was not asked for its record: ${why}`,
          ),
        };
      }
      if (isRunning) return { line: line('unfinished', 'It is still under way, and nothing of it is stored yet.') };
      return hasStores
        ? { line: line('missing', 'It ran, and there is no record of it.') }
        : { line: line('unknown', 'It ran, and there was nowhere to look for its record.') };
    case 'unfinished':
      return {
        line: line(
          'unfinished',
          isRunning
            ? 'It is still under way: there is its start.'
            : 'There is its start and no end: it was cut off, or its end was never stored.',
        ),
      };
    case 'conflict':
      return { line: line('conflict', 'There are different records of it: one of them is not what happened.') };
    case 'verified': {
      const bytes = Buffer.from(proven?.text ?? '');
      if (!proven) return { line: line('incomplete', 'There is a record, and its proof is not at hand.') };
      const found = { bytes, bundles: proven.bundle, from: [proven.sink] };
      const again = await proveRecord(found, ports);
      const { verdict, checks } = again.answer;
      const held = `Its record (${again.answer.phase}, sha256:${again.answer.sha256.slice(0, 12)}…) is proven.`;
      const sentence =
        verdict === 'verified' ? held : (firstOf(checks, 'failed') ?? firstOf(checks, 'not-checked') ?? held);
      return { line: line(verdict, sentence), proven: again };
    }
    case 'refused':
    case 'incomplete': {
      const checks = [...stored.copies.flatMap((copy) => copy.checks), ...stored.checks];
      const why = firstOf(checks, evidence.verdict === 'refused' ? 'failed' : 'not-checked');
      return { line: line(evidence.verdict, why ?? 'There is a record, and nobody can say whether it is genuine.') };
    }
  }
}

function firstOf(checks: readonly Check[], status: Check['status']): string | undefined {
  return checks.find((each) => each.status === status)?.detail;
}

/** Whether there were jobs, and none of them was asked for its record. */
export function isAskedOfNone(lines: readonly JobLine[]): boolean {
  const ran = lines.filter(({ verdict }) => verdict !== 'not-run');
  return ran.length > 0 && ran.every(({ verdict }) => verdict === 'left-out');
}

export const ASKED_OF_NONE =
  'No job of this commit was asked for its record, because none of its runs builds it; --every-run asks for all.';

/** What the lines of all jobs amount to. */
export function verdictOfJobs(lines: readonly JobLine[]): TargetVerdict[] {
  return lines.map(({ verdict }) => {
    switch (verdict) {
      case 'verified':
      case 'not-run':
      case 'left-out':
        return 'verified';
      case 'refused':
        return 'refused';
      case 'conflict':
        return 'conflict';
      case 'missing':
        return 'missing';
      default:
        return 'incomplete';
    }
  });
}

/** One sentence for each way in which jobs have no proven record; none where all have. */
export function sentencesAboutJobs(lines: readonly JobLine[]): string[] {
  const count = (verdict: string) => lines.filter((line) => line.verdict === verdict).length;
  const [missing, unknown, unfinished] = [count('missing'), count('unknown'), count('unfinished')];
  return [
    ...(missing > 0 ? [`${jobs(missing)} ran without a record.`] : []),
    ...(unfinished > 0
      ? [`${jobs(unfinished)} left a start and no end, or ${unfinished === 1 ? 'is' : 'are'} still under way.`]
      : []),
    ...(unknown > 0
      ? [
          `Whether there is a record of ${unknown === 1 ? 'the one job' : `the ${unknown} jobs`} that ran can’t be known without the log (--sinks) or a directory of bundles (--from): GitHub finds attestations by what they speak about, never by job.`,
        ]
      : []),
  ];
}

function jobs(count: number): string {
  return count === 1 ? '1 job' : `${count} jobs`;
}
