import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkExpressions } from '../compose/custom-rules.ts';
import { TEMPLATES } from '../core/policy/template-policies.ts';
import { builtInPolicy, type PolicyInForce, parsePolicy, withOrganization } from '../core/policy.ts';
import { DoorlogError } from '../errors.ts';
import { POLICY_PATH } from '../model/policy.ts';
import { didYouMean } from '../nearest.ts';
import { readPolicyFile } from './read-policy.ts';

/** Which policy a command works with. */
export interface PolicyOptions {
  /** A file or the name of a template; left out, the policy of the folder or the built-in one. */
  readonly policy: string | undefined;
  /** A local copy of the organisation's policy. */
  readonly organization: string | undefined;
  /** Whether the policy may be looked at without the organisation's that it extends. */
  readonly isAlone?: boolean;
}

/**
 * Reads the policy that a command works with, its expressions checked.
 * Raises `policy-invalid`, `file-unreadable`, `usage`.
 */
export async function policyFor({ policy, organization, isAlone }: PolicyOptions, cwd: string): Promise<PolicyInForce> {
  const options = { organization, check: checkExpressions, isAlone };
  if (policy === undefined && (await isFile(cwd, POLICY_PATH))) return readPolicyFile(POLICY_PATH, cwd, options);
  const isName = policy === undefined || /^[a-z][a-z0-9-]*$/.test(policy);
  if (!isName || (await isFile(cwd, policy ?? ''))) return readPolicyFile(policy ?? '', cwd, options);
  const own = policy === undefined ? builtInPolicy() : await template(policy);
  if (organization === undefined) return own;
  return withOrganization(own, await readPolicyFile(organization, cwd, { check: checkExpressions }));
}

async function template(name: string): Promise<PolicyInForce> {
  const known = Object.keys(TEMPLATES);
  if (known.includes(name)) return parsePolicy(`version: 1\nextends: ${name}\n`, { origin: 'file', path: name });
  const guess = didYouMean(name, known) || ` The templates are ${known.join(', ')}.`;
  throw new DoorlogError('usage', `There is no policy file or template “${name}”.${guess}`);
}

async function isFile(cwd: string, path: string): Promise<boolean> {
  return (await stat(resolve(cwd, path)).catch(() => undefined))?.isFile() === true;
}

/** What people call all that judges: the repository's policy, and the organisation's where it is beside it. */
export function namesOf(policy: PolicyInForce): string {
  return policy.organization ? `${nameOf(policy)} with the organisation’s policy` : nameOf(policy);
}

/** What people call the repository's policy. */
export function nameOf({ source, origin }: PolicyInForce): string {
  return origin.origin === 'built-in' ? 'the built-in policy' : (source?.name ?? 'the policy');
}
