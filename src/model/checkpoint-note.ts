import * as z from 'zod/mini';
import { GapReason } from './access-record.ts';
import { CloudIdentity, CloudProvider } from './cloud-identity.ts';
import { sha256, text, time } from './primitives.ts';

/** Why something of an identity could not be seen. */
const NotSeen = {
  reason: GapReason,
  /** What the cloud said; for the log only. */
  detail: z.optional(text(500)),
};

/** An identity, with what could not be seen of it. */
export const SeenIdentity = z.strictObject({
  identity: CloudIdentity,
  missing: z.array(z.strictObject({ field: z.enum(['principal', 'shortLived']), ...NotSeen })).check(z.maxLength(5)),
});
export type SeenIdentity = z.infer<typeof SeenIdentity>;

/** The cloud identities of one moment, and the clouds of which there are traces and no more. */
export const CloudSighting = z.strictObject({
  identities: z.array(SeenIdentity).check(z.maxLength(20)),
  unseen: z.array(z.strictObject({ provider: CloudProvider, ...NotSeen })).check(z.maxLength(20)),
});
export type CloudSighting = z.infer<typeof CloudSighting>;

/** What a checkpoint leaves to the end of the job as a file: untrusted when it is read back, with no secret in it. */
export const CheckpointNote = z.extend(CloudSighting, {
  version: z.literal(1),
  recordId: sha256(),
  observedAt: time(),
  /** SHA-256 of the checkpoint's own record. */
  digest: sha256(),
});
export type CheckpointNote = z.infer<typeof CheckpointNote>;
