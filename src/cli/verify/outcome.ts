import type { ProvenAnswer } from '../../pipeline/prove-record.ts';
import type { TargetAnswer } from './answer.ts';

/** An answer with the records that it is about, for whoever keeps them. */
export interface TargetOutcome {
  readonly answer: TargetAnswer;
  readonly proven: readonly ProvenAnswer[];
}

/** That everything was told on the way, and the exit code. */
export interface ToldOutcome {
  readonly told: number;
}
