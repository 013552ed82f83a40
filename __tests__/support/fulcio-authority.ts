import { createHash, randomBytes, type webcrypto } from 'node:crypto';
import type { CTLog } from '@sigstore/mock/dist/fulcio/ctlog.js';
import { fulcioExtensions, identityOf } from './fulcio-extensions.ts';
import type { Claims } from './oidc-claims.ts';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  type X509Certificate,
  X509CertificateGenerator,
} from './x509.ts';

const P384 = { name: 'ECDSA', namedCurve: 'P-384', hash: 'SHA-384' };
const P256 = { name: 'ECDSA', namedCurve: 'P-256' };
const MINUTE = 60_000;
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';

/** A certificate authority like Fulcio's: root and intermediate with P-384 keys, leaves for ten minutes. */
export interface FulcioAuthority {
  /** DER, the issuing certificate first. */
  readonly chain: Buffer[];
  /** Issues to a P-256 key, given as DER; the answer is DER. */
  issue(publicKey: Buffer, claims: Claims): Promise<Buffer>;
}

/** Makes an authority of this organisation; with a log, its certificates carry a signed certificate timestamp. */
export async function createFulcioAuthority(organisation: string, ctLog?: CTLog): Promise<FulcioAuthority> {
  const { subtle } = globalThis.crypto;
  const rootKeys = await subtle.generateKey(P384, true, ['sign', 'verify']);
  const keys = await subtle.generateKey(P384, true, ['sign', 'verify']);
  const name = (common: string) => [{ O: [organisation] }, { CN: [common] }];
  const validity = { notBefore: new Date(Date.now() - 60 * MINUTE), notAfter: new Date(Date.now() + 600_000 * MINUTE) };
  const usage = new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true);
  const root = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: serial(),
    name: name('Doorlog test root'),
    keys: rootKeys,
    signingAlgorithm: P384,
    extensions: [
      usage,
      new BasicConstraintsExtension(true, 1, true),
      await SubjectKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  const intermediate = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: serial(),
    subject: name('Doorlog test intermediate'),
    issuer: root.subjectName,
    publicKey: keys.publicKey,
    signingKey: rootKeys.privateKey,
    signingAlgorithm: P384,
    extensions: [
      usage,
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning]),
      new BasicConstraintsExtension(true, 0, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(rootKeys.publicKey),
    ],
  });
  return {
    chain: [intermediate, root].map(({ rawData }) => Buffer.from(rawData)),
    issue: (publicKey, claims) => issueLeaf({ intermediate, keys, ctLog }, publicKey, claims),
  };
}

interface Issuing {
  intermediate: X509Certificate;
  keys: webcrypto.CryptoKeyPair;
  ctLog: CTLog | undefined;
}

async function issueLeaf({ intermediate, keys, ctLog }: Issuing, publicKey: Buffer, claims: Claims): Promise<Buffer> {
  const key = await globalThis.crypto.subtle.importKey('spki', Uint8Array.from(publicKey), P256, true, ['verify']);
  const notBefore = new Date(Math.floor(Date.now() / 1000) * 1000);
  const extensions: Extension[] = [
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning]),
    await SubjectKeyIdentifierExtension.create(key),
    await AuthorityKeyIdentifierExtension.create(keys.publicKey),
    new SubjectAlternativeNameExtension([{ type: 'url', value: identityOf(claims) }], true),
    ...fulcioExtensions(claims),
  ];
  const wanted = {
    serialNumber: serial(),
    notBefore,
    notAfter: new Date(notBefore.getTime() + 10 * MINUTE),
    issuer: intermediate.subjectName,
    publicKey: key,
    signingKey: keys.privateKey,
    signingAlgorithm: P384,
    extensions,
  };
  if (ctLog !== undefined) {
    const draft = await X509CertificateGenerator.create(wanted);
    const issuerKeyHash = createHash('sha256').update(Buffer.from(intermediate.publicKey.rawData)).digest();
    const timestamp = Buffer.from(await ctLog.log(draft.rawData, Uint8Array.from(issuerKeyHash).buffer));
    extensions.push(new Extension(SCT_LIST, false, sctList(timestamp)));
  }
  const certificate = await X509CertificateGenerator.create({ ...wanted, extensions });
  return Buffer.from(certificate.rawData);
}

/** The list of RFC 6962, section 3.3, in its OCTET STRING; the one timestamp brings its own length. */
function sctList(timestamp: Buffer): Buffer {
  const { length } = timestamp;
  if (length > 125) throw new Error(`a timestamp of ${length} bytes is too long`);
  return Buffer.concat([Buffer.from([0x04, length + 2, 0, length]), timestamp]);
}

function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}
