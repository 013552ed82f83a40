import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { type Bundle, bundleToJSON, toDSSEBundle, toMessageSignatureBundle } from '@sigstore/bundle';
import { initializeCTLog } from '@sigstore/mock/dist/fulcio/ctlog.js';
import { initializeTSA, tsaHandler } from '@sigstore/mock/dist/timestamp/index.js';
import { createFulcioAuthority } from './fulcio-authority.ts';
import type { Claims } from './oidc-claims.ts';
import { createRekorV1Log, type RekorV1Log } from './rekor-v1-log.ts';
import { trustedRootOf } from './trusted-root.ts';

const LOG_URL = 'https://rekor.example';
const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
const KEY_DETAILS = 'PKIX_ECDSA_P256_SHA_256';

/** A bundle as JSON, for tests that change it. */
export interface LoggedBundle {
  mediaType: string;
  dsseEnvelope?: { payload: string; payloadType: string; signatures: { sig: string }[] };
  messageSignature?: { messageDigest: { algorithm: string; digest: string }; signature: string };
  verificationMaterial: Record<string, unknown> & { tlogEntries: LogEntry[]; certificate?: { rawBytes: string } };
}

/** A Sigstore in this process, like the public-good one: P-384 authorities, and all that may vouch for a signature. */
export interface LoggedSigstore {
  readonly trustedRoot: Record<string, unknown>;
  /** DER, the issuing certificate first. */
  readonly chain: readonly Buffer[];
  signStatement(payload: string | Uint8Array, claims: Claims): Promise<LoggedBundle>;
  signFile(file: Uint8Array, claims: Claims): Promise<LoggedBundle>;
  /** A log entry for a bundle that calls this certificate (DER) its signer’s. */
  entryFor(bundle: LoggedBundle, certificate: Uint8Array): Promise<LogEntry>;
}

/** Makes one: a certificate timestamp, an entry of Rekor v1 with promise and proof, and a timestamp for every signature. */
export async function createLoggedSigstore(): Promise<LoggedSigstore> {
  const ctLog = await initializeCTLog(p256());
  const authority = await createFulcioAuthority('sigstore.dev', ctLog);
  const clock = new Date();
  const tsa = await initializeTSA(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }), clock);
  const stamp = tsaHandler(tsa);
  const log = await createRekorV1Log(LOG_URL);

  async function witnessed(bundle: Bundle, signature: Buffer, certificate: Buffer): Promise<LoggedBundle> {
    // Whole seconds: verifiers refuse some of the fractions that the library writes.
    clock.setTime(Math.floor(Date.now() / 1000) * 1000);
    const artifactHash = createHash('sha256').update(signature).digest('base64');
    const { response } = await stamp.fn(JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' }));
    if (typeof response === 'string') throw new Error(response);
    const json: LoggedBundle = JSON.parse(JSON.stringify(bundleToJSON(bundle)));
    json.verificationMaterial.timestampVerificationData = {
      rfc3161Timestamps: [{ signedTimestamp: bytesOf(response).toString('base64') }],
    };
    json.verificationMaterial.tlogEntries = [await logged(log, json, certificate)];
    return json;
  }

  async function certificateFor(claims: Claims) {
    const { privateKey, publicKey } = p256();
    return {
      privateKey,
      certificate: await authority.issue(publicKey.export({ format: 'der', type: 'spki' }), claims),
    };
  }

  return {
    chain: authority.chain,
    trustedRoot: trustedRootOf({
      fulcio: { url: 'https://fulcio.example', chain: authority.chain, organisation: 'sigstore.dev' },
      tsa: { url: 'https://tsa.example', chain: [tsa.intCertificate, tsa.rootCertificate].map(bytesOf) },
      logs: [{ url: LOG_URL, logId: log.logId, publicKey: log.publicKey, keyDetails: KEY_DETAILS }],
      ctLogs: [
        {
          url: 'https://ctfe.example',
          logId: bytesOf(ctLog.logID),
          publicKey: bytesOf(ctLog.publicKey),
          keyDetails: KEY_DETAILS,
        },
      ],
    }),
    async signStatement(payload, claims) {
      const { privateKey, certificate } = await certificateFor(claims);
      const artifact = Buffer.from(payload);
      const head = `DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${artifact.length} `;
      const signature = sign('sha256', Buffer.concat([Buffer.from(head), artifact]), privateKey);
      return witnessed(
        toDSSEBundle({ artifact, artifactType: PAYLOAD_TYPE, signature, certificate }),
        signature,
        certificate,
      );
    },
    async signFile(file, claims) {
      const { privateKey, certificate } = await certificateFor(claims);
      const signature = sign('sha256', file, privateKey);
      const digest = createHash('sha256').update(file).digest();
      return witnessed(toMessageSignatureBundle({ digest, signature, certificate }), signature, certificate);
    },
    entryFor: (bundle, certificate) => logged(log, bundle, certificate),
  };
}

function p256() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

/** An entry in the form that bundles have it in. */
export interface LogEntry {
  kindVersion: { kind: string; version: string };
  inclusionPromise?: unknown;
  inclusionProof?: Record<string, unknown>;
  [name: string]: unknown;
}

async function logged(log: RekorV1Log, bundle: LoggedBundle, certificate: Uint8Array): Promise<LogEntry> {
  const proposed = proposedEntry(bundle, Buffer.from(pemOf(certificate)).toString('base64'));
  const { body } = await log.handle({
    method: 'POST',
    url: new URL('/api/v1/log/entries', LOG_URL),
    body: Buffer.from(JSON.stringify(proposed)),
    headers: {},
  } as Parameters<typeof log.handle>[0]);
  const [entry] = Object.values(JSON.parse(String(body))) as [RekorEntry];
  const { inclusionProof, signedEntryTimestamp } = entry.verification;
  const hex = (text: string) => Buffer.from(text, 'hex').toString('base64');
  return {
    logIndex: String(entry.logIndex),
    logId: { keyId: hex(entry.logID) },
    kindVersion: { kind: proposed.kind, version: proposed.apiVersion },
    integratedTime: String(entry.integratedTime),
    inclusionPromise: { signedEntryTimestamp },
    inclusionProof: {
      logIndex: String(inclusionProof.logIndex),
      rootHash: hex(inclusionProof.rootHash),
      treeSize: String(inclusionProof.treeSize),
      hashes: inclusionProof.hashes.map(hex),
      checkpoint: { envelope: inclusionProof.checkpoint },
    },
    canonicalizedBody: entry.body,
  };
}

function proposedEntry({ dsseEnvelope, messageSignature }: LoggedBundle, signer: string) {
  const apiVersion = '0.0.1';
  if (dsseEnvelope) {
    const proposedContent = { envelope: JSON.stringify(dsseEnvelope), verifiers: [signer] };
    return { apiVersion, kind: 'dsse', spec: { proposedContent } };
  }
  const digest = Buffer.from(messageSignature?.messageDigest.digest ?? '', 'base64').toString('hex');
  return {
    apiVersion,
    kind: 'hashedrekord',
    spec: {
      data: { hash: { algorithm: 'sha256', value: digest } },
      signature: { content: messageSignature?.signature, publicKey: { content: signer } },
    },
  };
}

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

interface RekorEntry {
  readonly body: string;
  readonly integratedTime: number;
  readonly logID: string;
  readonly logIndex: number;
  readonly verification: {
    readonly signedEntryTimestamp: string;
    readonly inclusionProof: {
      readonly logIndex: number;
      readonly rootHash: string;
      readonly treeSize: number;
      readonly hashes: readonly string[];
      readonly checkpoint: string;
    };
  };
}

function bytesOf(view: ArrayBufferView | ArrayBuffer): Buffer {
  return view instanceof ArrayBuffer
    ? Buffer.from(view)
    : Buffer.from(view.buffer as ArrayBuffer, view.byteOffset, view.byteLength);
}
