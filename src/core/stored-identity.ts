import { type JobIdentity, recordIdOf } from './record-id.ts';
import { type Check, check } from './verification/check.ts';
import { valueAt } from './verification/pointer.ts';

/** A copy as a store files it. */
export interface Filed {
  readonly recordId: string;
  readonly phase: string;
  /** The log view, where it is there. */
  readonly document?: unknown;
}

/**
 * Whether what was signed is the record that it is filed under. Any job of the repository may sign, and write any record
 * id into what it signs; the certificate holds only its run and attempt. So the id is made again from those and the job.
 * A local run has an id by chance, which nothing but its key vouches for.
 */
export function checkIdentity(signed: unknown, filed: Filed): Check {
  const open = check('record-id', 'Record id');
  if (valueAt(signed, '/recordId') !== filed.recordId || valueAt(signed, '/phase') !== filed.phase) {
    return open.failed('What was signed is another record, or another phase, than the one it is filed under.');
  }
  if (valueAt(signed, '/pipeline/provider') === 'local') {
    // A job that calls itself local would else be free to name any other job's id.
    return valueAt(signed, '/recorder/kind') === 'local'
      ? open.ok('What was signed says this record id.')
      : open.failed('The record says that it is of a local run, and that a job made it: its id can be any job’s.');
  }
  const whole = filed.document ?? signed;
  if (identitiesIn(whole).some((identity) => isIdOf(identity, filed.recordId))) {
    return open.ok('The record id is the one of this run, attempt and job.');
  }
  return valueAt(whole, '/sources/~1pipeline~1checkRunId') === 'input'
    ? open.failed('The record id is not the one of this run, attempt and job: it was filed under another job’s.')
    : open.notChecked('What the record id was made from is not all here, so that it may be another job’s.');
}

/** A matrix that somebody made up may have no canonical form. */
function isIdOf(identity: JobIdentity, recordId: string): boolean {
  try {
    return recordIdOf(identity) === recordId;
  } catch {
    return false;
  }
}

/** The runner names the check run, or does not and it is learnt later than the id is made. */
function identitiesIn(record: unknown): JobIdentity[] {
  const textAt = (pointer: string) => {
    const value = valueAt(record, pointer);
    return typeof value === 'string' ? value : undefined;
  };
  const matrix = valueAt(record, '/pipeline/matrix');
  const run = {
    server: textAt('/pipeline/server') ?? '',
    repositoryId: textAt('/pipeline/repositoryId') ?? textAt('/pipeline/repository') ?? '',
    runId: textAt('/pipeline/runId') ?? '',
    runAttempt: textAt('/pipeline/runAttempt') ?? '1',
  };
  const place = {
    job: textAt('/pipeline/job'),
    matrix: isObject(matrix) ? matrix : undefined,
    runnerName: textAt('/runner/name'),
    trackingId: textAt('/runner/trackingId'),
  };
  const checkRunId = textAt('/pipeline/checkRunId');
  return [...(checkRunId === undefined ? [] : [{ ...run, checkRunId }]), { ...run, ...place }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
