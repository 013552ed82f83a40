import { createHash, type KeyObject, verify } from 'node:crypto';
import type { Bundle } from '@sigstore/bundle';
import type { Envelope } from '@sigstore/protobuf-specs';
import type { SignedEntity } from '@sigstore/verify';
import { DoorlogError } from '../errors.ts';
import type { SignedArtifact } from '../ports.ts';
import { preAuthEncoding } from './dsse.ts';

/** What was signed, as @sigstore/verify asks for it. */
export type SignedContent = SignedEntity['signature'];

type MessageSignature = Extract<Bundle['content'], { $case: 'messageSignature' }>['messageSignature'];

/** Hash functions by the number that bundles name them by (sigstore/protobuf-specs, sigstore_common.proto). */
const HASHES: Readonly<Record<number, string>> = {
  1: 'sha256',
  2: 'sha384',
  3: 'sha512',
  4: 'sha3-256',
  5: 'sha3-384',
};
const SHA256 = 1;

/** Digests that a log entry may hold, by their length in bytes. */
const HASH_OF_LENGTH: Readonly<Record<number, string>> = { 32: 'sha256', 48: 'sha384', 64: 'sha512' };

/**
 * An envelope: what was signed is its pre-authentication encoding. The library takes SHA-256 whatever the key; the
 * registry of algorithms demands the hash that fits the curve, and both occur.
 */
export function envelopeContent(envelope: Envelope): SignedContent {
  const signature = envelope.signatures[0]?.sig ?? Buffer.alloc(0);
  const signed = preAuthEncoding(envelope.payloadType, envelope.payload);
  return {
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (digest) => hash('sha256', envelope.payload).equals(digest),
    compareSignedDigest: (digest) => hash(HASH_OF_LENGTH[digest.length] ?? 'sha256', signed).equals(digest),
    verifySignature: (key) => hashesFor(key).some((name) => isSigned(name, signed, key, signature)),
  };
}

/**
 * A bare file. Its digest in the bundle is held against the file that was given: the library compares it with the log
 * entry only, which a signature by a key need not have. Raises `verification-failed`.
 */
export async function fileContent(signed: MessageSignature, artifact: SignedArtifact): Promise<SignedContent> {
  const { messageDigest, signature } = signed;
  const name = HASHES[messageDigest.algorithm];
  if (name === undefined) throw refused('The bundle names a hash function that is not known.');
  const digest = digestOf(artifact, messageDigest.algorithm, name);
  if (!digest.equals(messageDigest.digest)) {
    throw refused(`The bundle was made over another file than the given one (sha256:${artifact.sha256}).`);
  }
  const { bytes } = artifact;
  const { verifyDigest } = await import('./signed-digest.ts');
  return {
    signature,
    compareSignature: (other) => signature.equals(other),
    compareDigest: (other) => digest.equals(other),
    compareSignedDigest: (other) => digest.equals(other),
    verifySignature: (key) =>
      bytes ? isSigned(isEdwards(key) ? null : name, bytes, key, signature) : verifyDigest(digest, key, signature),
  };
}

function digestOf({ sha256, bytes }: SignedArtifact, algorithm: number, name: string): Buffer {
  const given = Buffer.from(sha256, 'hex');
  if (!bytes) {
    if (algorithm === SHA256) return given;
    throw refused(`The bundle was made by way of ${name}, so the file itself is needed, not only its SHA-256.`);
  }
  if (!hash('sha256', bytes).equals(given)) throw new DoorlogError('internal', 'A file came with another’s digest.');
  return hash(name, bytes);
}

function hash(name: string, bytes: Uint8Array): Buffer {
  return createHash(name).update(bytes).digest();
}

function isEdwards(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ed25519' || key.asymmetricKeyType === 'ed448';
}

/** sigstore/architecture-docs, algorithm-registry.md; SHA-256 with any curve is what older clients wrote. */
function hashesFor(key: KeyObject): readonly (string | null)[] {
  if (isEdwards(key)) return [null];
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (curve === 'secp384r1') return ['sha384', 'sha256'];
  if (curve === 'secp521r1') return ['sha512', 'sha256'];
  return ['sha256'];
}

function isSigned(name: string | null, bytes: Uint8Array, key: KeyObject, signature: Uint8Array): boolean {
  try {
    return verify(name, bytes, key, signature);
  } catch {
    return false;
  }
}

function refused(sentence: string): DoorlogError {
  return new DoorlogError('verification-failed', sentence);
}
