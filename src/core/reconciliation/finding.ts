/** What a reconciliation can find. `docs/reconcile.md` says what each may mean. */
export type FindingKind =
  | 'altered'
  | 'not-genuine'
  | 'unknown-run'
  | 'unknown-job'
  | 'no-record'
  | 'no-end'
  | 'unproven'
  | 'conflict'
  | 'deleted'
  | 'not-in-store'
  | 'not-in-log'
  | 'unmatched'
  | 'attestation-missing'
  | 'audit-removed'
  | 'audit-guarded'
  | 'audit-tolerated'
  | 'workflow-disabled'
  | 'pending';

/** The job that a finding is about, as GitHub shows it. */
export interface FoundJob {
  readonly id: string;
  readonly name: string;
  readonly runId: string;
  readonly attempt: string;
  /** Path of the run’s workflow file. */
  readonly workflow: string;
  readonly url: string;
}

/** One thing that is not as it should be, or not yet. */
export interface Finding {
  readonly kind: FindingKind;
  /** One sentence for a person. */
  readonly says: string;
  /** `OWNER/REPO`. */
  readonly repository: string;
  readonly recordId?: string;
  readonly phase?: string;
  readonly job?: FoundJob;
  /** Name of the sink whose store it is about. */
  readonly store?: string;
  /** Where in the store, or which file. */
  readonly location?: string;
  /** Path of a workflow file. */
  readonly workflow?: string;
}

/** `forged`: altered or made up; `missing`: missing, in conflict or open; `open`: may still come. */
export type Weight = 'forged' | 'missing' | 'open';

const WEIGHTS: Readonly<Record<FindingKind, Weight>> = {
  altered: 'forged',
  'not-genuine': 'forged',
  'unknown-run': 'forged',
  'unknown-job': 'forged',
  'no-record': 'missing',
  'no-end': 'missing',
  unproven: 'missing',
  conflict: 'missing',
  deleted: 'missing',
  'not-in-store': 'missing',
  'not-in-log': 'missing',
  unmatched: 'missing',
  'attestation-missing': 'missing',
  'audit-removed': 'missing',
  'audit-guarded': 'missing',
  'audit-tolerated': 'missing',
  'workflow-disabled': 'missing',
  pending: 'open',
};

/** All kinds, the gravest first. */
export function findingKinds(): readonly FindingKind[] {
  return Object.keys(WEIGHTS) as FindingKind[];
}

/** How much a finding of this kind counts. */
export function weightOf(kind: FindingKind): Weight {
  return WEIGHTS[kind];
}
