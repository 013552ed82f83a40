import { type KeyObject, X509Certificate } from 'node:crypto';
import { type Bundle, bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, type VerificationError, Verifier } from '@sigstore/verify';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import type { BundleEnvelope, BundleSigner, BundleVerifier, VerifiedBundle } from '../ports.ts';
import { certificateSigner } from './certificate-signer.ts';
import { fingerprintOf } from './local-key.ts';
import type { TrustRoots } from './trust-root.ts';

type SignedEntity = ReturnType<typeof toSignedEntity>;

/** What a verifier may trust. */
export interface VerifierOptions {
  /** Asked for only when a bundle needs it: it may have to be fetched. */
  readonly roots?: () => Promise<TrustRoots>;
  /** The key that local records are signed with. */
  readonly key?: KeyObject;
}

/**
 * Verifies bundles with @sigstore/verify. What has to vouch for a signature depends on the trust root: a log entry
 * where the root has transparency logs, a certificate's own log entry where it has certificate logs, and always one
 * trusted time; a signature by a given key needs nothing but the key.
 */
export function createBundleVerifier(options: VerifierOptions): BundleVerifier {
  return {
    open: (bundle) => openEnvelope(bundle),
    verify: (bundle) => verifyBundle(bundle, options),
  };
}

const KNOWN_MEDIA_TYPE = /^application\/vnd\.dev\.sigstore\.bundle(\+json;version=0\.[123]|\.v0\.3\+json)$/;

const BundleFile = z.looseObject({
  mediaType: z.string(),
  verificationMaterial: z.looseObject({}),
  dsseEnvelope: z.optional(
    z.looseObject({ payload: z.string(), payloadType: z.string(), signatures: z.array(z.unknown()) }),
  ),
});

function openEnvelope(text: string): BundleEnvelope {
  const { dsseEnvelope } = readBundleFile(text);
  if (!dsseEnvelope) {
    throw new DoorlogError('verification-failed', 'The bundle signs a bare file, not an envelope with a statement.');
  }
  return {
    payloadType: dsseEnvelope.payloadType,
    payload: Buffer.from(dsseEnvelope.payload, 'base64'),
    signatures: dsseEnvelope.signatures.length,
  };
}

function readBundleFile(text: string): z.infer<typeof BundleFile> {
  const parsed = BundleFile.safeParse(parseJson(text));
  if (!parsed.success) throw new DoorlogError('file-invalid', 'The bundle is not a Sigstore bundle in JSON.');
  if (!KNOWN_MEDIA_TYPE.test(parsed.data.mediaType)) {
    throw new DoorlogError('verification-failed', `The bundle’s format ${parsed.data.mediaType} is not known.`);
  }
  return parsed.data;
}

async function verifyBundle(text: string, options: VerifierOptions): Promise<VerifiedBundle> {
  const bundle = parseBundle(text);
  if (bundle.content.$case !== 'dsseEnvelope') {
    throw new DoorlogError('verification-failed', 'The bundle signs a bare file, not an envelope with a statement.');
  }
  const entity = entityOf(bundle);
  const signer =
    entity.key.$case === 'public-key'
      ? await verifyByKey(entity, options)
      : await verifyByCertificate(bundle, entity, options);
  const { payloadType, payload, signatures } = bundle.content.dsseEnvelope;
  return {
    envelope: { payloadType, payload, signatures: signatures.length },
    signer,
    ...evidenceOf(entity),
  };
}

function parseBundle(text: string): Bundle {
  readBundleFile(text);
  try {
    return bundleFromJSON(parseJson(text));
  } catch (cause) {
    throw new DoorlogError('verification-failed', 'The bundle lacks what its format demands.', { cause });
  }
}

function entityOf(bundle: Bundle): SignedEntity {
  try {
    return toSignedEntity(bundle);
  } catch (cause) {
    throw new DoorlogError('verification-failed', 'The bundle holds a certificate or a timestamp that can’t be read.', {
      cause,
    });
  }
}

async function verifyByKey(entity: SignedEntity, { key, roots }: VerifierOptions): Promise<BundleSigner> {
  if (!key) {
    throw new DoorlogError('usage', 'The record was signed by a local key; give its public half by --key.');
  }
  const root = (await roots?.())?.roots[0] ?? TrustedRoot.fromJSON({});
  const finder = () => ({ publicKey: key, validFor: () => true });
  const thresholds = { tlogThreshold: root.tlogs.length > 0 ? 1 : 0, ctlogThreshold: 0, timestampThreshold: 0 };
  proven(() => new Verifier(toTrustMaterial(root, finder), thresholds).verify(entity));
  return { kind: 'key', fingerprint: fingerprintOf(key) };
}

async function verifyByCertificate(
  bundle: Bundle,
  entity: SignedEntity,
  { key, roots }: VerifierOptions,
): Promise<BundleSigner> {
  if (!roots) {
    throw key
      ? new DoorlogError('verification-failed', 'The record was signed by a certificate, not by the given key.')
      : new DoorlogError('internal', 'A verifier was made without a trust root.');
  }
  const [root, ...others] = fittingRoots(bundle, await roots());
  const verifyWith = (candidate: TrustedRoot) =>
    proven(() => new Verifier(trustMaterialOf(candidate), thresholdsOf(candidate)).verify(entity));
  try {
    return certificateSigner(verifyWith(root).identity);
  } catch (error) {
    // A file may hold an older and a newer root of one Sigstore: one that proves it is enough.
    for (const other of others) {
      const signer = attempt(() => verifyWith(other));
      if (signer) return certificateSigner(signer.identity);
    }
    throw error;
  }
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

function trustMaterialOf(root: TrustedRoot) {
  try {
    return toTrustMaterial(root);
  } catch (cause) {
    throw new DoorlogError('trust-root-invalid', 'The trust root holds a certificate or a key that can’t be read.', {
      cause,
    });
  }
}

/** A root that knows logs demands their witness; one without them relies on its timestamp authority alone. */
function thresholdsOf(root: TrustedRoot) {
  return {
    tlogThreshold: root.tlogs.length > 0 ? 1 : 0,
    ctlogThreshold: root.ctlogs.length > 0 ? 1 : 0,
    timestampThreshold: 1,
  };
}

/** The roots with the authority that issued the certificate, by name and key id; the signature is verified later. */
function fittingRoots(bundle: Bundle, { roots, origin }: TrustRoots): [TrustedRoot, ...TrustedRoot[]] {
  const content = bundle.verificationMaterial.content;
  const raw =
    content.$case === 'certificate'
      ? content.certificate.rawBytes
      : content.$case === 'x509CertificateChain'
        ? content.x509CertificateChain.certificates[0]?.rawBytes
        : undefined;
  const leaf = readCertificate(raw);
  const [root, ...others] = roots.filter((candidate) =>
    candidate.certificateAuthorities.some((authority) =>
      authority.certChain?.certificates.some(({ rawBytes }) => isIssuedBy(leaf, rawBytes)),
    ),
  );
  if (root) return [root, ...others];
  throw new DoorlogError(
    'verification-failed',
    `No certificate authority in ${origin} issued the certificate; give the trust root of the Sigstore that signed by --trust-root.`,
  );
}

function readCertificate(raw: Uint8Array | undefined): X509Certificate {
  try {
    return new X509Certificate(raw ?? Buffer.alloc(0));
  } catch (cause) {
    throw new DoorlogError('verification-failed', 'The bundle’s certificate can’t be read.', { cause });
  }
}

function isIssuedBy(leaf: X509Certificate, authority: Uint8Array): boolean {
  try {
    return leaf.checkIssued(new X509Certificate(authority));
  } catch {
    return false;
  }
}

const SENTENCES: Readonly<Record<string, string>> = {
  CERTIFICATE_ERROR: 'The certificate is not vouched for by the trust root at the time of signing',
  TIMESTAMP_ERROR: 'No trusted timestamp in the bundle says when it was signed',
  PUBLIC_KEY_ERROR: 'The key that signed is not the given one',
  SIGNATURE_ERROR: 'The signature does not fit what it is said to sign: the statement or the signer was changed',
  TLOG_ERROR: 'The bundle has no entry of a transparency log that the trust root knows',
  TLOG_BODY_ERROR: 'The transparency log’s entry speaks of something else than this bundle',
  TLOG_MISSING_INCLUSION_ERROR: 'The transparency log’s entry does not prove that it is in the log',
  TLOG_INCLUSION_PROOF_ERROR: 'The transparency log’s proof of inclusion does not hold',
  TLOG_INCLUSION_PROMISE_ERROR: 'The transparency log’s promise of inclusion does not hold',
};

function proven<T>(verify: () => T): T {
  try {
    return verify();
  } catch (cause) {
    const { code, message } = cause as VerificationError;
    const sentence = SENTENCES[code] ?? 'The bundle does not verify';
    throw new DoorlogError('verification-failed', `${sentence} (${message}).`, { cause });
  }
}

function evidenceOf(entity: SignedEntity): Pick<VerifiedBundle, 'evidence' | 'signedAt'> {
  if (entity.timestamps.length === 0 && entity.tlogEntries.length === 0) return { evidence: '' };
  const times = entity.timestamps.flatMap((timestamp) => {
    if (timestamp.$case === 'timestamp-authority') return [timestamp.timestamp.signingTime];
    const { inclusionPromise, integratedTime } = timestamp.tlogEntry;
    return inclusionPromise ? [new Date(Number(integratedTime) * 1000)] : [];
  });
  const stamps = entity.timestamps.filter(({ $case }) => $case === 'timestamp-authority').length;
  const counts = [
    counted(stamps, 'timestamp', 'timestamps'),
    counted(entity.tlogEntries.length, 'log entry', 'log entries'),
  ];
  const earliest = times.sort((a, b) => a.getTime() - b.getTime())[0];
  if (!earliest) return { evidence: counts.join(', ') };
  return { evidence: `${counts.join(', ')}, signed at ${earliest.toISOString()}`, signedAt: earliest };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
