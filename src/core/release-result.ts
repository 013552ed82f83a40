import type { ReleaseReport } from '../model/release-report.ts';

/**
 * Whoever verified, in the words of a simple verification result; the number at its end changes with what the properties
 * mean.
 */
export const RELEASE_VERIFIER = 'https://doorlog.github.io/doorlog/release-verifier/v1';

/** What may be asserted of a release, each only where it holds without exception. */
export const RELEASE_PROPERTIES = {
  /** Every job that ran has a proven record; none was left out by name or was still running but the one that asks. */
  allRecorded: 'DOORLOG_ALL_JOBS_RECORDED',
  /** No record was altered, signed by somebody else or contradicted by another. */
  noneRefused: 'DOORLOG_NO_RECORD_REFUSED',
  /** A policy that somebody chose judged every proven record, and refused none. */
  policyPassed: 'DOORLOG_POLICY_PASSED',
} as const;

/** The predicate of a simple verification result. */
export type SimpleVerificationResult = {
  readonly verifier: {
    readonly id: string;
    readonly policies: readonly { readonly uri?: string; readonly digest: { readonly sha256: string } }[];
  };
  readonly timeCreated: string;
  readonly properties: readonly string[];
};

/**
 * What a report amounts to, for verifiers that know nothing of Doorlog
 * (in-toto attestation framework, spec/predicates/svr.md, version 0.2).
 */
export function verificationResultOf(report: ReleaseReport): SimpleVerificationResult {
  const { counts, excluded, jobs, policy, release } = report;
  const isComplete = counts.missing === 0 && excluded.every(({ why }) => why === 'this-job');
  const answers = jobs.map((each) => each.policy?.again ?? each.policy?.recorded);
  const isJudged =
    answers.length > 0 &&
    answers.every((answer) => answer?.digest !== undefined || answer?.organizationDigest !== undefined);
  const properties = [
    ...(isComplete && counts.verified > 0 && counts.refused === 0 ? [RELEASE_PROPERTIES.allRecorded] : []),
    ...(counts.refused === 0 ? [RELEASE_PROPERTIES.noneRefused] : []),
    ...(isJudged && counts.againstPolicy === 0 && counts.refused === 0 ? [RELEASE_PROPERTIES.policyPassed] : []),
  ];
  const { repository, path, commit, digest } = policy ?? {};
  const uri = repository && path && commit ? `${release.server}/${repository}/blob/${commit}/${path}` : undefined;
  const policies = digest === undefined ? [] : [{ ...(uri && { uri }), digest: { sha256: digest } }];
  return { verifier: { id: RELEASE_VERIFIER, policies }, timeCreated: report.madeAt, properties };
}
