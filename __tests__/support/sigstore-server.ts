import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { type CTLog, initializeCTLog } from '@sigstore/mock/dist/fulcio/ctlog.js';
import { initializeTSA, tsaHandler } from '@sigstore/mock/dist/timestamp/index.js';
import { type Fault, Faults, type Matcher } from './faults.ts';
import { createFulcioAuthority, type FulcioAuthority } from './fulcio-authority.ts';
import {
  json,
  type LocalReply,
  type LocalRequest,
  type LocalServerOptions,
  type SeenRequest,
  serve,
} from './local-server.ts';
import { decodedClaims, type TokenAuthority, verifiedClaims } from './oidc-issuer.ts';
import { createRekorV1Log } from './rekor-v1-log.ts';
import { createRekorV2Log } from './rekor-v2-log.ts';
import { trustedRootOf } from './trusted-root.ts';

export interface SigstoreOptions extends LocalServerOptions {
  /** Whose tokens Fulcio takes; without it every token passes unchecked. */
  issuer?: TokenAuthority;
  /** Audience that a token must be for; default `sigstore`. */
  audience?: string;
  /**
   * `public-good` (default): certificate timestamps, timestamp authority and both Rekor logs; `github`: as GitHub's own
   * instance, timestamps alone.
   */
  profile?: 'public-good' | 'github';
}

/** Fulcio, timestamp authority and Rekor v1 and v2, each on its own port. */
export interface SigstoreServer {
  readonly fulcioUrl: string;
  readonly tsaUrl: string;
  readonly rekorV1Url: string;
  readonly rekorV2Url: string;
  /** Requests to all of them, in order. */
  readonly requests: SeenRequest[];
  /** A Sigstore TrustedRoot, as JSON. */
  readonly trustedRoot: () => Record<string, unknown>;
  /** The same as the file that gh reads: one root per line, each line ended. */
  readonly trustedRootJsonl: () => string;
  readonly setLatency: (milliseconds: number) => void;
  readonly addFault: (matcher: Matcher, fault: Fault) => () => void;
  readonly close: () => Promise<void>;
}

const ORGANISATIONS = { 'public-good': 'sigstore.dev', github: 'GitHub, Inc.' } as const;

/** Starts a Sigstore of its own whose bundles real verifiers accept with its trusted root. */
export async function startSigstore(options: SigstoreOptions = {}): Promise<SigstoreServer> {
  const profile = options.profile ?? 'public-good';
  const ctLog = profile === 'public-good' ? await initializeCTLog(p256()) : undefined;
  const authority = await createFulcioAuthority(ORGANISATIONS[profile], ctLog);
  const clock = new Date();
  const tsa = await initializeTSA(p256(), clock);
  const stamp = tsaHandler(tsa);
  const faults = new Faults();
  const requests: SeenRequest[] = [];
  const shared = { tls: options.tls ?? false, latency: options.latency ?? 0, faults, requests };

  const fulcio = await serve({ ...shared, handle: (request) => certificateReply(authority, options, request) });
  const timestamps = await serve({
    ...shared,
    async handle(request) {
      if (request.method !== 'POST' || request.url.pathname !== '/api/v1/timestamp') return json(404, {});
      // Whole seconds: verifiers refuse some of the fractions that the library writes.
      clock.setTime(Math.floor(Date.now() / 1000) * 1000);
      const { statusCode, response, contentType } = await stamp.fn(request.body.toString('utf8'));
      const body =
        typeof response === 'string'
          ? response
          : new Uint8Array(response.buffer, response.byteOffset, response.byteLength);
      return { status: statusCode, headers: { 'content-type': contentType ?? 'text/plain' }, body };
    },
  });
  let logV1: Awaited<ReturnType<typeof createRekorV1Log>> | undefined;
  const rekorV1 = await serve({ ...shared, handle: (request) => logV1?.handle(request) ?? json(503, {}) });
  logV1 = await createRekorV1Log(rekorV1.url);
  const logV2 = createRekorV2Log('127.0.0.1');
  const rekorV2 = await serve({ ...shared, handle: (request) => logV2.handle(request) });
  const servers = [fulcio, timestamps, rekorV1, rekorV2];

  const root = trustedRootOf({
    fulcio: { url: fulcio.url, chain: authority.chain, organisation: ORGANISATIONS[profile] },
    tsa: { url: timestamps.url, chain: [tsa.intCertificate, tsa.rootCertificate].map(bufferOf) },
    logs:
      profile === 'github'
        ? []
        : [
            { url: rekorV1.url, ...keyOf(logV1), keyDetails: 'PKIX_ECDSA_P256_SHA_256' },
            { url: rekorV2.url, ...keyOf(logV2), keyDetails: 'PKIX_ED25519' },
          ],
    ctLogs: ctLog === undefined ? [] : [ctLogOf(ctLog)],
  });
  return {
    fulcioUrl: fulcio.url,
    tsaUrl: timestamps.url,
    rekorV1Url: rekorV1.url,
    rekorV2Url: rekorV2.url,
    requests,
    trustedRoot: () => structuredClone(root),
    trustedRootJsonl: () => `${JSON.stringify(root)}\n`,
    setLatency: (milliseconds) => {
      for (const server of servers) server.setLatency(milliseconds);
    },
    addFault: (matcher, fault) => faults.add(matcher, fault),
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

async function certificateReply(
  authority: FulcioAuthority,
  { issuer, audience = 'sigstore' }: SigstoreOptions,
  request: LocalRequest,
): Promise<LocalReply> {
  if (request.method !== 'POST' || request.url.pathname !== '/api/v2/signingCert') return refusal(404, 'Not Found');
  const { credentials, publicKeyRequest } = JSON.parse(request.body.toString('utf8'));
  const token = credentials?.oidcIdentityToken;
  if (typeof token !== 'string') return refusal(401, 'There was an error processing the credentials for this request');
  let claims: Record<string, string>;
  try {
    claims = issuer === undefined ? decodedClaims(token) : verifiedClaims(token, issuer, audience);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refusal(401, `There was an error processing the identity token: ${reason}`);
  }
  const key = createPublicKey(publicKeyRequest?.publicKey?.content ?? '');
  const proof = Buffer.from(publicKeyRequest?.proofOfPossession ?? '', 'base64');
  if (!verify('sha256', Buffer.from(claims.sub ?? ''), key, proof)) {
    return refusal(400, 'The signature supplied in the request could not be verified');
  }
  const leaf = await authority.issue(key.export({ format: 'der', type: 'spki' }), claims);
  const certificates = [leaf, ...authority.chain].map(pemOf);
  return json(201, { signedCertificateEmbeddedSct: { chain: { certificates } } });
}

function refusal(status: number, message: string): LocalReply {
  return json(status, { code: status === 401 ? 16 : 3, message, details: [] });
}

function p256() {
  return generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
}

function bufferOf(view: ArrayBufferView): Buffer {
  return Buffer.from(view.buffer, view.byteOffset, view.byteLength);
}

function keyOf({ logId, publicKey }: { logId: Buffer; publicKey: Buffer }) {
  return { logId, publicKey };
}

function ctLogOf({ logID, publicKey }: CTLog) {
  return { url: 'http://127.0.0.1/ctlog', logId: bufferOf(logID), publicKey, keyDetails: 'PKIX_ECDSA_P256_SHA_256' };
}

function pemOf(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
