import { DoorlogError } from '../errors.ts';
import { PREDICATE_TYPE, STATEMENT_TYPE } from '../model/predicate-type.ts';

/** A file that a Statement speaks about. */
export interface StatementSubject {
  readonly name: string;
  /** SHA-256 of its bytes, in lower-case hex. */
  readonly sha256: string;
}

/** GitHub's limits for one attestation (attestations API): subjects, and bytes of the predicate. */
const MAX_SUBJECTS = 1_024;
const MAX_PREDICATE_BYTES = 16 * 1024 * 1024;

/**
 * The exact bytes of an in-toto Statement v1: these bytes are what is signed.
 * Raises `signing-failed` for what GitHub's attestation store would refuse: no subject, too many, a digest twice, or too
 * large a predicate.
 */
export function createStatement(options: {
  readonly subjects: readonly StatementSubject[];
  readonly predicate: Readonly<Record<string, unknown>>;
  /** Default: an access record's. */
  readonly predicateType?: string;
}): Uint8Array {
  const { subjects, predicate, predicateType = PREDICATE_TYPE } = options;
  if (subjects.length === 0 || subjects.length > MAX_SUBJECTS) {
    throw new DoorlogError(
      'signing-failed',
      `A statement needs 1 to ${MAX_SUBJECTS} subjects, and this has ${subjects.length}.`,
    );
  }
  const bad = subjects.find(({ sha256 }) => !/^[0-9a-f]{64}$/.test(sha256));
  if (bad) throw new DoorlogError('signing-failed', `Subject ${bad.name} has no SHA-256 in lower-case hex.`);
  if (new Set(subjects.map(({ sha256 }) => sha256)).size < subjects.length) {
    throw new DoorlogError('signing-failed', 'A statement must not name the same file twice among its subjects.');
  }
  const text = JSON.stringify(predicate);
  if (Buffer.byteLength(text) > MAX_PREDICATE_BYTES) {
    throw new DoorlogError('signing-failed', `The predicate is larger than ${MAX_PREDICATE_BYTES} bytes.`);
  }
  const subject = subjects.map(({ name, sha256 }) => ({ name, digest: { sha256 } }));
  return Buffer.from(JSON.stringify({ _type: STATEMENT_TYPE, subject, predicateType, predicate }));
}
