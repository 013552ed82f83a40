import type { Finding } from './finding.ts';
import { foundJob } from './job-fact.ts';
import { copiesOf, type JobRow, missingOf, type RowCopy } from './job-row.ts';
import type { LedgerOptions } from './ledger.ts';

/** What one job and the copies of its records come to. */
export function* judgeJob(recordId: string, row: JobRow, options: LedgerOptions): Generator<Finding> {
  const { repository, settledBefore, isProofAsked } = options;
  const about = { repository: repository.name, recordId, job: foundJob(row.job, repository) };
  const copies = copiesOf(row);
  const isClosed = copies.some(({ phase }) => phase === 'end' || phase === 'collector');
  const isSettled = isOver(row, settledBefore);
  if (row.job.state === 'ran' && row.isExpected && !isClosed) {
    const isStarted = copies.length > 0;
    if (!isSettled) {
      yield { kind: 'pending', says: 'The job ended so short a time ago that its record may still come.', ...about };
    } else if (isStarted) {
      yield {
        kind: 'no-end',
        says: 'The job has a start record and no end record, and no collector closed it.',
        ...about,
      };
    } else {
      yield { kind: 'no-record', says: 'The job ran and no store has any record of it.', ...about };
    }
  }
  if (isProofAsked && row.job.state === 'ran' && row.isExpected && isClosed && !row.isProven) {
    const says =
      'The job’s end or collector’s record is there, and nothing proves that this job or a collector signed it.';
    yield { kind: 'unproven', says, ...about };
  }
  for (const [phase, count] of conflictsIn(copies)) {
    yield {
      kind: 'conflict',
      says: `The stores hold ${count} different versions of the job’s ${phase}; somebody else may write to them.`,
      ...about,
      phase,
    };
  }
  for (const { by, phase, digest } of missingOf(row)) {
    const who = by === 'end' ? 'The end record names' : 'A collector saw';
    yield {
      kind: 'deleted',
      says: `${who} the ${phase} sha256:${digest}, and no store has it any more.`,
      ...about,
      phase,
    };
  }
  // What came a moment ago may be in one store and not yet in the other.
  if (isSettled) yield* unevenCopies(copies, options, about);
}

function isOver({ job: { state, endedAt } }: JobRow, settledBefore: number): boolean {
  return state !== 'unfinished' && (endedAt === undefined || endedAt < settledBefore);
}

/** Of these there may be several: what a collector finds out later it says in a record of its own. */
const MAY_BE_SEVERAL: readonly string[] = ['checkpoint', 'collector'];

/** Of every other phase there is one version, whichever stores hold it. */
function conflictsIn(copies: readonly RowCopy[]): [string, number][] {
  const versions = new Map<string, Set<string>>();
  for (const { phase, view, digest } of copies) {
    if (MAY_BE_SEVERAL.includes(phase)) continue;
    const moment = view === 'log' ? phase : `${phase} (${view} view)`;
    versions.set(moment, (versions.get(moment) ?? new Set()).add(digest));
  }
  return [...versions].flatMap(([moment, { size }]) => (size > 1 ? [[moment, size] as [string, number]] : []));
}

function* unevenCopies(
  copies: readonly RowCopy[],
  { stores }: LedgerOptions,
  about: Pick<Finding, 'repository' | 'recordId' | 'job'>,
): Generator<Finding> {
  const whole = stores.flatMap(({ sink, isPartial }, index) => (isPartial ? [] : [{ sink, index }]));
  for (const phase of new Set(copies.map((copy) => copy.phase))) {
    const holders = new Set(copies.filter((copy) => copy.phase === phase).map(({ store }) => store));
    for (const { sink, index } of whole) {
      if (holders.has(index)) continue;
      yield {
        kind: 'not-in-store',
        says: `Another store has the job’s ${phase}, and ${sink} has not.`,
        ...about,
        phase,
        store: sink,
      };
    }
  }
}
