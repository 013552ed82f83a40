import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { bundleFromJSON, bundleToJSON } from '@sigstore/bundle';
import { HashAlgorithm, TrustedRoot } from '@sigstore/protobuf-specs';
import { DSSEBundleBuilder, FulcioSigner, RekorWitness, TSAWitness, type Witness } from '@sigstore/sign';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { dropped } from '../support/faults.ts';
import { type GitHubServer, startGitHub } from '../support/github-server.ts';
import { claimsOf, type OidcIssuer, startOidcIssuer } from '../support/oidc-issuer.ts';
import { type SigstoreOptions, type SigstoreServer, startSigstore } from '../support/sigstore-server.ts';
import { deploymentWorld, type World } from '../support/world.ts';

const closing: { close(): Promise<void> }[] = [];

function closed<T extends { close(): Promise<void> }>(server: T): T {
  closing.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(closing.splice(0).map((server) => server.close()));
});

async function start(
  profile: 'public-good' | 'github',
  world: World = deploymentWorld(),
): Promise<{ issuer: OidcIssuer; sigstore: SigstoreServer }> {
  const issuer = closed(await startOidcIssuer({ claims: claimsOf(world) }));
  const options: SigstoreOptions = { issuer, profile };
  return { issuer, sigstore: closed(await startSigstore(options)) };
}

async function tokenOf(issuer: OidcIssuer): Promise<string> {
  const reply = await fetch(`${issuer.requestUrl}&audience=sigstore`, {
    headers: { authorization: `Bearer ${issuer.requestToken}` },
  });
  expect(reply.status).toBe(200);
  return ((await reply.json()) as { value: string }).value;
}

async function sign(sigstore: SigstoreServer, token: string, witnesses: Witness[]) {
  const builder = new DSSEBundleBuilder({
    signer: new FulcioSigner({
      fulcioBaseURL: sigstore.fulcioUrl,
      identityProvider: { getToken: () => Promise.resolve(token) },
      retry: false,
    }),
    witnesses,
  });
  const subject = [{ name: 'record.json', digest: { sha256: createHash('sha256').update('record').digest('hex') } }];
  const statement = {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: 'https://example.com/p/v1',
    predicate: {},
  };
  const bundle = await builder.create({
    type: 'application/vnd.in-toto+json',
    data: Buffer.from(JSON.stringify(statement)),
  });
  return bundleToJSON(bundle);
}

function check(sigstore: SigstoreServer, bundle: unknown, options: object = {}) {
  const material = toTrustMaterial(TrustedRoot.fromJSON(sigstore.trustedRoot()));
  return new Verifier(material, options).verify(toSignedEntity(bundleFromJSON(bundle)));
}

describe('a bundle made with @sigstore/sign', () => {
  it('verifies with @sigstore/verify when it has certificate timestamp, timestamp and Rekor v1 entry', async () => {
    const { issuer, sigstore } = await start('public-good');
    const bundle = await sign(sigstore, await tokenOf(issuer), [
      new TSAWitness({ tsaBaseURL: sigstore.tsaUrl }),
      new RekorWitness({ rekorBaseURL: sigstore.rekorV1Url }),
    ]);
    const { identity } = check(sigstore, bundle);
    expect(identity?.subjectAlternativeName).toBe(
      'https://github.com/octo-org/payments/.github/workflows/deploy.yml@refs/heads/main',
    );
    expect(identity?.extensions?.issuer).toBe(issuer.issuer);
  });

  it('verifies with @sigstore/verify when the timestamp is all there is, as from GitHub’s instance', async () => {
    const { issuer, sigstore } = await start('github');
    const witness = new TSAWitness({ tsaBaseURL: sigstore.tsaUrl });
    const bundle = await sign(sigstore, await tokenOf(issuer), [witness]);
    const options = { tlogThreshold: 0, ctlogThreshold: 0, timestampThreshold: 1 };
    expect(() => check(sigstore, bundle, options)).not.toThrow();
    expect(() => check(sigstore, bundle)).toThrow();
    expect(sigstore.trustedRootJsonl()).toMatch(/^\{.*\}\n$/);
  });

  it('is kept as an attestation of its own repository, and of no other', async () => {
    const { issuer, sigstore } = await start('github');
    const bundle = await sign(sigstore, await tokenOf(issuer), [new TSAWitness({ tsaBaseURL: sigstore.tsaUrl })]);
    const post = (server: GitHubServer) =>
      fetch(`${server.url}/repos/octo-org/${server.world.repository.name}/attestations`, {
        method: 'POST',
        headers: { authorization: `Bearer ${server.world.token}` },
        body: JSON.stringify({ bundle }),
      });
    const own = closed(await startGitHub(deploymentWorld()));
    expect((await post(own)).status).toBe(201);
    expect(own.world.attestations).toHaveLength(1);
    const other = closed(
      await startGitHub(
        deploymentWorld((world) => {
          world.repository.name = 'other';
        }),
      ),
    );
    expect((await post(other)).status).toBe(422);
  });
});

describe('Fulcio', () => {
  it('refuses a token when another issuer signed it, or it is for another audience', async () => {
    const { issuer, sigstore } = await start('github');
    const stranger = closed(await startOidcIssuer({ claims: claimsOf(deploymentWorld()) }));
    await expect(sign(sigstore, await tokenOf(stranger), [])).rejects.toThrow();
    const reply = await fetch(`${issuer.requestUrl}&audience=vault`, {
      headers: { authorization: `Bearer ${issuer.requestToken}` },
    });
    const { value } = (await reply.json()) as { value: string };
    await expect(sign(sigstore, value, [])).rejects.toThrow();
  });
});

/** What the log takes for an envelope: the hash of its pre-authentication encoding with its signature. */
function asMessage(witness: Witness): Witness {
  return {
    testify(content, certificate) {
      if (content.$case !== 'dsseEnvelope') throw new Error('no envelope');
      const { payloadType, payload, signatures } = content.dsseEnvelope;
      const encoding = Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `);
      const digest = createHash('sha256').update(encoding).update(payload).digest();
      const signature = signatures[0]?.sig ?? Buffer.alloc(0);
      const messageDigest = { algorithm: HashAlgorithm.SHA2_256, digest };
      return witness.testify(
        { $case: 'messageSignature', messageSignature: { messageDigest, signature } },
        certificate,
      );
    },
  };
}

describe('Rekor v2', () => {
  it('vouches for a bundle when it is given a hashedrekord request, as the log grows', async () => {
    const { issuer, sigstore } = await start('public-good');
    const rekor = asMessage(new RekorWitness({ rekorBaseURL: sigstore.rekorV2Url, majorApiVersion: 2 }));
    const witnesses = [new TSAWitness({ tsaBaseURL: sigstore.tsaUrl }), rekor];
    for (let entry = 1; entry <= 6; entry += 1) {
      const bundle = await sign(sigstore, await tokenOf(issuer), witnesses);
      expect(bundle.verificationMaterial.tlogEntries[0]?.logIndex).toBe(String(entry));
      expect(() => check(sigstore, bundle)).not.toThrow();
    }
  });

  it('refuses an entry when it is a dsse request', async () => {
    const { issuer, sigstore } = await start('public-good');
    const witness = new RekorWitness({ rekorBaseURL: sigstore.rekorV2Url, majorApiVersion: 2 });
    await expect(sign(sigstore, await tokenOf(issuer), [witness])).rejects.toThrow('creating tlog entry');
    expect(sigstore.requests.at(-1)).toMatchObject({ path: '/api/v2/log/entries', status: 400 });
  });
});

describe('Rekor v1', () => {
  it('says where an entry is when it is sent twice', async () => {
    const { issuer, sigstore } = await start('public-good');
    await sign(sigstore, await tokenOf(issuer), [new RekorWitness({ rekorBaseURL: sigstore.rekorV1Url })]);
    const body = sigstore.requests.at(-1)?.body.toString() ?? '';
    const again = await fetch(`${sigstore.rekorV1Url}/api/v1/log/entries`, { method: 'POST', body });
    expect(again.status).toBe(409);
    expect((await fetch(sigstore.rekorV1Url + again.headers.get('location'))).status).toBe(200);
  });
});

describe('the OIDC issuer', () => {
  it('mints nothing when the bearer is wrong or the service is down', async () => {
    const { issuer } = await start('github');
    expect((await fetch(issuer.requestUrl)).status).toBe(401);
    issuer.setFault(dropped());
    await expect(tokenOf(issuer)).rejects.toThrow();
    issuer.setFault(undefined);
    expect((await tokenOf(issuer)).split('.')).toHaveLength(3);
    expect(issuer.minted).toHaveLength(1);
  });

  it('publishes its keys where its discovery document says', async () => {
    const { issuer } = await start('github');
    const found = (await (await fetch(`${issuer.issuer}/.well-known/openid-configuration`)).json()) as Record<
      string,
      string
    >;
    expect(found.issuer).toBe(issuer.issuer);
    const keys = (await (await fetch(found.jwks_uri ?? '')).json()) as { keys: { alg: string }[] };
    expect(keys.keys[0]?.alg).toBe('RS256');
  });
});
