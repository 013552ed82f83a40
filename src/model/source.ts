import * as z from 'zod/mini';
import { logOnly, shown, words } from './field.ts';
import { Account } from './person.ts';
import { gitObjectId, sha256, text, time } from './primitives.ts';

/** What the forge or git says of a commit's signature. */
export const Verification = z.strictObject({
  verified: shown(z.boolean(), 'Whether the signature was found good'),
  reason: shown(text(100), 'Why, or why not, in lower case: valid, unsigned, unknown_key …'),
  verifiedAt: z.optional(shown(time(), 'When it was first found good')),
  signedByForge: z.optional(shown(z.boolean(), 'Whether the forge itself signed, as for a merge on its page')),
  signer: z.optional(Account),
  key: z.optional(logOnly(text(200), 'Fingerprint of the key that signed, for a local record')),
  payload: z.optional(words(text(100_000), 'What was signed')),
  signature: z.optional(logOnly(text(100_000), 'The signature itself')),
});
export type Verification = z.infer<typeof Verification>;

/** The source that the job runs on. */
export const Source = z.strictObject({
  commit: z.optional(shown(gitObjectId(), 'Commit that the job runs on')),
  tree: z.optional(shown(gitObjectId(), 'Tree of that commit')),
  parents: z.optional(z.array(shown(gitObjectId(), 'Parent of the commit'))),
  headline: z.optional(words(text(500), 'First line of the commit message')),
  committedAt: z.optional(shown(time(), 'Time of the commit as it claims')),
  verification: z.optional(Verification),
  remote: z.optional(words(text(2_000), 'Address of the origin without credentials, for a local record')),
  modified: z.optional(shown(z.boolean(), 'Whether files differed from the commit, for a local record')),
  modifications: z.optional(logOnly(sha256(), 'Digest over what differed')),
});
export type Source = z.infer<typeof Source>;
