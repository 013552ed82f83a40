import { beforeAll, describe, expect, it } from '@jest/globals';
import { EXTENSION_OID_SCT, X509Certificate } from '@sigstore/core';
import { ProvenCertificate } from '../../src/signing/proven-certificate.ts';
import { shippedRoots } from '../../src/signing/shipped-roots.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { TOKEN } from '../core/verification/sample.ts';
import { createLoggedSigstore, type LoggedSigstore } from '../support/logged-bundles.ts';

let sigstore: LoggedSigstore;
let leaf: Buffer;

beforeAll(async () => {
  sigstore = await createLoggedSigstore();
  const { verificationMaterial } = await sigstore.signStatement('{}', TOKEN);
  leaf = Buffer.from(verificationMaterial.certificate?.rawBytes ?? '', 'base64');
});

/** Certificates of every authority that ships, and some of our own. */
function certificates(): Buffer[] {
  const shipped = shippedRoots()
    .flatMap(({ text, name }) => parseTrustRoots(text, name).roots)
    .flatMap(({ certificateAuthorities, timestampAuthorities }) => [...certificateAuthorities, ...timestampAuthorities])
    .flatMap(({ certChain }) => certChain?.certificates ?? [])
    .map(({ rawBytes }) => Buffer.from(rawBytes));
  return [...shipped, ...sigstore.chain, leaf];
}

/** What is left of a certificate's body without the certificate timestamps. */
function withoutTimestamps(certificate: X509Certificate): Buffer {
  const copy = certificate.clone();
  const place = copy.extensions.findIndex(({ subs }) => subs[0]?.toOID() === EXTENSION_OID_SCT);
  if (place >= 0) copy.extensions.splice(place, 1);
  return Buffer.from(copy.tbsCertificate.toDER());
}

describe('a certificate that is proven once', () => {
  it('reads as the library reads it, whatever certificate it is', () => {
    expect(certificates().length).toBeGreaterThan(10);
    for (const der of certificates()) {
      const [own, theirs] = [new ProvenCertificate(der), X509Certificate.parse(Buffer.from(der))];
      expect(own.publicKey.equals(theirs.publicKey)).toBe(true);
      expect(own.equals(new ProvenCertificate(Buffer.from(der)))).toBe(true);
      expect(own.equals(theirs)).toBe(true);
      expect(own.verify(own)).toBe(theirs.verify(theirs));
    }
  });

  it('leaves the same bytes as the library when the certificate timestamps are taken out', () => {
    for (const der of certificates()) {
      const theirs = withoutTimestamps(X509Certificate.parse(Buffer.from(der)));
      expect(withoutTimestamps(new ProvenCertificate(der)).equals(theirs)).toBe(true);
    }
    const body = X509Certificate.parse(Buffer.from(leaf)).tbsCertificate.toDER();
    expect(withoutTimestamps(new ProvenCertificate(leaf)).length).toBeLessThan(body.length);
  });

  it('is issued by its issuer and nobody else, each time that it is asked', () => {
    const [intermediate, root] = sigstore.chain.map((der) => new ProvenCertificate(der));
    const certificate = new ProvenCertificate(leaf);
    if (!intermediate || !root) throw new Error('no chain');
    for (let time = 0; time < 2; time++) {
      expect(certificate.verify(intermediate)).toBe(true);
      expect(intermediate.verify(root)).toBe(true);
      expect(root.verify()).toBe(true);
      expect(certificate.verify(root)).toBe(false);
      expect(intermediate.verify(intermediate)).toBe(false);
    }
  });

  it('is not issued by its issuer when a bit of any byte of it is another', () => {
    const [intermediate] = sigstore.chain.map((der) => new ProvenCertificate(der));
    if (!intermediate) throw new Error('no chain');
    for (let place = 0; place < leaf.length; place++) {
      const changed = Buffer.from(leaf);
      changed[place] = (changed[place] ?? 0) ^ (1 << (place % 8));
      expect(isIssued(changed, intermediate)).toBe(false);
    }
  });
});

function isIssued(der: Buffer, issuer: ProvenCertificate): boolean {
  try {
    return new ProvenCertificate(der).verify(issuer);
  } catch {
    return false;
  }
}
