import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness } from '@sigstore/sign';
import { PAYLOAD_TYPE } from '../../src/model/predicate-type.ts';
import { createHttp } from '../../src/net/http.ts';
import type { SigstoreInstance } from '../../src/signing/instance.ts';
import { createKeylessSigner } from '../../src/signing/keyless.ts';
import { fetchIdToken } from '../../src/signing/oidc.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { dropped, html, replies } from '../support/faults.ts';
import type { SeenRequest } from '../support/local-server.ts';
import { type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts';
import { type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';

const http = createHttp({});
const statement = createStatement({ subjects: [{ name: 'record', sha256: 'a'.repeat(64) }], predicate: { a: 1 } });

let issuer: OidcIssuer;
let sigstore: SigstoreServer;
let github: SigstoreServer;

beforeAll(async () => {
  issuer = await startOidcIssuer({
    claims: {
      sub: 'repo:octo-org/octo-repo:ref:refs/heads/main',
      job_workflow_ref: 'octo-org/octo-repo/.github/workflows/deploy.yml@refs/heads/main',
      repository: 'octo-org/octo-repo',
    },
  });
  sigstore = await startSigstore({ issuer });
  github = await startSigstore({ issuer, profile: 'github' });
});

afterAll(async () => {
  await Promise.all([issuer.close(), sigstore.close(), github.close()]);
});

function idToken(): Promise<string> {
  const { requestUrl, requestToken } = issuer;
  return fetchIdToken({ requestUrl, requestToken, audience: 'sigstore', http });
}

function instanceOf(server: SigstoreServer, kind: 'tsa' | 'rekor-v1' | 'rekor-v2'): SigstoreInstance {
  const { fulcioUrl, tsaUrl } = server;
  if (kind === 'tsa') return { name: 'custom', fulcioUrl, tsaUrl };
  if (kind === 'rekor-v1') return { name: 'custom', fulcioUrl, rekor: { url: server.rekorV1Url, version: 1 } };
  return { name: 'custom', fulcioUrl, tsaUrl, rekor: { url: server.rekorV2Url, version: 2 } };
}

async function failureOf(run: () => Promise<unknown>): Promise<Error> {
  return run().then(
    () => {
      throw new Error('it did not fail');
    },
    (error) => error,
  );
}

/** Everything that an error would show: its message and those of its causes, with their stacks. */
function allOf(error: unknown): string {
  return error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${allOf(error.cause)}` : String(error);
}

describe('createKeylessSigner', () => {
  it.each([
    ['timestamps alone', () => github, 'tsa'],
    ['Rekor v1', () => sigstore, 'rekor-v1'],
    ['Rekor v2 and timestamps', () => sigstore, 'rekor-v2'],
  ] as const)('signs a bundle that verifies when the instance has %s', async (_, server, kind) => {
    const signed = await createKeylessSigner({ instance: instanceOf(server(), kind), idToken, http }).sign(statement);

    const roots = parseTrustRoots(server().trustedRootJsonl(), 'roots.jsonl');
    const { signer, envelope } = await createBundleVerifier({ roots: async () => roots }).verify(signed.json);
    expect(signer).toMatchObject({ kind: 'certificate', issuer: issuer.issuer });
    expect(Buffer.from(envelope.payload)).toEqual(Buffer.from(statement));
    expect(JSON.parse(signed.json)).toMatchObject({
      mediaType: 'application/vnd.dev.sigstore.bundle.v0.3+json',
      verificationMaterial: { certificate: {} },
      dsseEnvelope: { payloadType: PAYLOAD_TYPE, signatures: [{}] },
    });
    expect(signed.logIndex === undefined).toBe(kind === 'tsa');
  });

  it.each([
    ['certificate authority', '/api/v2/signingCert', 'rekor-v1', () => sigstore.fulcioUrl],
    ['timestamp authority', '/api/v1/timestamp', 'tsa', () => sigstore.tsaUrl],
    ['transparency log', '/api/v1/log/entries', 'rekor-v1', () => sigstore.rekorV1Url],
    ['transparency log', '/api/v2/log/entries', 'rekor-v2', () => sigstore.rekorV2Url],
  ] as const)('raises signing-failed naming the %s when %s fails', async (name, path, kind, url) => {
    for (const fault of [replies(400, { message: 'no such thing' }), html(), dropped(), replies(200, '{"a": 1}')]) {
      const times = fault.kind === 'drop' ? 9 : 1;
      const disarm = sigstore.addFault({ path: new RegExp(path), times }, fault);
      const failing = createKeylessSigner({ instance: instanceOf(sigstore, kind), idToken, http, timeout: 5_000 });
      const error = await failureOf(() => failing.sign(statement));
      disarm();

      expect(error).toMatchObject({ code: 'signing-failed' });
      expect(error.message).toContain(`The ${name} at ${new URL(url()).host} failed, so nothing was signed: `);
      expect(error.message).not.toContain('no such thing');
      expect(error.message).not.toContain('\n');
    }
  });

  it('repeats nothing that a service says when it echoes the token', async () => {
    const token = await idToken();
    const [, payload = ''] = token.split('.');
    for (const words of [
      token,
      `bad token ${payload}`,
      Buffer.from(payload, 'base64url').toString(),
      encodeURI(token),
    ]) {
      sigstore.addFault({ path: /signingCert/ }, replies(400, { message: words }));
      const signer = createKeylessSigner({ instance: instanceOf(sigstore, 'tsa'), idToken: async () => token, http });
      const error = await failureOf(() => signer.sign(statement));

      expect(error.message).toMatch(/: it answered with status 400\.$/);
      for (const part of [...token.split('.'), words]) expect(allOf(error)).not.toContain(part);
    }
  });

  it('names a service by its host alone when its address has more in it', async () => {
    const fulcioUrl = 'http://me:s3cret@127.0.0.1:1/s3cret-path?s3cret';
    const instance: SigstoreInstance = { name: 'custom', fulcioUrl, tsaUrl: fulcioUrl };
    const error = await failureOf(() =>
      createKeylessSigner({ instance, idToken, http, timeout: 1_000 }).sign(statement),
    );

    expect(error.message).toContain('The certificate authority at 127.0.0.1:1 failed');
    expect(error.message).not.toContain('s3cret');
  });

  it('raises oidc-unavailable without asking a service when there is no token', async () => {
    const before = sigstore.requests.length;
    const signer = createKeylessSigner({
      instance: instanceOf(sigstore, 'tsa'),
      idToken: async () => 'nonsense',
      http,
    });

    await expect(signer.sign(statement)).rejects.toMatchObject({ code: 'oidc-unavailable' });
    expect(sigstore.requests).toHaveLength(before);
  });

  it('takes the entry that is there already when Rekor v1 answers with a conflict', async () => {
    let location = '';
    const remembering: typeof http = async (request) => {
      const reply = await http(request);
      if (!request.url.endsWith('/api/v1/log/entries')) return reply;
      location = `/api/v1/log/entries/${Object.keys(JSON.parse(reply.body.toString()))[0]}`;
      return { ...reply, status: 409, headers: { location }, body: Buffer.from('{"code":409}') };
    };
    let fetched: unknown;
    const answering: typeof http = async (request) => {
      if (request.method !== 'GET') return remembering(request);
      fetched = new URL(request.url).pathname;
      return { status: 404, headers: {}, body: Buffer.from('{"message":"gone"}') };
    };
    const signer = createKeylessSigner({ instance: instanceOf(sigstore, 'rekor-v1'), idToken, http: answering });

    await expect(signer.sign(statement)).rejects.toThrow(/transparency log .* status 404\.$/);
    expect(fetched).toBe(location);
  });

  it('sends what @sigstore/sign sends when both sign the same', async () => {
    const { fulcioUrl, tsaUrl, rekorV1Url } = sigstore;
    const instance: SigstoreInstance = { name: 'custom', fulcioUrl, tsaUrl, rekor: { url: rekorV1Url, version: 1 } };
    const ours = await requestsOf(() => createKeylessSigner({ instance, idToken, http }).sign(statement));
    const theirs = await requestsOf(async () => {
      const identityProvider = { getToken: idToken };
      const options = { retry: 0, timeout: 5_000 };
      const builder = new DSSEBundleBuilder({
        signer: new FulcioSigner({ ...options, fulcioBaseURL: fulcioUrl, identityProvider }),
        witnesses: [
          new TSAWitness({ ...options, tsaBaseURL: tsaUrl }),
          new RekorWitness({ ...options, rekorBaseURL: rekorV1Url }),
        ],
      });
      await builder.create({ data: Buffer.from(statement), type: PAYLOAD_TYPE });
    });

    expect(ours).toHaveLength(3);
    expect(ours).toEqual(theirs);
  });
});

/** The requests that a signature sends, in order of their paths, with all random text masked. */
async function requestsOf(sign: () => Promise<unknown>): Promise<string[]> {
  const before = sigstore.requests.length;
  await sign();
  return sigstore.requests.slice(before).map(masked).sort();
}

function masked({ method, path, body }: SeenRequest): string {
  const mask = (key: string, value: unknown) => {
    if (key === 'envelope') return JSON.parse(String(value), mask);
    const isRandom = ['oidcIdentityToken', 'content', 'proofOfPossession', 'artifactHash', 'sig'].includes(key);
    return isRandom ? 'random' : key === 'verifiers' ? ['random'] : value;
  };
  return `${method} ${path} ${JSON.stringify(JSON.parse(body.toString(), mask))}`;
}
