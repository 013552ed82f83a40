import type { webcrypto } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkLeaf, identityIn } from '../../src/signing/leaf-certificate.ts';
import { ProvenCertificate } from '../../src/signing/proven-certificate.ts';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '../support/x509.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const SIGNING = new ExtendedKeyUsageExtension([ExtendedKeyUsage.codeSigning]);
const NAME = new SubjectAlternativeNameExtension([{ type: 'url', value: 'https://example.org/a' }], true);

let keys: webcrypto.CryptoKeyPair;

beforeAll(async () => {
  keys = await globalThis.crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
});

async function certificate(...extensions: Extension[]): Promise<ProvenCertificate> {
  const made = await X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=test',
    notBefore: new Date(0),
    notAfter: new Date(1),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions,
  });
  return new ProvenCertificate(new Uint8Array(made.rawData));
}

describe('checkLeaf', () => {
  it('takes a certificate when it is for signing code', async () => {
    const leaf = await certificate(SIGNING, NAME);
    expect(() => checkLeaf(leaf)).not.toThrow();
  });

  const defects: [string, string, () => Promise<ProvenCertificate>][] = [
    ['it is an authority’s', 'is an authority’s own', () => certificate(SIGNING, new BasicConstraintsExtension(true))],
    ['it says nothing of its use', 'is not for signing code', () => certificate(NAME)],
    [
      'it is for servers',
      'is not for signing code',
      () => certificate(new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth])),
    ],
    [
      'it has a critical extension that nobody knows',
      'has a critical extension 1.2.3.4 that is not known',
      () => certificate(SIGNING, new Extension('1.2.3.4', true, Uint8Array.from([5, 0]))),
    ],
  ];
  for (const [when, sentence, make] of defects) {
    it(`refuses a certificate when ${when}`, async () => {
      const leaf = await make();
      expect(() => checkLeaf(leaf)).toThrow(`The bundle’s certificate ${sentence}.`);
    });
  }

  it('takes a certificate when what nobody knows is not critical', async () => {
    const leaf = await certificate(SIGNING, new Extension('1.2.3.4', false, Uint8Array.from([5, 0])));
    expect(() => checkLeaf(leaf)).not.toThrow();
  });
});

describe('identityIn', () => {
  it('reads the whole name when it is a URI or an e-mail address', async () => {
    expect(identityIn(await certificate(NAME))).toBe('https://example.org/a');
    const mail = new SubjectAlternativeNameExtension([{ type: 'email', value: 'a@example.org' }]);
    expect(identityIn(await certificate(mail))).toBe('a@example.org');
  });

  it('keeps every letter apart when the library would take one for another', async () => {
    // U+00E1 is C3 A1 in UTF-8, and 43 21 without the high bits: "C!".
    const value = Buffer.from('https://example.org/\u00e1', 'utf8');
    const name = Buffer.concat([Buffer.from([0x30, value.length + 2, 0x86, value.length]), value]);
    const leaf = await certificate(new Extension('2.5.29.17', true, new Uint8Array(name)));
    expect(leaf.subjectAltName).toBe('https://example.org/C!');
    expect(identityIn(leaf)).toBe('https://example.org/\u00e1');
  });

  const defects: [string, string, () => Promise<ProvenCertificate>][] = [
    ['there is none', 'names no identity', () => certificate(SIGNING)],
    [
      'there are two',
      'names more than one identity',
      () =>
        certificate(
          new SubjectAlternativeNameExtension([
            { type: 'url', value: 'https://example.org/a' },
            { type: 'url', value: 'https://example.org/b' },
          ]),
        ),
    ],
    [
      'it is a host name',
      'names an identity of an unknown kind',
      () => certificate(new SubjectAlternativeNameExtension([{ type: 'dns', value: 'example.org' }])),
    ],
    [
      'it is no UTF-8',
      'names an identity that can’t be read',
      () => certificate(new Extension('2.5.29.17', true, Uint8Array.from([0x30, 3, 0x86, 1, 0xff]))),
    ],
  ];
  for (const [when, sentence, make] of defects) {
    it(`refuses a certificate when ${when}`, async () => {
      const leaf = await make();
      expect(() => identityIn(leaf)).toThrow(`The bundle’s certificate ${sentence}.`);
    });
  }
});
