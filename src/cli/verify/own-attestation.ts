import * as z from 'zod/mini';
import { type Check, check } from '../../core/verification/check.ts';
import type { FoundBundle } from '../../pipeline/find-bundles.ts';
import { verifyArtifact } from '../../pipeline/verify-artifact.ts';
import type { BundleVerifier } from '../../ports.ts';
import type { ReleaseFile } from './release-files.ts';

/** GitHub’s own attestation of an immutable release (docs.github.com, “Immutable releases”). */
const RELEASE_TYPE = /^https:\/\/in-toto\.io\/attestation\/release\/v0\.\d+$/;
/** Who signs it; its certificate names no issuer. */
const SIGNER = { issuer: '', identity: 'https://dotcom.releases.github.com' };

const Statement = z.looseObject({ subject: z.array(z.looseObject({ uri: z.optional(z.string()) })) });

/**
 * What GitHub itself attests of an immutable release: which files were published, and not who made them. Raises what the
 * verifier raises for want of a trust root.
 */
export async function checkOwnAttestation(
  release: { readonly repository: string; readonly tag: string; readonly isImmutable: boolean },
  {
    files,
    found,
  }: { readonly files: readonly ReleaseFile[]; readonly found: ReadonlyMap<string, readonly FoundBundle[]> },
  verifier: BundleVerifier,
): Promise<Check[]> {
  if (!release.isImmutable) return [];
  const open = check('own-attestation', 'GitHub’s attestation');
  const own = files.filter(({ sha256 }) => sha256 !== undefined && found.has(sha256));
  let named = 0;
  for (const { asset, sha256 = '' } of own) {
    const about = (found.get(sha256) ?? []).filter(({ predicateType }) => RELEASE_TYPE.test(predicateType));
    const proofs = about.filter(({ json }) => isOfRelease(json, release, verifier));
    for (const { json } of proofs) {
      const artifact = { name: asset.name, digest: `sha256:${sha256}` };
      const { verdict } = await verifyArtifact({ artifact, bundles: json, expected: SIGNER }, verifier);
      if (verdict !== 'verified') continue;
      named += 1;
      break;
    }
  }
  const counted = own.length === 1 ? '1 file' : `${own.length} files`;
  return [
    named === own.length && named > 0
      ? open.ok(`GitHub attests that it published the release with ${counted}; it does not say who made them.`)
      : open.notChecked(`GitHub’s own attestation of the release was found of ${named} of ${counted}.`),
  ];
}

function isOfRelease(
  json: string,
  { repository, tag }: { readonly repository: string; readonly tag: string },
  verifier: BundleVerifier,
): boolean {
  const statement = Statement.safeParse(JSON.parse(Buffer.from(verifier.open(json).payload).toString('utf8')));
  const purl = `pkg:github/${repository}@${tag}`.toLowerCase();
  return statement.success && statement.data.subject.some(({ uri }) => uri !== undefined && uri.toLowerCase() === purl);
}
