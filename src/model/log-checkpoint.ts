import * as z from 'zod/mini';
import { shown } from './field.ts';
import { sha256, text, time } from './primitives.ts';

/** The root of a tree: 32 bytes in Base64. */
function root() {
  return z.string().check(z.regex(/^[A-Za-z0-9+/]{43}=$/));
}

/** How many there are of something. */
function count() {
  return z.int().check(z.minimum(0));
}

/** A Merkle tree head (RFC 6962, 2.1). */
const TreeHead = {
  size: shown(count(), 'Number of leaves'),
  rootHash: shown(root(), 'Root of the tree (RFC 6962), Base64'),
};

/** What a sealer attests of a checkpoint: the predicate of the Statement whose subject is the checkpoint’s file. */
export const LogCheckpoint = z.strictObject({
  origin: shown(text(500), 'Name of the log, the first line of the checkpoint'),
  ...TreeHead,
  vkey: shown(text(1_000), 'Public key of the signature in the checkpoint, as C2SP’s signed notes write it'),
  previous: z.optional(
    z.strictObject({
      ...TreeHead,
      checkpointDigest: shown(sha256(), 'SHA-256 of the file of the checkpoint before this one'),
    }),
  ),
  consistency: shown(
    z.array(root()).check(z.maxLength(128)),
    'Proof that the tree grew out of that of the checkpoint before (RFC 6962, 2.1.2), hashes in Base64',
  ),
  leaves: z.strictObject({
    from: shown(count(), 'Number of the first leaf that is new'),
    to: shown(count(), 'Number of the last new leaf, and one'),
    digest: shown(sha256(), 'SHA-256 of the file with the new leaves'),
  }),
  sealedAt: shown(time(), 'When the sealer was done with reading'),
  span: z.strictObject({
    from: shown(time(), 'Records from this time on were looked at'),
    until: shown(time(), 'Records up to this time were looked at'),
  }),
  stores: shown(count(), 'Number of log stores that were read'),
  alarms: z.strictObject({
    removed: shown(count(), 'Entries that an earlier checkpoint sealed and no store had any more'),
    altered: shown(
      count(),
      'Copies of sealed entries that were not what they are filed as, with no sound one beside them',
    ),
  }),
});
export type LogCheckpoint = z.infer<typeof LogCheckpoint>;
