import type { CustomRuleJudge } from '../core/custom-rules.ts';
import { combineStrictness, isRefused, judge, type Strictness } from '../core/judge.ts';
import type { PolicyInForce } from '../core/policy.ts';
import { type Check, check } from '../core/verification/check.ts';
import { AccessRecord } from '../model/access-record.ts';

/** As strict as the action is when nobody sets anything: a reader has no audit mode. */
const STRICTNESS: Strictness = { mode: 'enforce', onViolation: 'fail', onUnknown: 'warn', onError: 'warn' };

const MOST_NAMED = 5;

/**
 * Judges a record again by a policy, without history, and says whether its own job was judged by that one. Raises what the
 * expressions of a policy raise.
 */
export async function checkPolicy(
  value: unknown,
  { policy, evaluateCustom }: { readonly policy: PolicyInForce; readonly evaluateCustom: CustomRuleJudge },
): Promise<Check[]> {
  const open = check('policy', 'Policy');
  const parsed = AccessRecord.safeParse(value);
  if (!parsed.success) return [open.failed('The record can’t be judged, because it is no access record.')];
  const record = parsed.data;
  const custom = await evaluateCustom(policy.custom ?? [], record);
  // The built-in policy refuses no job, because nobody chose it; who names one here chose it.
  const strictness = { ...combineStrictness(STRICTNESS, policy), onViolation: 'fail' as const };
  const verdict = judge(record, policy, strictness, { custom });
  const failed = verdict.results.filter(({ result }) => result === 'fail').map(({ rule }) => rule);
  const unknown = verdict.results.filter(({ result }) => result === 'unknown').length;
  const untold = unknown === 0 ? '' : ` Of ${unknown} rules nobody can tell from the record alone.`;
  return [
    isRefused(verdict)
      ? open.failed(
          `By this policy the job is refused: ${named(failed) || 'too much of it is unknown'}; doorlog policy explain says why.`,
        )
      : open.ok(`By this policy the job is let through.${untold}`),
    checkAge(record, policy),
  ];
}

function named(rules: readonly string[]): string {
  const shown = rules.slice(0, MOST_NAMED).join(', ');
  return rules.length > MOST_NAMED ? `${shown} and ${rules.length - MOST_NAMED} more` : shown;
}

/** A policy changes, and a record of last year was rightly judged by last year’s: told, and not refused for it. */
function checkAge({ policy: judged }: AccessRecord, { origin, source }: PolicyInForce): Check {
  const open = check('policy-in-force', 'Policy at the time');
  if (!judged) return open.notChecked('The job was judged by no policy that its record tells of.');
  const before = judged.policy.digest;
  if (before === undefined || origin.digest === undefined) {
    return before === undefined && judged.policy.origin === origin.origin && origin.digest === undefined
      ? open.ok(`The job was judged by ${source?.name ?? 'the built-in policy'}; the verdict was ${judged.verdict}.`)
      : open.notChecked(`Whether the job was judged by this policy can’t be told; the verdict was ${judged.verdict}.`);
  }
  if (before === origin.digest) return open.ok(`The job was judged by this policy; the verdict was ${judged.verdict}.`);
  const commit = judged.policy.commit === undefined ? '' : ` of commit ${judged.policy.commit}`;
  return open.notChecked(
    `The job was judged by another policy${commit} (sha256:${before}), an old one perhaps; the verdict was ${judged.verdict}.`,
  );
}
