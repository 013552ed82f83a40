import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { bundlesIn } from '../src/core/bundle-formats.ts';
import { codeOf } from '../src/errors.ts';
import { type ArtifactQuestion, verifyArtifact } from '../src/pipeline/verify-artifact.ts';
import type { BundleVerifier } from '../src/ports.ts';
import { parseTrustRoots, readPublicKey } from '../src/signing/trust-root.ts';
import { createBundleVerifier } from '../src/signing/verifier.ts';
import { type SharedCase, sharedCases, sharedPath, sharedText } from './shared-bundles.ts';

interface Made {
  readonly verifier: BundleVerifier;
  readonly question: ArtifactQuestion;
}

async function madeOf(kase: SharedCase, changes: Partial<ArtifactQuestion> = {}): Promise<Made> {
  const root = parseTrustRoots(sharedText(kase.trusted_root), kase.trusted_root);
  const key = kase.key === undefined ? undefined : await readPublicKey(sharedPath(kase.key));
  const bundles = sharedText(kase.bundle);
  return {
    verifier: createBundleVerifier({ roots: async () => root, ...(key && { key }) }),
    question: {
      artifact: artifactOf(kase, bundles),
      bundles,
      expected: key
        ? 'key'
        : { issuer: kase.issuer ?? '', ...(typeof kase.identity === 'string' && { identity: kase.identity }) },
      ...(kase.predicateType !== undefined && { predicateType: kase.predicateType }),
      ...changes,
    },
  };
}

/** Where the case names no digest, the first one that the statement itself names, so that nothing but the proof decides. */
function artifactOf({ digest, artifact }: SharedCase, bundles: string): ArtifactQuestion['artifact'] {
  const name = artifact ?? digest ?? 'what the statement names';
  if (digest === undefined) return { name, digest: firstSubject(bundles) };
  return { name, digest, ...(artifact !== undefined && { bytes: readFileSync(sharedPath(artifact)) }) };
}

const Subject = z.object({ digest: z.record(z.string(), z.string()) });
const Envelope = z.object({ dsseEnvelope: z.object({ payload: z.string() }) });

function firstSubject(bundles: string): string {
  const { dsseEnvelope } = Envelope.parse(JSON.parse(bundlesIn(bundles)[0] ?? ''));
  const payload: unknown = JSON.parse(Buffer.from(dsseEnvelope.payload, 'base64').toString('utf8'));
  const { subject } = z.object({ subject: z.array(Subject) }).parse(payload);
  return Object.entries(subject[0]?.digest ?? {})
    .map(([algorithm, hex]) => `${algorithm}:${hex}`)
    .join();
}

/** A file of several attestations holds if each of them does: npm’s are one by the registry, one by the builder. */
async function verdictOn({ verifier, question }: Made): Promise<{ verdict: 'accept' | 'reject'; why: string[] }> {
  const why: string[] = [];
  for (const bundle of bundlesIn(question.bundles)) {
    try {
      const { verdict, checks } = await verifyArtifact({ ...question, bundles: bundle }, verifier);
      if (verdict === 'refused') why.push(checks.find(({ status }) => status === 'failed')?.detail ?? '');
    } catch (error) {
      if (!['usage', 'file-invalid', 'trust-root-invalid'].includes(codeOf(error))) throw error;
      why.push(String(error));
    }
  }
  return { verdict: why.length === 0 ? 'accept' : 'reject', why };
}

const cases = sharedCases();

describe('bundles of other projects', () => {
  it('are a known number when the folder is there', () => {
    expect([0, 20]).toContain(cases.length);
  });

  for (const kase of cases) {
    const wanted = kase.verdict === 'reject' ? 'reject' : 'accept';
    it(`get ${wanted} when the bundle is ${kase.id}`, async () => {
      expect(await verdictOn(await madeOf(kase))).toMatchObject({ verdict: wanted });
    });

    if (wanted === 'reject' || kase.key !== undefined) continue;
    it(`get reject when ${kase.id} was to be by another issuer`, async () => {
      const made = await madeOf(kase, { expected: { issuer: 'https://other.example' } });
      expect(await verdictOn(made)).toMatchObject({ why: [expect.stringContaining('The identity comes from')] });
    });

    it(`get reject when ${kase.id} was to be about another artifact`, async () => {
      const digest = `sha256:${'0'.repeat(64)}`;
      const made = await madeOf(kase, { artifact: { name: digest, digest } });
      expect(await verdictOn(made)).toMatchObject({ verdict: 'reject' });
    });
  }

  it('get reject for their own defect when two attestations of one npm package are corrupted', async () => {
    for (const [name, sentence] of [
      ['invalidsigprov', 'entry speaks of something else'],
      ['invalidsigpub', 'signed by a local key'],
    ] as const) {
      const kase = cases.find(({ id }) => id.includes(name));
      if (!kase) continue;
      expect((await verdictOn(await madeOf(kase))).why.join(' ')).toContain(sentence);
    }
  });
});
