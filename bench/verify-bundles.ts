import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleToJSON, toDSSEBundle } from '@sigstore/bundle';
import { initializeCTLog } from '@sigstore/mock/dist/fulcio/ctlog.js';
import { initializeTSA, tsaHandler } from '@sigstore/mock/dist/timestamp/index.js';
import { IDENTITY, sampleRecord, TOKEN } from '../__tests__/core/verification/sample.ts';
import { createFulcioAuthority } from '../__tests__/support/fulcio-authority.ts';
import { createRekorV1Log } from '../__tests__/support/rekor-v1-log.ts';
import { trustedRootOf } from '../__tests__/support/trusted-root.ts';
import { canonicalize } from '../src/core/canonical.ts';
import { recordIdOf } from '../src/core/record-id.ts';
import { PAYLOAD_TYPE } from '../src/model/predicate-type.ts';
import { preAuthEncoding } from '../src/signing/dsse.ts';
import { createStatement } from '../src/signing/statement.ts';

const RUN_ATTEMPT = '2';
const LOG_URL = 'https://rekor.example';

/** A folder of bundles, and what they verify by. */
export interface SignedRecords {
  /** Holds the bundles and nothing else: `0.sigstore.json` and so on. */
  readonly bundles: string;
  /** Holds the records of the first bundles, as files: `0.json` and so on. */
  readonly records: string;
  readonly trustedRoot: string;
  readonly identity: string;
  readonly issuer: string;
}

/**
 * Signs so many records, each of another run and by a certificate of its own, as the public-good Sigstore would: P-384
 * authorities, a certificate timestamp, an entry of Rekor v1 with promise and proof, a timestamp; all else is P-256.
 */
export async function signRecords(folder: string, count: number): Promise<SignedRecords> {
  const bundles = join(folder, 'bundles');
  const records = join(folder, 'records');
  mkdirSync(bundles, { recursive: true });
  mkdirSync(records, { recursive: true });
  const sigstore = await createSigstore();
  const trustedRoot = join(folder, 'trusted_root.json');
  writeFileSync(trustedRoot, JSON.stringify(sigstore.trustedRoot));
  for (let index = 0; index < count; index++) {
    const record = recordOf(index);
    const text = canonicalize(record);
    writeFileSync(join(bundles, `${index}.sigstore.json`), await sigstore.sign(text, String(runOf(index))));
    if (index < 100) writeFileSync(join(records, `${index}.json`), text);
  }
  return { bundles, records, trustedRoot, identity: IDENTITY, issuer: TOKEN.iss };
}

function runOf(index: number): number {
  return 1_000_000 + index;
}

function recordOf(index: number) {
  const record = sampleRecord();
  const runId = String(runOf(index));
  const checkRunId = String(9_000_000 + index);
  const { server = '', repositoryId = '' } = record.pipeline;
  return {
    ...record,
    recordId: recordIdOf({ server, repositoryId, runId, runAttempt: RUN_ATTEMPT, checkRunId }),
    recorder: { ...record.recorder, runId },
    pipeline: {
      ...record.pipeline,
      runId,
      checkRunId,
      runUrl: `https://github.com/octo-org/octo-repo/actions/runs/${runId}/attempts/${RUN_ATTEMPT}`,
    },
  };
}

async function createSigstore() {
  const p256 = () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ctLog = await initializeCTLog(p256());
  const authority = await createFulcioAuthority('sigstore.dev', ctLog);
  const clock = new Date();
  const tsa = await initializeTSA(generateKeyPairSync('ec', { namedCurve: 'secp384r1' }), clock);
  const stamp = tsaHandler(tsa);
  const log = await createRekorV1Log(LOG_URL);
  const chain = [tsa.intCertificate, tsa.rootCertificate].map((der) => bytesOf(der));
  const keyDetails = 'PKIX_ECDSA_P256_SHA_256';
  return {
    trustedRoot: trustedRootOf({
      fulcio: { url: 'https://fulcio.example', chain: authority.chain, organisation: 'sigstore.dev' },
      tsa: { url: 'https://tsa.example', chain },
      logs: [{ url: LOG_URL, logId: log.logId, publicKey: log.publicKey, keyDetails }],
      ctLogs: [
        {
          url: 'https://ctfe.example',
          logId: bytesOf(ctLog.logID),
          publicKey: bytesOf(ctLog.publicKey),
          keyDetails,
        },
      ],
    }),
    async sign(record: string, runId: string): Promise<string> {
      const { privateKey, publicKey } = p256();
      const claims = { ...TOKEN, run_id: runId, workflow: 'Deploy' };
      const certificate = await authority.issue(publicKey.export({ format: 'der', type: 'spki' }), claims);
      const sha256 = createHash('sha256').update(record).digest('hex');
      const subjects = [{ name: 'access-record.json', sha256 }];
      const artifact = Buffer.from(createStatement({ subjects, predicate: JSON.parse(record) }));
      const signature = sign('sha256', preAuthEncoding(PAYLOAD_TYPE, artifact), privateKey);
      const bundle = toDSSEBundle({ artifact, artifactType: PAYLOAD_TYPE, signature, certificate });
      const artifactHash = createHash('sha256').update(signature).digest('base64');
      // Whole seconds: verifiers refuse some of the fractions that the library writes.
      clock.setTime(Math.floor(Date.now() / 1000) * 1000);
      const { response } = await stamp.fn(JSON.stringify({ artifactHash, hashAlgorithm: 'sha256' }));
      if (typeof response === 'string') throw new Error(response);
      const json = bundleToJSON(bundle) as BundleJson;
      json.verificationMaterial.timestampVerificationData = {
        rfc3161Timestamps: [{ signedTimestamp: bytesOf(response).toString('base64') }],
      };
      const pem = `-----BEGIN CERTIFICATE-----\n${certificate
        .toString('base64')
        .match(/.{1,64}/g)
        ?.join('\n')}\n-----END CERTIFICATE-----\n`;
      json.verificationMaterial.tlogEntries = [await logged(log, json.dsseEnvelope, pem)];
      return JSON.stringify(json);
    },
  };
}

interface BundleJson {
  readonly dsseEnvelope: Record<string, unknown>;
  readonly verificationMaterial: Record<string, unknown>;
}

/** Writes an entry and gives it the form that bundles have it in. */
async function logged(log: Awaited<ReturnType<typeof createRekorV1Log>>, envelope: unknown, pem: string) {
  const proposed = {
    apiVersion: '0.0.1',
    kind: 'dsse',
    spec: {
      proposedContent: { envelope: JSON.stringify(envelope), verifiers: [Buffer.from(pem).toString('base64')] },
    },
  };
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
    kindVersion: { kind: 'dsse', version: '0.0.1' },
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
