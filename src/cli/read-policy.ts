import { basename, resolve } from 'node:path';
import { sha256Hex } from '../core/canonical.ts';
import { formatOrganizationRef } from '../core/organization-ref.ts';
import { type CheckCustomRules, type PolicyInForce, parsePolicy, withOrganization } from '../core/policy.ts';
import { DoorlogError } from '../errors.ts';
import { readTextFile } from './text-file.ts';

/** What else a policy on this machine is read with. */
export interface PolicyFileOptions {
  /** A local copy of the organisation's policy, relative to `cwd` or absolute. */
  readonly organization?: string | undefined;
  readonly check?: CheckCustomRules | undefined;
  /** Whether the file may be looked at without the organisation's policy that it extends. */
  readonly isAlone?: boolean | undefined;
}

/**
 * Reads a policy file of this machine; nothing is fetched, so an organisation's policy comes from a local copy. The
 * origin names files without their folders, which would be shown to whoever reads the proof.
 * Raises `policy-invalid` with a located sentence, `file-unreadable`, `file-invalid`.
 */
export async function readPolicyFile(
  path: string,
  cwd: string,
  { organization, check, isAlone }: PolicyFileOptions = {},
): Promise<PolicyInForce> {
  const own = await readOne(path, cwd, check);
  const { organizationRef: ref, ...policy } = own;
  if (organization === undefined) {
    if (!ref || isAlone) return own;
    throw new DoorlogError(
      'policy-invalid',
      `${path} extends ${formatOrganizationRef(ref)}, which is not fetched here: name a local copy of it by --organization FILE.`,
    );
  }
  return withOrganization(policy, await readOne(organization, cwd, check));
}

async function readOne(file: string, cwd: string, check: CheckCustomRules | undefined): Promise<PolicyInForce> {
  const text = await readTextFile(resolve(cwd, file), 'the policy');
  const policy = await parsePolicy(text, { origin: 'file', path: file, digest: sha256Hex(text) }, check);
  return { ...policy, origin: { ...policy.origin, path: basename(file) } };
}
