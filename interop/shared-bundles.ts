import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

const FOLDER = new URL('../../shared/data/', import.meta.url);
const INDEX = new URL('bundles/expected.json', FOLDER);

const Case = z.object({
  id: z.string(),
  bundle: z.string(),
  artifact: z.optional(z.string()),
  digest: z.optional(z.string()),
  trusted_root: z.string(),
  key: z.optional(z.string()),
  identity: z.nullish(z.string()),
  issuer: z.nullish(z.string()),
  /** Set where the file is not a Sigstore bundle but another format around one. */
  format: z.optional(z.string()),
  /** `accept-crypto`: it verifies, but another verifier refuses the version of its format. */
  verdict: z.enum(['accept', 'accept-crypto', 'reject']),
  predicateType: z.optional(z.string()),
});

/** A bundle that somebody else made, and what has to be said of it. */
export type SharedCase = z.infer<typeof Case>;

/** The cases beside this checkout, none where they are not on this machine: then a sentence says so. */
export function sharedCases(): readonly SharedCase[] {
  if (existsSync(INDEX)) return z.array(Case).parse(JSON.parse(readFileSync(INDEX, 'utf8')));
  process.stderr.write('Skipped: the bundles of other projects are not on this machine (../shared/data/bundles).\n');
  return [];
}

/** The path of a file that a case names. */
export function sharedPath(name: string): string {
  return fileURLToPath(new URL(name, FOLDER));
}

/** The text of a file that a case names. */
export function sharedText(name: string): string {
  return readFileSync(sharedPath(name), 'utf8');
}
