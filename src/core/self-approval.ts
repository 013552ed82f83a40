import type { Approval } from '../model/access.ts';

/** Those who could approve their own run. */
export interface Starters {
  readonly initiator?: { readonly id?: string | undefined } | undefined;
  readonly rerunner?: { readonly id?: string | undefined } | undefined;
}

/**
 * Says of each approval whether the initiator or the re-runner gave it, by ids, because logins change hands; says nothing
 * where a missing id could turn the answer.
 */
export function withSelfApproval(approvals: readonly Approval[], people: Starters): Approval[] {
  const starters = [people.initiator ?? {}, ...(people.rerunner ? [people.rerunner] : [])].map(({ id }) => id);
  return approvals.map((approval) => {
    const selfApproval = isOneOf(approval.user.id, starters);
    return { ...approval, ...(selfApproval !== undefined && { selfApproval }) };
  });
}

function isOneOf(id: string | undefined, starters: readonly (string | undefined)[]): boolean | undefined {
  if (id === undefined) return undefined;
  if (starters.includes(id)) return true;
  return starters.includes(undefined) ? undefined : false;
}
