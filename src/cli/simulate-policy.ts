import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TEMPLATES } from '../core/policy/template-policies.ts';
import { builtInPolicy, type PolicyInForce, parsePolicy } from '../core/policy.ts';
import { DoorlogError } from '../errors.ts';
import { POLICY_PATH } from '../model/policy.ts';
import { didYouMean } from '../nearest.ts';
import { readPolicyFile } from './read-policy.ts';

/** Which policy scenarios are staged against. */
export interface PolicyOptions {
  /** A file or the name of a template; left out, the policy of the folder or the built-in one. */
  readonly policy: string | undefined;
  /** A local copy of the organisation's policy. */
  readonly organization: string | undefined;
}

/** Reads the policy that scenarios are staged against. Raises `policy-invalid`, `file-unreadable`, `usage`. */
export async function policyFor({ policy, organization }: PolicyOptions, cwd: string): Promise<PolicyInForce> {
  const read = await readChosen(policy, cwd, organization);
  if (read.organizationRef && !read.organization) {
    const { repository } = read.organizationRef;
    throw new DoorlogError(
      'usage',
      `The policy extends one of ${repository}; give a local copy of that by --organization FILE.`,
    );
  }
  return read;
}

async function readChosen(
  given: string | undefined,
  cwd: string,
  organization: string | undefined,
): Promise<PolicyInForce> {
  const options = organization === undefined ? {} : { organization };
  if (given === undefined) {
    return (await isFile(cwd, POLICY_PATH)) ? readPolicyFile(POLICY_PATH, cwd, options) : builtInPolicy();
  }
  const isName = /^[a-z][a-z0-9-]*$/.test(given);
  if (!isName || (await isFile(cwd, given))) return readPolicyFile(given, cwd, options);
  const templates = Object.keys(TEMPLATES);
  if (!templates.includes(given)) {
    const guess = didYouMean(given, templates) || ` The templates are ${templates.join(', ')}.`;
    throw new DoorlogError('usage', `There is no policy file or template “${given}”.${guess}`);
  }
  return parsePolicy(`version: 1\nextends: ${given}\n`, { origin: 'file', path: given });
}

async function isFile(cwd: string, path: string): Promise<boolean> {
  return (await stat(resolve(cwd, path)).catch(() => undefined))?.isFile() === true;
}
