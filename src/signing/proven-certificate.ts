import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ASN1Obj, X509Certificate } from '@sigstore/core';

/**
 * A certificate that checks each signature once: who issued it stays proven as long as this object lives, which was read
 * from the exact bytes and never changes. Authorities are kept for as long as their trust root, so that only what is new
 * in a bundle is calculated.
 */
export class ProvenCertificate extends X509Certificate {
  readonly #tbs: Buffer;
  readonly #answers = new WeakMap<X509Certificate, boolean>();
  #key: KeyObject | undefined;

  constructor(der: Uint8Array) {
    super(ASN1Obj.parseBuffer(copyOf(der)));
    this.#tbs = signedBytes(super.tbsCertificate);
  }

  /** The public key, read once. */
  get key(): KeyObject {
    this.#key ??= createPublicKey({ key: this.publicKey, format: 'der', type: 'spki' });
    return this.#key;
  }

  override verify(issuer: X509Certificate = this): boolean {
    const known = this.#answers.get(issuer);
    if (known !== undefined) return known;
    const answer = this.#isSignedBy(issuer);
    this.#answers.set(issuer, answer);
    return answer;
  }

  #isSignedBy(issuer: X509Certificate): boolean {
    try {
      const key =
        issuer instanceof ProvenCertificate
          ? issuer.key
          : createPublicKey({ key: issuer.publicKey, format: 'der', type: 'spki' });
      return (
        this.signatureAlgorithm !== undefined && verify(this.signatureAlgorithm, this.#tbs, key, this.signatureValue)
      );
    } catch {
      return false;
    }
  }
}

/** The library takes buffers of its own memory only. */
function copyOf(bytes: Uint8Array): Buffer<ArrayBuffer> {
  return Buffer.from(bytes);
}

/** What the issuer signed, as it stands in the certificate: tag, length and value, not encoded anew. */
function signedBytes({ value }: ASN1Obj): Buffer {
  const { length, buffer, byteOffset } = value;
  const header = length < 0x80 ? 2 : length < 0x100 ? 3 : length < 0x1_0000 ? 4 : length < 0x100_0000 ? 5 : 6;
  return Buffer.from(buffer, byteOffset - header, header + length);
}
