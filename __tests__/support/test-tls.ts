import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from './x509.ts';

/** A certificate for 127.0.0.1 and the test authority that it comes from; everything PEM. */
export interface TestTls {
  readonly key: string;
  readonly cert: string;
  readonly ca: string;
  /** File with the authority's certificate, for NODE_EXTRA_CA_CERTS; gone when the process ends. */
  readonly caPath: string;
}

let made: Promise<TestTls> | undefined;

/** The one test authority of this process, made on first use. */
export function testTls(): Promise<TestTls> {
  made ??= makeTls();
  return made;
}

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const HOUR = 3_600_000;

async function makeTls(): Promise<TestTls> {
  const { subtle } = globalThis.crypto;
  const caKeys = await subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const serverKeys = await subtle.generateKey(ECDSA, true, ['sign', 'verify']);
  const validity = { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + 24 * HOUR) };
  const ca = await X509CertificateGenerator.createSelfSigned({
    ...validity,
    serialNumber: '01',
    name: 'CN=Doorlog test authority',
    keys: caKeys,
    signingAlgorithm: ECDSA,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
    ],
  });
  const server = await X509CertificateGenerator.create({
    ...validity,
    serialNumber: '02',
    subject: 'CN=127.0.0.1',
    issuer: ca.subject,
    publicKey: serverKeys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ECDSA,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
      ]),
    ],
  });
  const pkcs8 = Buffer.from(await subtle.exportKey('pkcs8', serverKeys.privateKey)).toString('base64');
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-test-ca-'));
  const caPath = join(folder, 'ca.pem');
  const caPem = `${ca.toString('pem')}\n`;
  writeFileSync(caPath, caPem);
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return {
    key: `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`,
    cert: `${server.toString('pem')}\n`,
    ca: caPem,
    caPath,
  };
}
