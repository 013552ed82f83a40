import type { AccessRecord } from '../model/access-record.ts';
import type { Account } from '../model/person.ts';
import type { PullRequest } from '../model/pull-request.ts';
import type { PolicyAnswer, ReportedJob } from '../model/release-report.ts';
import type { RuleResult, Verdict } from '../model/verdict.ts';
import { digestOf, sha256Hex } from './canonical.ts';
import { isRefused } from './judge.ts';
import { isAtLeast } from './severity-weight.ts';

/** A record that is proven, and what proves it. */
export interface ProvenJob {
  /** The attested view. */
  readonly record: AccessRecord;
  /** Its canonical form. */
  readonly text: string;
  /** The Sigstore bundle as JSON text. */
  readonly bundle: string;
  /** What the policy of today says of the record; left out where there is none to ask. */
  readonly again?: Verdict | undefined;
}

/** What a report says of a proven record: the parts of its attested view that a release manager asks for. */
export type ProvenPart = Omit<ReportedJob, 'run' | 'job' | 'recordId' | 'verdict'>;

/** Tells what a report says of a job whose record is proven. */
export function provenPart({ record, text, bundle, again }: ProvenJob): ProvenPart {
  const { pipeline, people, approvals, source, access } = record;
  const token = tokenOf(record);
  const policy = policyOf(record.policy, again);
  const deployments = record.resources?.deployments?.map(({ id, environment, state }) => ({
    id,
    ...(environment !== undefined && { environment }),
    ...(state !== undefined && { state }),
  }));
  return {
    recorder: record.recorder.kind,
    recordDigest: sha256Hex(text),
    bundleDigest: digestOf(JSON.parse(bundle)),
    who: {
      ...(people.initiator && { initiator: accountOf(people.initiator) }),
      ...(people.rerunner && { rerunner: accountOf(people.rerunner) }),
      ...(approvals && {
        approvers: distinct(approvals.filter(({ state }) => state === 'approved').map(({ user }) => user)),
      }),
      ...(source.pullRequests && { reviewers: distinct(approvalsOf(source.pullRequests)) }),
    },
    ...(pipeline.environment !== undefined && { environment: pipeline.environment }),
    ...(deployments && deployments.length > 0 && { deployments }),
    ...(token && { token }),
    ...(access.cloud && {
      cloud: access.cloud.map(({ provider, kind, shortLived }) => ({
        provider,
        kind,
        ...(shortLived !== undefined && { shortLived }),
      })),
    }),
    ...(policy && { policy }),
  };
}

function approvalsOf(pullRequests: readonly PullRequest[]): Account[] {
  return pullRequests.flatMap(({ reviews }) =>
    reviews.filter(({ state }) => state === 'approved').map(({ reviewer }) => reviewer),
  );
}

/** Only what names the account: its role and what else a person is may be for members alone. */
function accountOf({ login, id, type }: Account): Account {
  return { login, ...(id !== undefined && { id }), ...(type !== undefined && { type }) };
}

/** The key by which two mentions of an account are one: its immutable id, or its name where there is none. */
export function accountKey({ id, login }: Account): string {
  return id === undefined ? `login ${login.toLowerCase()}` : `id ${id}`;
}

function distinct(accounts: readonly Account[]): Account[] {
  return [...new Map(accounts.map((account) => [accountKey(account), accountOf(account)])).values()];
}

/** What was seen counts more than what the workflow file declares; scopes that give nothing are left out. */
function tokenOf({ access }: AccessRecord): ReportedJob['token'] {
  const permissions = access.token?.permissions;
  if (!permissions) return undefined;
  const levels = Object.entries(permissions).flatMap(([scope, { declared, observed }]) => {
    const level = observed ?? declared ?? 'none';
    return level === 'none' ? [] : [[scope, level] as const];
  });
  return Object.fromEntries(levels);
}

function policyOf(recorded: Verdict | undefined, again: Verdict | undefined): ReportedJob['policy'] {
  if (!recorded && !again) return undefined;
  const failed = [...failuresOf(recorded), ...failuresOf(again)];
  return {
    ...(recorded && { recorded: answerOf(recorded) }),
    // The attested view lacks what only the log holds, so that what a rule can’t tell from it says nothing.
    ...(again && { again: answerOf({ ...again, onUnknown: 'ignore' }) }),
    failed: [...new Map(failed.map((failure) => [JSON.stringify(failure), failure])).values()],
  };
}

function answerOf(verdict: Verdict): PolicyAnswer {
  const { policy, organizationPolicy } = verdict;
  return {
    verdict: verdict.verdict,
    origin: policy.origin,
    ...(policy.digest !== undefined && { digest: policy.digest }),
    ...(organizationPolicy?.digest !== undefined && { organizationDigest: organizationPolicy.digest }),
    refuses: isBinding(verdict) && isRefused({ ...verdict, mode: 'enforce', onViolation: 'fail' }),
  };
}

/** Nobody chose the built-in policy, so that it keeps nothing out of a release. */
function isBinding({ policy, organizationPolicy }: Verdict): boolean {
  return organizationPolicy !== undefined || policy.origin === 'repository' || policy.origin === 'file';
}

/** What a job is kept out for, or would be if it had been judged strictly. */
function failuresOf(verdict: Verdict | undefined): NonNullable<ReportedJob['policy']>['failed'] {
  if (!verdict || !isBinding(verdict)) return [];
  const { failFrom = 'low', results } = verdict;
  const counts = ({ result, severity }: RuleResult) => result === 'fail' && isAtLeast(severity, failFrom);
  return results.filter(counts).map(({ rule, severity, message }) => ({ rule, severity, message }));
}
