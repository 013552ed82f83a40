import { basename, resolve } from 'node:path';
import { sha256Hex } from '../core/canonical.ts';
import { type PolicyInForce, parsePolicy } from '../core/policy.ts';
import { readTextFile } from './text-file.ts';

/** What else a policy on this machine is read with. */
export interface PolicyFileOptions {
  /** A local copy of the organisation's policy, relative to `cwd` or absolute. */
  readonly organization?: string | undefined;
}

/**
 * Reads a policy file of this machine; nothing is fetched, so an organisation's policy comes from a local copy. The
 * origin names files without their folders, which would be shown to whoever reads the proof.
 * Raises `policy-invalid` with a located sentence, `file-unreadable`, `file-invalid`.
 */
export async function readPolicyFile(
  path: string,
  cwd: string,
  { organization }: PolicyFileOptions = {},
): Promise<PolicyInForce> {
  const policy = await readOne(path, cwd);
  return organization === undefined ? policy : policy;
}

async function readOne(file: string, cwd: string): Promise<PolicyInForce> {
  const text = await readTextFile(resolve(cwd, file), 'the policy');
  const policy = await parsePolicy(text, { origin: 'file', path: file, digest: sha256Hex(text) });
  return { ...policy, origin: { ...policy.origin, path: basename(file) } };
}
