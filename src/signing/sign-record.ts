import { createHash } from 'node:crypto';
import type { AccessRecord } from '../model/access-record.ts';
import type { Http, SignedBundle } from '../ports.ts';
import type { SigstoreInstance } from './instance.ts';
import { createKeylessSigner } from './keyless.ts';
import { createStatement, type StatementSubject } from './statement.ts';

/** Name of the record's file, the subject of its Statement. */
export const RECORD_FILE = 'access-record.json';

/** What signing a record takes. */
export interface SignRecordOptions {
  readonly attested: AccessRecord;
  /** The exact text of the record's file, the canonical form of `attested`. */
  readonly text: string;
  readonly instance: SigstoreInstance;
  readonly idToken: () => Promise<string>;
  readonly http: Http;
}

/**
 * Signs a record's file and what the record says that the job made, with the record itself as predicate. Raises
 * `signing-failed`, `oidc-unavailable`.
 */
export async function signRecord(options: SignRecordOptions): Promise<SignedBundle> {
  const { attested, text, instance, idToken, http } = options;
  const statement = createStatement({ subjects: subjectsOf(attested, text), predicate: attested });
  return createKeylessSigner({ instance, idToken, http }).sign(statement);
}

/** What a record's Statement speaks about: the record's own file first, then the artifacts that the record names. */
export function subjectsOf(attested: AccessRecord, text: string): StatementSubject[] {
  const record = { name: RECORD_FILE, sha256: createHash('sha256').update(text).digest('hex') };
  const artifacts = attested.resources?.artifacts ?? [];
  return [record, ...artifacts.map(({ name, sha256 }) => ({ name, sha256 }))];
}
