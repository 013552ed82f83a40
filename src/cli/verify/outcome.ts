import type { ProvenAnswer } from '../../pipeline/prove-record.ts';
import type { TargetAnswer } from './answer.ts';

/** An answer with the records that it is about, for whoever keeps them. */
export interface TargetOutcome {
  readonly answer: TargetAnswer;
  readonly proven: readonly ProvenAnswer[];
  /** Attestations that are no access records, of those that hold. */
  readonly attested?: readonly AttestedFile[];
}

/** A file with the bundle of an attestation that is no access record. */
export interface AttestedFile {
  readonly name: string;
  /** SHA-256 in hex of the file that the bundle speaks about. */
  readonly sha256: string;
  readonly predicateType: string;
  /** The Sigstore bundle as JSON text. */
  readonly json: string;
}

/** That everything was told on the way, and the exit code. */
export interface ToldOutcome {
  readonly told: number;
}
