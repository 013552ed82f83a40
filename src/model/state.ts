import * as z from 'zod/mini';
import { AccessRecord } from './access-record.ts';
import { Configuration, StageClaims } from './configuration.ts';
import { MOST_ALERTED } from './most-alerted.ts';
import { sha256, text } from './primitives.ts';

/** How the outside was reached when pre ran; a proxy's credentials and certificates themselves are never kept. */
export const SavedSurroundings = z.strictObject({
  httpsProxy: z.optional(text(2_000)),
  httpProxy: z.optional(text(2_000)),
  noProxy: z.optional(text(4_000)),
  caFile: z.optional(text(4_000)),
  caDigest: z.optional(sha256()),
});
export type SavedSurroundings = z.infer<typeof SavedSurroundings>;

/** What one hook leaves to the next: one JSON value, untrusted when it is read back, with no secret in it. */
export const HookState = z.strictObject({
  version: z.literal(1),
  configuration: Configuration,
  surroundings: SavedSurroundings,
  recordId: sha256(),
  /** The start event as its log view; left out where it is too long for an environment variable, and then spooled. */
  start: z.optional(AccessRecord),
  startDigest: sha256(),
  /** Whether an identity token was offered when nobody else could have planted the offer. */
  idTokenOffered: z.boolean(),
  /** What the runner filled in at first: later stages of a nested action are given other inputs. */
  claims: StageClaims,
  /** What was left of the hour’s requests to GitHub’s REST API. */
  requestsLeft: z.optional(z.strictObject({ remaining: z.int(), limit: z.int() })),
  /** Names of the log stores that had the start event in time. */
  announcedTo: z.array(text(200)),
  /** Findings that the start told of, or took upon itself to tell of. */
  alerted: z.optional(
    z
      .array(z.strictObject({ fingerprint: sha256(), channel: text(200), sent: z.boolean() }))
      .check(z.maxLength(MOST_ALERTED)),
  ),
});
export type HookState = z.infer<typeof HookState>;
