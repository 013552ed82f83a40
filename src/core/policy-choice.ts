import { DoorlogError } from '../errors.ts';
import type { GapReason } from '../model/access-record.ts';
import { POLICY_PATH } from '../model/policy.ts';
import type { FileAt, Overview } from '../ports.ts';
import { sha256Hex } from './canonical.ts';
import { builtInPolicy, type PolicyInForce, parsePolicy } from './policy.ts';
import { mayPass, whyMissing } from './why-missing.ts';

const NOT_THERE = { reason: 'not-found', needed: 'permissions: contents: read' } as const;

/** The policy to judge by, or why there is none: a policy that can't be read is never replaced by a weaker one. */
export type PolicyChoice =
  | {
      readonly policy: PolicyInForce;
      /** The policy that has taken its place since the job began. */
      readonly changedTo?: PolicyInForce;
    }
  | { readonly error: DoorlogError; readonly repository: string };

/** What is being judged: a commit, and the full ref that it was pushed to. */
export interface JudgedCommit {
  readonly sha: string | undefined;
  readonly ref: string | undefined;
  /** The policy by which the start was judged, where it came from the repository. */
  readonly policyAtStart?: { readonly commit: string; readonly digest: string } | undefined;
}

/**
 * Chooses the policy at the head of the default branch. Where the very push to it that is being judged changed it, the
 * one before the push holds: no commit is judged by a policy that it brings along. What stood on another branch before
 * a push is never asked: whoever may push there could have put anything. The end is judged by the policy of the start,
 * which the job itself may have replaced since, and by what replaced it too.
 */
export async function choosePolicy(
  overview: Overview,
  repository: string,
  judged: JudgedCommit,
): Promise<PolicyChoice> {
  if (judged.policyAtStart) return policyOfStart(overview, repository, judged.policyAtStart);
  const head = overview.policy;
  if (!head.ok) return { error: unavailable(head), repository };
  const ref = overview.repository.ok ? overview.repository.value.defaultBranch : undefined;
  const isPush = head.value.commit === judged.sha && judged.ref === `refs/heads/${ref}`;
  const before = isPush ? overview.policyBefore : undefined;
  if (before?.ok === false) return { error: unavailable(before), repository };
  return policyIn(before && before.value.text !== head.value.text ? before.value : head.value, repository, ref);
}

async function policyOfStart(
  overview: Overview,
  repository: string,
  atStart: NonNullable<JudgedCommit['policyAtStart']>,
): Promise<PolicyChoice> {
  const { policyBefore: then, policy: now } = overview;
  if (!then?.ok) return { error: unavailable(then ?? NOT_THERE), repository };
  if (then.value.text === null || sha256Hex(then.value.text) !== atStart.digest) {
    return {
      error: unreadable('policy-unavailable', 'the start named another one than its commit holds.'),
      repository,
    };
  }
  const ref = overview.repository.ok ? overview.repository.value.defaultBranch : undefined;
  const choice = await policyIn(then.value, repository, ref);
  if (!now.ok || now.value.text === then.value.text || 'error' in choice) return choice;
  const later = await policyIn(now.value, repository, ref);
  return 'policy' in later ? { ...choice, changedTo: later.policy } : choice;
}

async function policyIn({ commit, text }: FileAt, repository: string, ref: string | undefined): Promise<PolicyChoice> {
  if (text === null) return { policy: builtInPolicy() };
  const digest = sha256Hex(text);
  const origin = { origin: 'repository', repository, path: POLICY_PATH, ...(ref && { ref }), commit, digest } as const;
  try {
    return { policy: await parsePolicy(text, origin) };
  } catch (error) {
    if (error instanceof DoorlogError) return { error, repository };
    throw error;
  }
}

function unavailable({ reason, needed }: { reason: GapReason; needed: string }): DoorlogError {
  const mend = mayPass(reason) ? '' : `; it takes ${needed}`;
  return unreadable(
    reason === 'input-invalid' ? 'policy-invalid' : 'policy-unavailable',
    `${whyMissing(reason)}${mend}.`,
  );
}

function unreadable(code: 'policy-invalid' | 'policy-unavailable', why: string): DoorlogError {
  return new DoorlogError(code, `The policy ${POLICY_PATH} could not be read from the default branch: ${why}`);
}
