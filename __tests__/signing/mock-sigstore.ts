import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { fulcioHandler, initializeCA, initializeTSA, tsaHandler } from '@sigstore/mock';
import { PAYLOAD_TYPE } from '../../src/model/predicate-type.ts';
import { preAuthEncoding } from '../../src/signing/dsse.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';

const LAST_BARE = 6;

/** A Sigstore in this process: an authority for certificates and one for timestamps. */
export interface MockSigstore {
  /** The trust root that knows both, as the JSON text of a trusted_root.json. */
  readonly trustedRoot: string;
  readonly handlers: readonly ReturnType<typeof fulcioHandler>[];
  /** Signs a payload as a certificate with this identity and these claims (by object identifier) would. */
  sign(payload: string | Uint8Array, signer: MockSigner): Promise<Record<string, unknown>>;
}

export interface MockSigner {
  readonly identity: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly payloadType?: string;
}

/**
 * Now and then the mock makes a timestamp authority of which no timestamp can be verified: then it makes another, which
 * does not help against a fault of ours.
 */
export async function createMockSigstore(attempts = 4): Promise<MockSigstore> {
  const made = await makeSigstore();
  if (attempts <= 1 || (await isReadable(made))) return made;
  return createMockSigstore(attempts - 1);
}

async function isReadable(sigstore: MockSigstore): Promise<boolean> {
  const roots = parseTrustRoots(sigstore.trustedRoot, 'roots.json');
  const bundle = await sigstore.sign('{}', { identity: 'https://example.org/probe', claims: {} });
  try {
    await createBundleVerifier({ roots: async () => roots }).verify(JSON.stringify(bundle));
    return true;
  } catch (error) {
    return !String(error).includes('timestamp could not be verified');
  }
}

async function makeSigstore(): Promise<MockSigstore> {
  // Whole seconds: the mock writes milliseconds in a form that readers of timestamps refuse now and then.
  const clock = new Date(Math.floor(Date.now() / 1000) * 1000);
  const ca = await initializeCA(generateKeyPairSync('ec', { namedCurve: 'P-256' }), undefined, clock);
  const tsa = await initializeTSA(generateKeyPairSync('ec', { namedCurve: 'P-256' }), clock);
  const timestamps = tsaHandler(tsa);
  const authority = (...certificates: ArrayBufferView<ArrayBuffer>[]) => ({
    subject: { organization: 'Example', commonName: 'authority' },
    uri: 'https://authority.example',
    certChain: { certificates: certificates.map((certificate) => ({ rawBytes: base64(certificate) })) },
    validFor: { start: '2020-01-01T00:00:00.000Z' },
  });
  return {
    trustedRoot: JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [],
      certificateAuthorities: [authority(ca.rootCertificate)],
      ctlogs: [],
      timestampAuthorities: [authority(tsa.intCertificate, tsa.rootCertificate)],
    }),
    handlers: [fulcioHandler(ca), timestamps],
    async sign(payload, { identity, claims, payloadType = PAYLOAD_TYPE }) {
      const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const certificate = await ca.issueCertificate({
        publicKey: publicKey.export({ format: 'der', type: 'spki' }),
        subjectAltName: identity,
        extensions: Object.entries(claims).map(([oid, value]) => {
          return { oid, value, legacy: Number(oid.split('.').at(-1)) <= LAST_BARE };
        }),
      });
      const artifact = Buffer.from(payload);
      const signature = sign('sha256', preAuthEncoding(payloadType, artifact), privateKey);
      const bundle = toDSSEBundle({
        artifact,
        artifactType: payloadType,
        signature,
        certificate: Buffer.from(base64(certificate), 'base64'),
      });
      const artifactHash = createHash('sha256').update(signature).digest('base64');
      const { response } = await timestamps.fn(JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' }));
      if (typeof response === 'string') throw new Error(response);
      bundle.verificationMaterial.timestampVerificationData = {
        rfc3161Timestamps: [{ signedTimestamp: Buffer.from(base64(response), 'base64') }],
      };
      return JSON.parse(JSON.stringify(bundleToJSON(bundle)));
    },
  };
}

function base64(bytes: ArrayBufferView): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
