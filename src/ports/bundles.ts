/** A signed bundle, as the JSON text of a Sigstore bundle v0.3. */
export interface SignedBundle {
  readonly json: string;
  /** Which instance signed. */
  readonly instance: string;
  /** Index in the transparency log, where there is one. */
  readonly logIndex?: string;
}

/**
 * Signs an in-toto Statement, given as its exact bytes, into a Sigstore bundle.
 * Raises `oidc-unavailable`, `signing-failed`.
 */
export interface Signer {
  sign(statement: Uint8Array): Promise<SignedBundle>;
}

/** What the file of a bundle holds, nothing of it proven. */
export interface BundleEnvelope {
  readonly payloadType: string;
  readonly payload: Uint8Array;
  /** How many signatures the envelope has. */
  readonly signatures: number;
}

/** Who signed: an identity that an authority certified, or whoever holds a key. */
export type BundleSigner =
  | {
      readonly kind: 'certificate';
      /** The certificate's subject alternative name. */
      readonly identity: string;
      /** Empty where the certificate names none, as GitHub’s own for immutable releases doesn’t. */
      readonly issuer: string;
      /** Fulcio's claims by object identifier. */
      readonly claims: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'key';
      /** SHA-256 of the public key (SPKI, DER) in base64. */
      readonly fingerprint: string;
    };

/** A file that a bundle may have been made over, or only its digest. */
export interface SignedArtifact {
  /** SHA-256 of its bytes, in lower-case hex. */
  readonly sha256: string;
  /** Needed where the signature’s own kind can’t be checked by a SHA-256 alone. */
  readonly bytes?: Uint8Array;
}

/** A bundle whose signature, signer and times hold. */
export interface VerifiedSignature {
  /** Left out where a bare file was signed, which then was the given one. */
  readonly envelope?: BundleEnvelope;
  readonly signer: BundleSigner;
  /** What vouches for it, in words: `1 timestamp, 1 log entry, signed at 2026-01-01T00:00:00.000Z`; empty for nothing. */
  readonly evidence: string;
  /** The earliest time that a timestamp or log entry vouches for; a signature by a given key may have none. */
  readonly signedAt?: Date;
}

/** The same of a bundle with an envelope. */
export interface VerifiedBundle extends VerifiedSignature {
  readonly envelope: BundleEnvelope;
}

/** Proves who signed a bundle. */
export interface BundleVerifier {
  /** Raises `file-invalid` for what is no bundle, `verification-failed` for one over a bare file. */
  open(bundle: string): BundleEnvelope;
  /**
   * Raises `verification-failed` where a proof does not hold, `usage` where the key that it needs was not given,
   * `trust-root-invalid`, and the codes of HTTP where a trust root can't be had. A bundle over a bare file holds only
   * about the given artifact; whether an envelope speaks about it is for whoever reads what is in the envelope.
   */
  verify(bundle: string): Promise<VerifiedBundle>;
  verify(bundle: string, artifact: SignedArtifact): Promise<VerifiedSignature>;
}
