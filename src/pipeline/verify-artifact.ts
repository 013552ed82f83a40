import { type AttestedArtifact, checkArtifactStatement, isAboutArtifact } from '../core/artifact-statement.ts';
import { bundlesIn } from '../core/bundle-formats.ts';
import { type Check, check } from '../core/verification/check.ts';
import { checkExpected, checkSignedSince, claimedIn } from '../core/verification/expected-signer.ts';
import { matchesPattern } from '../core/verification/identity-pattern.ts';
import type { ExpectedSigner } from '../core/verification/signer.ts';
import { codeOf, DoorlogError, sentenceOf } from '../errors.ts';
import type { BundleSigner, BundleVerifier, VerifiedSignature } from '../ports.ts';

/** What is to be verified: that somebody signed something about an artifact, whatever it is. */
export interface ArtifactQuestion {
  readonly artifact: AttestedArtifact & {
    /** The file itself, where it is at hand: some signatures over bare files can't be verified without it. */
    readonly bytes?: Uint8Array;
  };
  /** The text of a file with bundles, in any form that `bundlesIn` knows; one about the artifact has to hold. */
  readonly bundles: string;
  /** Whose certificate must have signed, or that it must be the verifier's key. An empty issuer is one that is not named. */
  readonly expected: ExpectedSigner | 'key';
  /** Left out: any. Given, a bundle over a bare file is refused, which has none. */
  readonly predicateType?: string;
}

/** What came of it, as for a record: the bundle that holds, or else the one with the fewest defects. */
export interface ArtifactAnswer {
  readonly verdict: 'verified' | 'refused';
  readonly checks: readonly Check[];
  /** Who signed, where that could be proven. */
  readonly signer?: BundleSigner;
  /** The bundle that the checks are about, as JSON. */
  readonly bundle?: string;
}

/**
 * Verifies a bundle about any file or digest, whatever its predicate: signature, signer, subject, predicate type.
 * Raises `file-invalid` where nothing in the text is a bundle, and what the verifier raises for want of a trust root or key.
 */
export async function verifyArtifact(question: ArtifactQuestion, verifier: BundleVerifier): Promise<ArtifactAnswer> {
  let best: ArtifactAnswer | undefined;
  let failure: unknown;
  for (const bundle of chosenBundles(question, verifier)) {
    try {
      const answer = { ...(await verifyOne(bundle, question, verifier)), bundle };
      if (answer.verdict === 'verified') return answer;
      if (best === undefined || defectsOf(answer) < defectsOf(best)) best = answer;
    } catch (error) {
      // A bundle by a key that was not given must not hide one by a certificate.
      if (codeOf(error) !== 'usage') throw error;
      failure ??= error;
    }
  }
  if (best) return best;
  if (failure) throw failure;
  return refusal(`No bundle in the file speaks about ${question.artifact.name} (${question.artifact.digest}).`);
}

/** A single bundle is told in full why it is refused; of several only those about the artifact are looked at. */
function chosenBundles({ bundles, artifact }: ArtifactQuestion, verifier: BundleVerifier): readonly string[] {
  const all = bundlesIn(bundles);
  if (all.length === 0) throw new DoorlogError('file-invalid', 'There is no bundle in the file of bundles.');
  if (all.length === 1) return all;
  return all.filter((bundle) => {
    try {
      return isAboutArtifact(verifier.open(bundle), artifact.digest);
    } catch (error) {
      if (codeOf(error) === 'internal') throw error;
      // A bundle over a bare file says nowhere what it is about.
      return codeOf(error) === 'verification-failed';
    }
  });
}

async function verifyOne(
  bundle: string,
  { artifact, expected, predicateType }: ArtifactQuestion,
  verifier: BundleVerifier,
): Promise<ArtifactAnswer> {
  const open = check('signature', 'Signature');
  try {
    const verified = await verify(bundle, artifact, verifier);
    const { envelope, signer, signedAt, evidence } = verified;
    const by = signer.kind === 'key' ? ', by the given key' : '';
    const checks = [
      open.ok(`The signature holds${by}${evidence && `: ${evidence}`}.`),
      ...(envelope
        ? checkArtifactStatement(envelope, artifact, predicateType)
        : checkBareFile(artifact, predicateType)),
      ...checkArtifactSigner(signer, expected),
      ...(expected === 'key' ? [] : checkSignedSince(signedAt, expected.signedSince)),
    ];
    return { ...answerOf(checks), signer };
  } catch (error) {
    if (codeOf(error) !== 'verification-failed') throw error;
    return refusal(sentenceOf(error));
  }
}

function verify(
  bundle: string,
  { digest, bytes }: ArtifactQuestion['artifact'],
  verifier: BundleVerifier,
): Promise<VerifiedSignature> {
  const [algorithm, hex = ''] = digest.split(':');
  if (algorithm !== 'sha256') return verifier.verify(bundle);
  return verifier.verify(bundle, { sha256: hex, ...(bytes && { bytes }) });
}

function checkBareFile({ name, digest }: AttestedArtifact, predicateType: string | undefined): Check[] {
  const subject = check('subject', 'Artifact').ok(`The signature was made over ${name} (${digest}) itself.`);
  if (predicateType === undefined) return [subject];
  const type = check('predicate-type', 'Predicate type');
  return [
    subject,
    type.failed(`The bundle signs a bare file and says nothing about it; a ${predicateType} was expected.`),
  ];
}

function checkArtifactSigner(signer: BundleSigner, expected: ExpectedSigner | 'key'): Check[] {
  const identity = check('identity', 'Identity');
  if (expected === 'key') {
    return [
      signer.kind === 'key'
        ? identity.ok(`Signed by the given key, ${signer.fingerprint}; a key says nothing about who holds it.`)
        : identity.failed(`Signed by a certificate of ${signer.identity}, but the given key was expected.`),
    ];
  }
  if (signer.kind === 'key') {
    return [identity.failed('Signed by a key, which has no identity, but a certificate was expected.')];
  }
  const issuer = check('issuer', 'Issuer of the identity');
  const from = signer.issuer === '' ? 'an issuer that the certificate does not name' : signer.issuer;
  return [
    signer.issuer === expected.issuer
      ? issuer.ok(`The identity comes from ${from}.`)
      : issuer.failed(`The identity comes from ${from}, not from ${expected.issuer}.`),
    checkIdentity(signer.identity, expected.identity),
    ...checkExpected(claimedIn(signer.claims), expected),
  ];
}

function checkIdentity(identity: string, expected: string | undefined): Check {
  const open = check('identity', 'Identity');
  if (expected === undefined) return open.notChecked(`Signed by ${identity}; no identity was expected.`);
  return matchesPattern(expected, identity)
    ? open.ok(`Signed by ${identity}, as expected.`)
    : open.failed(`Signed by ${identity}, but ${expected} was expected.`);
}

function refusal(sentence: string): ArtifactAnswer {
  return answerOf([
    check('signature', 'Signature').failed(sentence),
    check('contents', 'Statement and signer').notChecked('Without a signature that holds, nothing else counts.'),
  ]);
}

function answerOf(checks: readonly Check[]): ArtifactAnswer {
  return { verdict: checks.some(({ status }) => status === 'failed') ? 'refused' : 'verified', checks };
}

/** How far an answer is from verified; one whose signature does not hold is the farthest. */
function defectsOf({ checks, signer }: ArtifactAnswer): number {
  return signer ? checks.filter(({ status }) => status === 'failed').length : Number.POSITIVE_INFINITY;
}
