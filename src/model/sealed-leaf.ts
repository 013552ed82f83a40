import * as z from 'zod/mini';
import { sha256, time } from './primitives.ts';

/**
 * A stored entry as a sealer keeps it: what names it is the leaf of the tree, `time` tells beside it when to expect it in a
 * store.
 */
export const SealedLeaf = z.strictObject({
  recordId: z.string().check(z.regex(/^[\w.:-]{1,200}$/)),
  phase: z.string().check(z.regex(/^[a-z]{1,40}$/)),
  digest: sha256(),
  view: z.optional(z.literal('attested')),
  /** The record's own time as its store told it; left out where that told none, and then always expected. */
  time: z.optional(time()),
});
export type SealedLeaf = z.infer<typeof SealedLeaf>;
