import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { initializeCA, initializeTSA, tsaHandler } from '@sigstore/mock';
import { initializeCTLog } from '@sigstore/mock/dist/fulcio/ctlog.js';
import { PAYLOAD_TYPE } from '../../src/model/predicate-type.ts';
import { preAuthEncoding } from '../../src/signing/dsse.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { createRekorV2Log, type RekorV2Log } from '../support/rekor-v2-log.ts';
import { trustedRootOf } from '../support/trusted-root.ts';

const LAST_BARE = 6;
const MINUTE = 60_000;
const ORIGIN = '127.0.0.1';

/** A bundle of version 0.3 as JSON, in the shape that all of ours have. */
export interface BundleJson {
  mediaType: string;
  dsseEnvelope: { payload: string; payloadType: string; signatures: { sig: string; keyid?: string }[] };
  verificationMaterial: {
    certificate?: { rawBytes: string };
    tlogEntries: LogEntryJson[];
    timestampVerificationData: { rfc3161Timestamps: { signedTimestamp: string }[] };
  };
}

/** A log entry in a bundle. */
export interface LogEntryJson {
  logIndex: string;
  logId: { keyId: string };
  inclusionProof: {
    logIndex: string;
    rootHash: string;
    treeSize: string;
    hashes: string[];
    checkpoint: { envelope: string };
  };
  canonicalizedBody: string;
}

/** Who signs, and which of the witnesses are other people’s. */
export interface Signing {
  readonly identity: string;
  readonly claims: Readonly<Record<string, string>>;
  readonly payloadType?: string;
  /** Minutes from now at which the certificate begins to be valid, for ten minutes. */
  readonly certifiedIn?: number;
  /** Minutes from now that the timestamp tells. */
  readonly stampedIn?: number;
  readonly certificateLog?: 'ours' | 'another' | 'none';
  readonly log?: 'ours' | 'another';
  /** Whose certificate the log’s entry names. */
  readonly loggedAs?: 'signer' | 'another';
}

/** A whole Sigstore in this process: authority, certificate log, timestamp authority and Rekor v2. */
export interface TestSigstore {
  /** The JSON text of its trusted_root.json. */
  readonly trustedRoot: string;
  /** That of another Sigstore whose authorities go by the same names. */
  readonly strangersRoot: string;
  sign(payload: string | Uint8Array, signing: Signing): Promise<BundleJson>;
}

/** Now and then the mock makes a timestamp authority of which no timestamp can be verified: then another is made. */
export async function createTestSigstore(attempts = 4): Promise<TestSigstore> {
  const [made, stranger] = [await makeSigstore(), await makeSigstore()];
  if (attempts <= 1 || (await isReadable(made))) return { ...made, strangersRoot: stranger.trustedRoot };
  return createTestSigstore(attempts - 1);
}

type MadeSigstore = Omit<TestSigstore, 'strangersRoot'>;

async function isReadable(sigstore: MadeSigstore): Promise<boolean> {
  const roots = parseTrustRoots(sigstore.trustedRoot, 'roots.json');
  const bundle = await sigstore.sign('{}', { identity: 'https://example.org/probe', claims: {} });
  try {
    await createBundleVerifier({ roots: async () => roots }).verify(JSON.stringify(bundle));
    return true;
  } catch (error) {
    return !String(error).includes('timestamp could not be verified');
  }
}

async function makeSigstore(): Promise<MadeSigstore> {
  const [caClock, tsaClock] = [wholeSecond(0), wholeSecond(0)];
  const certificateLog = await initializeCTLog(p256());
  const keys = p256();
  // One key and one name: whichever log a certificate is in, the authority is the same.
  const authorities = {
    ours: await initializeCA(keys, certificateLog, caClock),
    another: await initializeCA(keys, await initializeCTLog(p256()), caClock),
    none: await initializeCA(keys, undefined, caClock),
  };
  const tsa = await initializeTSA(p256(), tsaClock);
  const stamp = tsaHandler(tsa);
  const logs = { ours: createRekorV2Log(ORIGIN), another: createRekorV2Log(ORIGIN) };

  async function timestampOf(signature: Buffer): Promise<string> {
    const artifactHash = createHash('sha256').update(signature).digest('base64');
    const { response } = await stamp.fn(JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' }));
    if (typeof response === 'string') throw new Error(response);
    return bytesOf(response).toString('base64');
  }

  return {
    trustedRoot: JSON.stringify(
      trustedRootOf({
        fulcio: {
          url: 'https://fulcio.example',
          chain: [bytesOf(authorities.ours.rootCertificate)],
          organisation: 'sigstore.dev',
        },
        tsa: { url: 'https://tsa.example', chain: [tsa.intCertificate, tsa.rootCertificate].map(bytesOf) },
        logs: [{ url: `https://${ORIGIN}`, ...idOf(logs.ours), keyDetails: 'PKIX_ED25519' }],
        ctLogs: [
          {
            url: 'https://ctlog.example',
            logId: bytesOf(certificateLog.logID),
            publicKey: certificateLog.publicKey,
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          },
        ],
      }),
    ),
    async sign(payload, signing) {
      const { identity, claims, payloadType = PAYLOAD_TYPE, certifiedIn = 0, stampedIn = 0 } = signing;
      caClock.setTime(wholeSecond(certifiedIn).getTime());
      tsaClock.setTime(wholeSecond(stampedIn).getTime());
      const certify = async (publicKey: KeyObject) =>
        bytesOf(
          await authorities[signing.certificateLog ?? 'ours'].issueCertificate({
            publicKey: publicKey.export({ format: 'der', type: 'spki' }),
            subjectAltName: identity,
            extensions: Object.entries(claims).map(([oid, value]) => {
              return { oid, value, legacy: Number(oid.split('.').at(-1)) <= LAST_BARE };
            }),
          }),
        );
      const { privateKey, publicKey } = p256();
      const certificate = await certify(publicKey);
      const artifact = Buffer.from(payload);
      const signed = preAuthEncoding(payloadType, artifact);
      const signature = sign('sha256', signed, privateKey);
      const bundle = bundleToJSON(toDSSEBundle({ artifact, artifactType: payloadType, signature, certificate }));
      const json = JSON.parse(JSON.stringify(bundle)) as BundleJson;
      json.verificationMaterial.tlogEntries = [
        logged(logs[signing.log ?? 'ours'], {
          signed,
          signature,
          certificate: signing.loggedAs === 'another' ? await certify(p256().publicKey) : certificate,
        }),
      ];
      json.verificationMaterial.timestampVerificationData = {
        rfc3161Timestamps: [{ signedTimestamp: await timestampOf(signature) }],
      };
      return json;
    },
  };
}

function logged(log: RekorV2Log, made: { signed: Buffer; signature: Buffer; certificate: Buffer }): LogEntryJson {
  const body = JSON.stringify({
    hashedRekordRequestV002: {
      digest: createHash('sha256').update(made.signed).digest('base64'),
      signature: {
        content: made.signature.toString('base64'),
        verifier: {
          keyDetails: 'PKIX_ECDSA_P256_SHA_256',
          x509Certificate: { rawBytes: made.certificate.toString('base64') },
        },
      },
    },
  });
  const reply = log.handle({
    method: 'POST',
    url: new URL(`https://${ORIGIN}/api/v2/log/entries`),
    headers: {},
    body: Buffer.from(body),
  });
  return JSON.parse(String(reply.body));
}

/** The mock writes milliseconds in a form that readers of timestamps refuse now and then. */
function wholeSecond(minutes: number): Date {
  return new Date(Math.floor(Date.now() / 1000) * 1000 + minutes * MINUTE);
}

function p256() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function bytesOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function idOf({ logId, publicKey }: RekorV2Log) {
  return { logId, publicKey };
}
