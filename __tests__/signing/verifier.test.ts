import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { bundleToJSON, toDSSEBundle, toMessageSignatureBundle } from '@sigstore/bundle';
import type { SignedArtifact } from '../../src/ports.ts';
import { preAuthEncoding } from '../../src/signing/dsse.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { IDENTITY, TOKEN } from '../core/verification/sample.ts';
import { createLoggedSigstore, type LoggedBundle, type LoggedSigstore } from '../support/logged-bundles.ts';

const FILE = Buffer.from('what a bundle is about');
const ARTIFACT = artifactOf(FILE);
const DIGEST = { sha256: ARTIFACT.sha256 };
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';

let sigstore: LoggedSigstore;
let statement: LoggedBundle;
let file: LoggedBundle;

beforeAll(async () => {
  sigstore = await createLoggedSigstore();
  statement = await sigstore.signStatement('{"_type":"x"}', TOKEN);
  file = await sigstore.signFile(FILE, TOKEN);
});

function artifactOf(bytes: Buffer): Required<SignedArtifact> {
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes };
}

function verify(bundle: LoggedBundle, artifact?: SignedArtifact, root: unknown = sigstore.trustedRoot) {
  const roots = parseTrustRoots(JSON.stringify(root), 'roots.json');
  const verifier = createBundleVerifier({ roots: async () => roots });
  const text = JSON.stringify(bundle);
  return artifact ? verifier.verify(text, artifact) : verifier.verify(text);
}

function refusal(code: string, sentence: string) {
  return { code, message: expect.stringContaining(sentence) };
}

describe('a bundle over a statement', () => {
  it('verifies by all its witnesses when nothing was changed', async () => {
    const { signer, evidence, signedAt } = await verify(statement);
    expect(signer).toMatchObject({ kind: 'certificate', identity: IDENTITY, issuer: TOKEN.iss });
    expect(evidence).toMatch(/^1 timestamp, 1 log entry, signed at /);
    expect(signedAt).toBeInstanceOf(Date);
  });

  it('is refused when its log entry was made for another signer', async () => {
    const other = await sigstore.signStatement('{"_type":"x"}', TOKEN);
    const certificate = Buffer.from(other.verificationMaterial.certificate?.rawBytes ?? '', 'base64');
    const changed = structuredClone(statement);
    changed.verificationMaterial.tlogEntries = [await sigstore.entryFor(statement, certificate)];
    await expect(verify(changed)).rejects.toMatchObject(refusal('verification-failed', 'made for another signer'));
  });

  it('is refused when the certificate was issued by an authority of the same name', async () => {
    const other = await createLoggedSigstore();
    await expect(verify(statement, undefined, other.trustedRoot)).rejects.toMatchObject(
      refusal('verification-failed', 'No certificate authority in roots.json issued the certificate'),
    );
  });

  it('verifies when only the second root of the file is the one that signed', async () => {
    const other = await createLoggedSigstore();
    const roots = parseTrustRoots(
      [other, sigstore].map(({ trustedRoot }) => JSON.stringify(trustedRoot)).join('\n'),
      'roots.jsonl',
    );
    const verifier = createBundleVerifier({ roots: async () => roots });
    await expect(verifier.verify(JSON.stringify(statement))).resolves.toMatchObject({ evidence: expect.any(String) });
  });

  it('is refused when it brings a root certificate of its own', async () => {
    const changed = structuredClone(statement);
    const { certificate, ...material } = changed.verificationMaterial;
    const chain = [certificate, { rawBytes: sigstore.chain.at(-1)?.toString('base64') }];
    const mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.2';
    const withChain = (certificates: unknown[]) => ({
      ...changed,
      mediaType,
      verificationMaterial: { ...material, x509CertificateChain: { certificates } },
    });
    await expect(verify(withChain(chain))).rejects.toMatchObject(
      refusal('verification-failed', 'a root certificate of its own'),
    );
    await expect(verify(withChain(chain.slice(0, 1)))).resolves.toMatchObject({ signer: { identity: IDENTITY } });
  });

  it('counts by its promise when version 0.1 holds a proof without its checkpoint', async () => {
    const changed = structuredClone(statement);
    const [entry] = changed.verificationMaterial.tlogEntries;
    const { checkpoint: _, ...proof } = entry?.inclusionProof ?? {};
    changed.verificationMaterial.tlogEntries = [{ ...entry, inclusionProof: proof } as never];
    await expect(verify(changed)).rejects.toMatchObject(refusal('verification-failed', 'lacks what its format'));
    changed.mediaType = 'application/vnd.dev.sigstore.bundle+json;version=0.1';
    await expect(verify(changed)).resolves.toMatchObject({ signer: { identity: IDENTITY } });
  });

  for (const [part, of] of [
    ['tlogs', 'publicKey'],
    ['ctlogs', 'publicKey'],
    ['certificateAuthorities', undefined],
    ['timestampAuthorities', undefined],
  ] as const) {
    it(`is refused when a period of ${part} in the trust root has no start`, async () => {
      const root = structuredClone(sigstore.trustedRoot) as Record<string, Record<string, unknown>[]>;
      const [entry = {}] = root[part] ?? [];
      const holder = (of === undefined ? entry : entry[of]) as { validFor: unknown };
      holder.validFor = {};
      await expect(verify(statement, undefined, root)).rejects.toMatchObject(
        refusal('trust-root-invalid', 'a period of validity without a start'),
      );
    });
  }

  it('holds the trust root to its periods when they end at the second of the timestamp or before', async () => {
    const { signedAt = new Date() } = await verify(statement);
    const until = (end: Date) => {
      const root = structuredClone(sigstore.trustedRoot) as { timestampAuthorities: { validFor: unknown }[] };
      for (const authority of root.timestampAuthorities) {
        authority.validFor = { start: '2020-01-01T00:00:00Z', end: end.toISOString() };
      }
      return root;
    };
    const entry = statement.verificationMaterial.tlogEntries[0] as { integratedTime?: string };
    const stamped = new Date(Math.max(signedAt.getTime(), Number(entry.integratedTime) * 1000));
    await expect(verify(statement, undefined, until(stamped))).resolves.toMatchObject({ signedAt });
    await expect(verify(statement, undefined, until(new Date(signedAt.getTime() - 60_000)))).rejects.toMatchObject(
      refusal('verification-failed', 'No trusted timestamp'),
    );
  });
});

describe('a bundle over a bare file', () => {
  it('verifies when the file is given, or only its digest', async () => {
    for (const artifact of [ARTIFACT, DIGEST]) {
      const verified = await verify(file, artifact);
      expect(verified).toMatchObject({
        signer: { identity: IDENTITY },
        evidence: expect.stringContaining('1 log entry'),
      });
      expect(verified).not.toHaveProperty('envelope');
    }
  });

  it('is refused when another file is given, another digest, or none', async () => {
    const other = artifactOf(Buffer.from('something else'));
    const sentence = 'made over another file than the given one';
    await expect(verify(file, other)).rejects.toMatchObject(refusal('verification-failed', sentence));
    await expect(verify(file, { sha256: other.sha256 })).rejects.toMatchObject(
      refusal('verification-failed', sentence),
    );
    await expect(verify(file)).rejects.toMatchObject(refusal('verification-failed', 'signs a bare file'));
  });

  it('is refused when its signature was made over another file, though its digest is the given one’s', async () => {
    const other = await sigstore.signFile(Buffer.from('something else'), TOKEN);
    const changed = structuredClone(other);
    changed.messageSignature = {
      messageDigest: { algorithm: 'SHA2_256', digest: Buffer.from(ARTIFACT.sha256, 'hex').toString('base64') },
      signature: other.messageSignature?.signature ?? '',
    };
    const certificate = Buffer.from(other.verificationMaterial.certificate?.rawBytes ?? '', 'base64');
    changed.verificationMaterial.tlogEntries = [await sigstore.entryFor(changed, certificate)];
    for (const artifact of [ARTIFACT, DIGEST]) {
      await expect(verify(changed, artifact)).rejects.toMatchObject(
        refusal('verification-failed', 'signature does not fit'),
      );
    }
  });
});

describe('a signature by a given key', () => {
  const keys = {
    'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }),
    'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }),
    RSA: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    Ed25519: generateKeyPairSync('ed25519'),
  } as const;
  const HASH = { 'P-256': 'sha256', 'P-384': 'sha384', 'P-521': 'sha512', RSA: 'sha256', Ed25519: null } as const;

  function envelope(key: KeyObject, hash: string | null): string {
    const signature = sign(hash, preAuthEncoding(PAYLOAD_TYPE, FILE), key);
    return JSON.stringify(bundleToJSON(toDSSEBundle({ artifact: FILE, artifactType: PAYLOAD_TYPE, signature })));
  }

  function bare(key: KeyObject, hash: string | null): string {
    const digest = createHash('sha256').update(FILE).digest();
    return JSON.stringify(bundleToJSON(toMessageSignatureBundle({ digest, signature: sign(hash, FILE, key) })));
  }

  for (const [name, { publicKey, privateKey }] of Object.entries(keys)) {
    const hash = HASH[name as keyof typeof HASH];
    it(`verifies an envelope when the key is ${name}, by the hash that belongs to it and by SHA-256`, async () => {
      const verifier = createBundleVerifier({ key: publicKey });
      for (const each of new Set([hash, hash === null ? null : 'sha256'])) {
        await expect(verifier.verify(envelope(privateKey, each))).resolves.toMatchObject({ signer: { kind: 'key' } });
      }
    });

    it(`verifies a file when the key is ${name}, and refuses another`, async () => {
      const verifier = createBundleVerifier({ key: publicKey });
      const bundle = bare(privateKey, hash === null ? null : 'sha256');
      await expect(verifier.verify(bundle, ARTIFACT)).resolves.toMatchObject({ signer: { kind: 'key' } });
      const wrong = bare(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey, 'sha256');
      await expect(verifier.verify(wrong, ARTIFACT)).rejects.toMatchObject({ code: 'verification-failed' });
    });

    it(`says what it takes when only a digest is given and the key is ${name}`, async () => {
      const verified = createBundleVerifier({ key: publicKey }).verify(bare(privateKey, hash && 'sha256'), DIGEST);
      if (hash === null)
        await expect(verified).rejects.toMatchObject({ message: expect.stringContaining('the file itself') });
      else await expect(verified).resolves.toMatchObject({ signer: { kind: 'key' } });
    });
  }

  it('needs a log entry when there is a root with logs, of the very key', async () => {
    const { publicKey, privateKey } = keys['P-256'];
    const roots = parseTrustRoots(JSON.stringify(sigstore.trustedRoot), 'roots.json');
    const verifier = createBundleVerifier({ key: publicKey, roots: async () => roots });
    await expect(verifier.verify(envelope(privateKey, 'sha256'))).rejects.toMatchObject(
      refusal('verification-failed', 'no entry of a transparency log'),
    );
    const bundle: LoggedBundle = JSON.parse(envelope(privateKey, 'sha256'));
    bundle.verificationMaterial.tlogEntries = [await sigstore.entryFor(bundle, sigstore.chain[0] ?? Buffer.alloc(0))];
    await expect(verifier.verify(JSON.stringify(bundle))).rejects.toMatchObject(
      refusal('verification-failed', 'made for another signer'),
    );
  });
});

describe('trust roots that have to be fetched', () => {
  it('are asked for once when they came, and again when they did not', async () => {
    let asked = 0;
    const verifier = createBundleVerifier({
      roots: async () => {
        asked += 1;
        if (asked === 1) throw new Error('no network');
        return parseTrustRoots(JSON.stringify(sigstore.trustedRoot), 'roots.json');
      },
    });
    await expect(verifier.verify(JSON.stringify(statement))).rejects.toThrow('no network');
    for (let time = 0; time < 3; time++) await verifier.verify(JSON.stringify(statement));
    expect(asked).toBe(2);
  });
});
