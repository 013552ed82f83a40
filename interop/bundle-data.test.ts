import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { parseTrustRoots, readPublicKey } from '../src/signing/trust-root.ts';
import { createBundleVerifier } from '../src/signing/verifier.ts';

const FOLDER = new URL('../../shared/data/', import.meta.url);
const INDEX = new URL('bundles/expected.json', FOLDER);
const Case = z.object({
  id: z.string(),
  bundle: z.string(),
  digest: z.optional(z.string()),
  trusted_root: z.string(),
  key: z.optional(z.string()),
  identity: z.nullish(z.string()),
  issuer: z.nullish(z.string()),
  /** Set where the file is not a Sigstore bundle but another format around one. */
  format: z.optional(z.string()),
  verdict: z.enum(['accept', 'accept-crypto', 'reject']),
});
type Case = z.infer<typeof Case>;

/** What became of a bundle; a bundle over a bare file can be no record's, however genuine. */
async function verdictOn(kase: Case): Promise<'accept' | 'reject' | 'bare file'> {
  const root = parseTrustRoots(textOf(kase.trusted_root), kase.trusted_root);
  const verifier = createBundleVerifier({
    roots: async () => root,
    ...(kase.key === undefined ? {} : { key: await readPublicKey(new URL(kase.key, FOLDER).pathname) }),
  });
  try {
    const { envelope, signer } = await verifier.verify(textOf(kase.bundle).split(/\n(?=\{)/)[0] ?? '');
    const identified =
      signer.kind === 'key' ||
      ((kase.identity ?? signer.identity) === signer.identity && (kase.issuer ?? signer.issuer) === signer.issuer);
    const about = subjectsOf(envelope.payload).includes(kase.digest ?? 'none');
    return identified && about ? 'accept' : 'reject';
  } catch (error) {
    return error instanceof Error && error.message.includes('bare file') ? 'bare file' : 'reject';
  }
}

/** Every digest of every subject as `algorithm:hex`: others than our records may have others than SHA-256. */
function subjectsOf(payload: Uint8Array): string[] {
  const Statement = z.object({ subject: z.array(z.object({ digest: z.record(z.string(), z.string()) })) });
  const { subject } = Statement.parse(JSON.parse(Buffer.from(payload).toString('utf8')));
  return subject.flatMap(({ digest }) => Object.entries(digest).map(([algorithm, hex]) => `${algorithm}:${hex}`));
}

function textOf(path: string): string {
  return readFileSync(new URL(path, FOLDER), 'utf8');
}

const cases = existsSync(INDEX) ? z.array(Case).parse(JSON.parse(readFileSync(INDEX, 'utf8'))) : [];
if (cases.length === 0) {
  process.stderr.write('Skipped: the bundles of other projects are not on this machine (../shared/data/bundles).\n');
}
const bundles = cases.filter(({ format }) => format === undefined);

describe('bundles of other projects', () => {
  it('are a known number when the folder is there', () => {
    expect(bundles.length).toBe(cases.length === 0 ? 0 : 17);
  });

  for (const kase of bundles) {
    // Without an issuer a certificate is no workflow's, and only workflows make records.
    const wanted = kase.verdict === 'reject' || kase.issuer === null ? 'reject' : 'accept';
    it(`get ${wanted} when the bundle is ${kase.id}`, async () => {
      expect([wanted, 'bare file']).toContain(await verdictOn(kase));
    });
  }
});
