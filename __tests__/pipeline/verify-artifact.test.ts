import { createHash, generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { type ArtifactQuestion, verifyArtifact } from '../../src/pipeline/verify-artifact.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { createBundleVerifier } from '../../src/signing/verifier.ts';
import { IDENTITY, TOKEN } from '../core/verification/sample.ts';
import { createLoggedSigstore, type LoggedBundle, type LoggedSigstore } from '../support/logged-bundles.ts';

const FILE = Buffer.from('an artifact');
const DIGEST = `sha256:${createHash('sha256').update(FILE).digest('hex')}`;
const TYPE = 'https://slsa.dev/provenance/v1';
const CLAIMS = { ...TOKEN, workflow: 'Deploy' };

let sigstore: LoggedSigstore;
let bundle: LoggedBundle;
let bare: LoggedBundle;

beforeAll(async () => {
  sigstore = await createLoggedSigstore();
  bundle = await sigstore.signStatement(statement({}), CLAIMS);
  bare = await sigstore.signFile(FILE, CLAIMS);
});

function statement(changes: Record<string, unknown>): string {
  return JSON.stringify({
    _type: 'https://in-toto.io/Statement/v1',
    subject: [
      { name: 'other', digest: { sha1: 'ab'.repeat(20) } },
      { name: 'file', digest: { sha256: DIGEST.slice(7), sha512: 'cd'.repeat(64) } },
    ],
    predicateType: TYPE,
    predicate: {},
    ...changes,
  });
}

function verify(changes: Partial<ArtifactQuestion> = {}) {
  const roots = parseTrustRoots(JSON.stringify(sigstore.trustedRoot), 'roots.json');
  return verifyArtifact(
    {
      artifact: { name: 'file', digest: DIGEST },
      bundles: JSON.stringify(bundle),
      expected: { issuer: TOKEN.iss, identity: IDENTITY },
      ...changes,
    },
    createBundleVerifier({ roots: async () => roots }),
  );
}

async function failures(changes: Partial<ArtifactQuestion>): Promise<Record<string, string>> {
  const { checks } = await verify(changes);
  return Object.fromEntries(checks.filter(({ status }) => status === 'failed').map(({ id, detail }) => [id, detail]));
}

async function signed(changes: Record<string, unknown>): Promise<string> {
  return JSON.stringify(await sigstore.signStatement(statement(changes), CLAIMS));
}

describe('verifyArtifact', () => {
  it('answers every check when a statement about the artifact holds', async () => {
    const { verdict, checks, signer } = await verify({ predicateType: TYPE });
    expect(verdict).toBe('verified');
    expect(signer).toMatchObject({ identity: IDENTITY });
    expect(checks.map(({ id, status }) => [id, status])).toEqual([
      ['signature', 'ok'],
      ['one-signature', 'ok'],
      ['payload-type', 'ok'],
      ['statement', 'ok'],
      ['subject', 'ok'],
      ['predicate-type', 'ok'],
      ['issuer', 'ok'],
      ['identity', 'ok'],
      ['repository', 'not-checked'],
    ]);
  });

  it('finds the artifact when it is asked for by another algorithm that the statement names', async () => {
    for (const digest of [`sha512:${'cd'.repeat(64)}`, `sha1:${'ab'.repeat(20)}`]) {
      expect((await verify({ artifact: { name: digest, digest } })).verdict).toBe('verified');
    }
  });

  it('takes patterns and all else that is expected of a signer when they fit', async () => {
    const expected = {
      issuer: TOKEN.iss,
      identity: 'https://github.com/octo-org/**',
      repository: 'octo-org/octo-repo',
    };
    expect((await verify({ expected })).verdict).toBe('verified');
  });

  const wrong: [string, string, RegExp, Partial<ArtifactQuestion>][] = [
    [
      'another artifact is asked for',
      'subject',
      /does not speak about/,
      { artifact: { name: 'x', digest: `sha256:${'0'.repeat(64)}` } },
    ],
    ['a digest is no digest', 'subject', /does not speak about/, { artifact: { name: 'x', digest: 'sha256:' } }],
    [
      'another predicate type is expected',
      'predicate-type',
      /but https:\/\/example.org was/,
      { predicateType: 'https://example.org' },
    ],
    [
      'another issuer is expected',
      'issuer',
      /not from https:\/\/example.org/,
      { expected: { issuer: 'https://example.org' } },
    ],
    ['no issuer is expected', 'issuer', /The identity comes from/, { expected: { issuer: '' } }],
    [
      'another identity is expected',
      'identity',
      /but https:\/\/example.org was expected/,
      { expected: { issuer: TOKEN.iss, identity: 'https://example.org' } },
    ],
    [
      'part of an identity is expected',
      'identity',
      /was expected/,
      { expected: { issuer: TOKEN.iss, identity: IDENTITY.slice(0, -1) } },
    ],
    [
      'another repository is expected',
      'repository',
      /was expected/,
      { expected: { issuer: TOKEN.iss, repository: 'octo-org/other' } },
    ],
    [
      'it was to be signed later',
      'signed-since',
      /before/,
      { expected: { issuer: TOKEN.iss, signedSince: new Date(Date.now() + 60_000) } },
    ],
    ['the key was to sign', 'identity', /but the given key was expected/, { expected: 'key' }],
  ];
  for (const [when, id, sentence, changes] of wrong) {
    it(`refuses by a sentence of its own when ${when}`, async () => {
      expect(await failures(changes)).toEqual({ [id]: expect.stringMatching(sentence) });
    });
  }

  const signedWrong: [string, string, RegExp, Record<string, unknown>][] = [
    ['what was signed is no statement', 'statement', /is not an in-toto Statement/, { subject: 'x' }],
    [
      'its version is not known',
      'statement',
      /no in-toto Statement that is known/,
      { _type: 'https://in-toto.io/Statement/v9' },
    ],
    [
      'its subject only looks like the digest',
      'subject',
      /does not speak about/,
      { subject: [{ digest: { sha256: DIGEST } }] },
    ],
  ];
  for (const [when, id, sentence, changes] of signedWrong) {
    it(`refuses a signed envelope when ${when}`, async () => {
      expect(await failures({ bundles: await signed(changes) })).toEqual({ [id]: expect.stringMatching(sentence) });
    });
  }

  it('takes a statement of version 0.1 when that is what others still write', async () => {
    expect((await verify({ bundles: await signed({ _type: 'https://in-toto.io/Statement/v0.1' }) })).verdict).toBe(
      'verified',
    );
  });

  it('takes a signature over the bare file when the file or its digest is given, but no predicate type', async () => {
    const bundles = JSON.stringify(bare);
    expect((await verify({ bundles })).verdict).toBe('verified');
    expect((await verify({ bundles, artifact: { name: 'file', digest: DIGEST, bytes: FILE } })).verdict).toBe(
      'verified',
    );
    expect(await failures({ bundles, predicateType: TYPE })).toEqual({
      'predicate-type': expect.stringMatching(/bare file/),
    });
    expect(await failures({ bundles, artifact: { name: 'x', digest: `sha512:${'cd'.repeat(64)}` } })).toHaveProperty(
      'signature',
    );
  });

  it('takes the one that holds when several bundles are about the artifact', async () => {
    const broken = structuredClone(bundle);
    if (broken.dsseEnvelope) broken.dsseEnvelope.signatures = [{ sig: 'AAAA' }];
    const lines = [broken, bundle].map((each) => JSON.stringify(each)).join('\n');
    expect((await verify({ bundles: lines })).verdict).toBe('verified');
    expect(
      (await verify({ bundles: JSON.stringify({ attestations: [{ bundle: broken }, { bundle }] }) })).verdict,
    ).toBe('verified');
    const none = [broken, broken].map((each) => JSON.stringify(each)).join('\n');
    expect((await verify({ bundles: none })).verdict).toBe('refused');
    const digest = `sha256:${'0'.repeat(64)}`;
    expect(await failures({ bundles: lines, artifact: { name: 'x', digest } })).toEqual({
      signature: expect.stringContaining('No bundle in the file speaks about x'),
    });
  });

  it('raises what is no answer when there is no bundle, or a key is missing', async () => {
    await expect(verify({ bundles: 'no bundle' })).rejects.toMatchObject({ code: 'file-invalid' });
    await expect(verify({ bundles: '{"attestations":[]}' })).rejects.toMatchObject({ code: 'file-invalid' });
    const { certificate: _, ...material } = bundle.verificationMaterial;
    const byKey = { ...bundle, verificationMaterial: { ...material, publicKey: { hint: 'x' } } };
    await expect(verify({ bundles: JSON.stringify(byKey) })).rejects.toMatchObject({ code: 'usage' });
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const answer = await verifyArtifact(
      { artifact: { name: 'file', digest: DIGEST }, bundles: JSON.stringify(byKey), expected: 'key' },
      createBundleVerifier({ key: publicKey }),
    );
    expect(answer.verdict).toBe('refused');
  });
});
