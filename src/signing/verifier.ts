import type { KeyObject } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import { RFC3161Timestamp } from '@sigstore/core';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { type SignedEntity, Verifier } from '@sigstore/verify';
import { DoorlogError } from '../errors.ts';
import type { BundleSigner, BundleVerifier, SignedArtifact, VerifiedBundle, VerifiedSignature } from '../ports.ts';
import { bareFile, openEnvelope, parseBundle } from './bundle-file.ts';
import { certificateSigner } from './certificate-signer.ts';
import { checkEntrySigner, type EntrySigner } from './entry-signer.ts';
import { checkLeaf } from './leaf-certificate.ts';
import { fingerprintOf } from './local-key.ts';
import { checkLogPeriods } from './log-period.ts';
import { evidenceOf, proven } from './proof-sentence.ts';
import { ProvenCertificate } from './proven-certificate.ts';
import { envelopeContent, fileContent, type SignedContent } from './signed-content.ts';
import { type ReadyRoot, readyRoot } from './trust-material.ts';
import type { TrustRoots } from './trust-root.ts';
import { withoutStacks } from './without-stacks.ts';

/** What a verifier may trust. */
export interface VerifierOptions {
  /** Asked for only when a bundle needs it: it may have to be fetched. */
  readonly roots?: () => Promise<TrustRoots>;
  /** The key that local records are signed with. */
  readonly key?: KeyObject;
}

/**
 * Verifies bundles with @sigstore/verify, and what it leaves out beside it (ADR 23). What has to vouch for a signature
 * depends on the trust root: a log entry where the root has transparency logs, a certificate's own log entry where it has
 * certificate logs, and always one trusted time; a signature by a given key needs the key, and the log entry where there
 * is a root with logs.
 */
export function createBundleVerifier({ roots, key }: VerifierOptions): BundleVerifier {
  let asked: Promise<TrustRoots> | undefined;
  const once = async () => {
    asked ??= roots?.();
    try {
      return await asked;
    } catch (error) {
      asked = undefined;
      throw error;
    }
  };
  const options: Trusted = { ...(roots && { roots: once }), ...(key && { key }) };

  async function verify(text: string): Promise<VerifiedBundle>;
  async function verify(text: string, artifact: SignedArtifact): Promise<VerifiedSignature>;
  async function verify(text: string, artifact?: SignedArtifact): Promise<VerifiedSignature> {
    return verifyBundle(parseBundle(text), artifact, options);
  }
  return { open: openEnvelope, verify };
}

interface Trusted {
  readonly roots?: () => Promise<TrustRoots | undefined>;
  readonly key?: KeyObject;
}

async function verifyBundle(
  bundle: Bundle,
  artifact: SignedArtifact | undefined,
  trusted: Trusted,
): Promise<VerifiedSignature> {
  const signature = await contentOf(bundle, artifact);
  const raw = certificateIn(bundle);
  const verified =
    raw === undefined
      ? await verifyByKey(entityOf(bundle, signature), trusted)
      : await verifyByCertificate(entityOf(bundle, signature), readCertificate(raw), raw, trusted);
  if (bundle.content.$case !== 'dsseEnvelope') return verified;
  const { payloadType, payload, signatures } = bundle.content.dsseEnvelope;
  return { envelope: { payloadType, payload, signatures: signatures.length }, ...verified };
}

async function contentOf({ content }: Bundle, artifact: SignedArtifact | undefined): Promise<SignedContent> {
  if (content.$case === 'dsseEnvelope') return envelopeContent(content.dsseEnvelope);
  if (!artifact) throw bareFile();
  return fileContent(content.messageSignature, artifact);
}

/** The signer's certificate in DER; what stands behind it in a chain is not needed, and must not be a root. */
function certificateIn({ verificationMaterial: { content } }: Bundle): Uint8Array | undefined {
  if (content.$case === 'certificate') return content.certificate.rawBytes;
  if (content.$case !== 'x509CertificateChain') return undefined;
  const [first, ...others] = content.x509CertificateChain.certificates;
  if (others.some(({ rawBytes }) => isSelfIssued(readCertificate(rawBytes)))) {
    throw new DoorlogError('verification-failed', 'The bundle brings a root certificate of its own.');
  }
  return first?.rawBytes;
}

function isSelfIssued({ subject, issuer }: ProvenCertificate): boolean {
  return subject.equals(issuer);
}

/** All of a bundle but who signed it. */
type Witnessed = Omit<SignedEntity, 'key'>;

function entityOf({ verificationMaterial }: Bundle, signature: SignedContent): Witnessed {
  const tlogEntries = verificationMaterial.tlogEntries.map(withoutLooseProof);
  const logged = tlogEntries.filter(({ integratedTime }) => integratedTime && integratedTime !== '0');
  const stamped = verificationMaterial.timestampVerificationData?.rfc3161Timestamps ?? [];
  const timestamps: SignedEntity['timestamps'] = logged.map((tlogEntry) => ({ $case: 'transparency-log', tlogEntry }));
  try {
    for (const { signedTimestamp } of stamped) {
      const timestamp = withoutStacks(() => RFC3161Timestamp.parse(Buffer.from(signedTimestamp)));
      timestamps.push({ $case: 'timestamp-authority', timestamp });
    }
  } catch (cause) {
    throw new DoorlogError('verification-failed', 'The bundle holds a timestamp that can’t be read.', { cause });
  }
  return { signature, tlogEntries, timestamps };
}

type LogEntry = SignedEntity['tlogEntries'][number];

/** Bundles of version 0.1 may hold a proof without the checkpoint that it leads to, beside the promise that counts. */
function withoutLooseProof({ inclusionProof, ...entry }: LogEntry): LogEntry {
  if (entry.inclusionPromise && !inclusionProof?.checkpoint) return { ...entry, inclusionProof: undefined };
  return { ...entry, inclusionProof };
}

type Proof = Pick<VerifiedSignature, 'signer' | 'evidence' | 'signedAt'>;

/** Without a trust root nothing can be said about witnesses, so that they count for nothing. */
async function verifyByKey(witnessed: Witnessed, { key, roots }: Trusted): Promise<Proof> {
  if (!key) {
    throw new DoorlogError('usage', 'The record was signed by a local key; give its public half by --key.');
  }
  const known = (await roots?.())?.roots;
  const entity: SignedEntity = {
    ...witnessed,
    ...(known === undefined && { tlogEntries: [], timestamps: [] }),
    key: { $case: 'public-key', hint: '' },
  };
  const signer: BundleSigner = { kind: 'key', fingerprint: fingerprintOf(key) };
  firstThatHolds(known ?? [TrustedRoot.fromJSON({})], (root) => {
    const { material, thresholds } = readyRoot(root);
    const publicKey = () => ({ publicKey: key, validFor: () => true });
    const wanted = { ...thresholds, ctlogThreshold: 0, timestampThreshold: 0 };
    proven(() => new Verifier({ ...material, publicKey }, wanted).verify(entity));
  });
  checkEntries(entity, { key });
  return { signer, ...evidenceOf(entity) };
}

async function verifyByCertificate(
  witnessed: Witnessed,
  certificate: ProvenCertificate,
  raw: Uint8Array,
  { key, roots }: Trusted,
): Promise<Proof> {
  const known = await roots?.();
  if (!known) {
    throw key
      ? new DoorlogError('verification-failed', 'The record was signed by a certificate, not by the given key.')
      : new DoorlogError('internal', 'A verifier was made without a trust root.');
  }
  const entity: SignedEntity = { ...witnessed, key: { $case: 'certificate', certificate } };
  firstThatHolds(fittingRoots(certificate, known), ({ material, thresholds }) => {
    proven(() => new Verifier(material, thresholds).verify(entity));
    checkLogPeriods(material.tlogs, entity.tlogEntries, evidenceOf(entity).signedAt);
  });
  proven(() => checkLeaf(certificate));
  checkEntries(entity, { certificate: raw });
  return { signer: proven(() => certificateSigner(certificate)), ...evidenceOf(entity) };
}

/** A file may hold an older and a newer root of one Sigstore: one that proves it is enough. Raises what the first does. */
function firstThatHolds<T>(roots: readonly T[], verify: (root: T) => void): void {
  let failure: { readonly error: unknown } | undefined;
  for (const root of roots) {
    try {
      verify(root);
      return;
    } catch (error) {
      failure ??= { error };
    }
  }
  if (failure) throw failure.error;
}

function checkEntries({ tlogEntries }: SignedEntity, signer: EntrySigner): void {
  for (const { canonicalizedBody } of tlogEntries) checkEntrySigner(canonicalizedBody, signer);
}

/** The roots with the authority that issued the certificate, by name and key id; the signature is verified later. */
function fittingRoots(certificate: ProvenCertificate, { roots, origin }: TrustRoots): readonly ReadyRoot[] {
  const fitting = roots
    .map(readyRoot)
    .filter(({ authorities }) => authorities.some((authority) => mayHaveIssued(authority, certificate)));
  if (fitting.length > 0) return fitting;
  throw new DoorlogError(
    'verification-failed',
    `No certificate authority in ${origin} issued the certificate; give the trust root of the Sigstore that signed by --trust-root.`,
  );
}

function mayHaveIssued(authority: ProvenCertificate, certificate: ProvenCertificate): boolean {
  if (!authority.subject.equals(certificate.issuer)) return false;
  const wanted = proven(() => certificate.extAuthorityKeyID?.keyIdentifier);
  const own = authority.extSubjectKeyID?.keyIdentifier;
  return !wanted || !own || own.equals(wanted);
}

function readCertificate(raw: Uint8Array): ProvenCertificate {
  try {
    const certificate = new ProvenCertificate(raw);
    // Each is read where it is needed; what can't be read at all is no certificate.
    if (certificate.issuer.length === 0 || certificate.key.type !== 'public') throw new Error('neither issuer nor key');
    return certificate;
  } catch (cause) {
    throw new DoorlogError('verification-failed', 'The bundle’s certificate can’t be read.', { cause });
  }
}
