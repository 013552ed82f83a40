import { DoorlogError } from '../errors.ts';
import { POLICY_PATH } from '../model/policy.ts';
import type { Overview } from '../ports.ts';
import { sha256Hex } from './canonical.ts';
import { builtInPolicy, type PolicyInForce, parsePolicy } from './policy.ts';

/** The policy to judge by, or why there is none: a policy that can't be read is never replaced by a weaker one. */
export type PolicyChoice =
  | { readonly policy: PolicyInForce }
  | { readonly error: DoorlogError; readonly repository: string };

/**
 * Chooses the policy at the head of the default branch. Where the very push that is being judged changed it, the one
 * before the push holds: no commit is judged by a policy that it brings along.
 */
export async function choosePolicy(overview: Overview, repository: string, sha: string): Promise<PolicyChoice> {
  const head = overview.policy;
  if (!head.ok) return { error: unavailable(head.reason, head.detail), repository };
  const before = overview.policyBefore;
  const pushed = head.value.commit === sha && before?.ok === true && before.value.text !== head.value.text;
  const { commit, text } = pushed ? before.value : head.value;
  if (text === null) return { policy: builtInPolicy() };
  const ref = overview.repository.ok ? overview.repository.value.defaultBranch : undefined;
  const origin = {
    origin: 'repository' as const,
    repository,
    path: POLICY_PATH,
    ...(ref && { ref }),
    commit,
    digest: sha256Hex(text),
  };
  try {
    return { policy: await parsePolicy(text, origin) };
  } catch (error) {
    if (error instanceof DoorlogError) return { error, repository };
    throw error;
  }
}

function unavailable(reason: string, detail: string | undefined): DoorlogError {
  const code = reason === 'input-invalid' ? 'policy-invalid' : 'policy-unavailable';
  const why =
    detail ??
    'GitHub shows neither the default branch nor the file to this token; it takes permissions: contents: read.';
  return new DoorlogError(code, `The policy ${POLICY_PATH} could not be read from the default branch: ${why}`);
}
