import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { ASN1Obj, X509Certificate } from '@sigstore/core';
import { bytesOf, derOf } from './der-bytes.ts';
import { withoutStacks } from './without-stacks.ts';

const SEQUENCE = 0x30;
const BIT_STRING = 0x03;
const EXTENSIONS = 3;
const EXTENSIONS_TAG = 0xa0 | EXTENSIONS;

/**
 * A certificate that is read once and checks each signature once: who issued it stays proven as long as this object
 * lives, which was made of the exact bytes and never changes. Authorities are kept for as long as their trust root, so
 * that only what is new in a bundle is calculated. The library would encode every certificate anew whenever it compares
 * two or verifies one, which costs several times what all signatures of a bundle do.
 */
export class ProvenCertificate extends X509Certificate {
  readonly #der: Buffer;
  readonly #publicKey: Buffer;
  readonly #answers = new WeakMap<X509Certificate, boolean>();
  #key: KeyObject | undefined;

  constructor(der: Uint8Array) {
    // The library takes buffers of its own memory only.
    const own = Buffer.from(der);
    super(withoutStacks(() => ASN1Obj.parseBuffer(own)));
    this.#der = own;
    const subject = super.tbsCertificate.subs[6];
    if (!subject) throw new Error('a certificate without a key');
    this.#publicKey = bytesOf(subject);
  }

  override get publicKey(): Buffer {
    return this.#publicKey;
  }

  /** The public key, read once. */
  get key(): KeyObject {
    this.#key ??= createPublicKey({ key: this.#publicKey, format: 'der', type: 'spki' });
    return this.#key;
  }

  override equals(other: X509Certificate): boolean {
    return other instanceof ProvenCertificate ? this.#der.equals(other.#der) : super.equals(other);
  }

  override verify(issuer: X509Certificate = this): boolean {
    if (!(issuer instanceof ProvenCertificate)) return super.verify(issuer);
    const known = this.#answers.get(issuer);
    if (known !== undefined) return known;
    const answer = this.#isSignedBy(issuer);
    this.#answers.set(issuer, answer);
    return answer;
  }

  #isSignedBy(issuer: ProvenCertificate): boolean {
    const algorithm: string | undefined = this.signatureAlgorithm;
    if (algorithm === undefined || !this.#isStrict()) return false;
    try {
      return verify(algorithm, bytesOf(this.tbsCertificate), issuer.key, this.signatureValue);
    } catch {
      return false;
    }
  }

  /** What stands around the signed body is held to its one form (RFC 5280, section 4.1.1), which the library does not look at. */
  #isStrict(): boolean {
    const [body, algorithm, signature] = this.root.subs;
    const named = body?.subs[2];
    if (this.#der[0] !== SEQUENCE || !named || !algorithm || !signature) return false;
    const [tag] = bytesOf(signature);
    return bytesOf(algorithm).equals(bytesOf(named)) && tag === BIT_STRING && signature.value[0] === 0;
  }

  /** The library takes the certificate timestamps out of a copy, and encodes what is left. */
  override clone(): X509Certificate {
    return new TrimmableCertificate(withoutStacks(() => ASN1Obj.parseBuffer(Buffer.from(this.#der))));
  }
}

/** A certificate whose extensions may be taken out of their list; the rest is encoded as it stands. */
class TrimmableCertificate extends X509Certificate {
  override get tbsCertificate(): ASN1Obj {
    const { tag, value, subs } = super.tbsCertificate;
    return new TrimmedBody(tag, value, subs);
  }
}

class TrimmedBody extends ASN1Obj {
  override toDER(): Buffer<ArrayBuffer> {
    const parts = this.subs.map((sub) => {
      if (!sub.tag.isContextSpecific(EXTENSIONS)) return bytesOf(sub);
      const extensions = Buffer.concat((sub.subs[0]?.subs ?? []).map(bytesOf));
      return derOf(EXTENSIONS_TAG, derOf(SEQUENCE, extensions));
    });
    return Buffer.from(derOf(SEQUENCE, Buffer.concat(parts)));
  }
}
