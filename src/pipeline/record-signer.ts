import type { AccessRecord } from '../model/access-record.ts';
import type { SignedBundle } from '../ports.ts';

/** Signs a record by a chosen instance. */
export interface RecordSigner {
  readonly instance: string;
  /** `text` is the canonical form of `attested`, the exact bytes of the record file. */
  sign(attested: AccessRecord, text: string): Promise<SignedBundle>;
  /** Signs any other in-toto Statement about the same job, given as its exact bytes. */
  signStatement?(statement: Uint8Array): Promise<SignedBundle>;
}
