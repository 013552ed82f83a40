import * as z from 'zod/mini';

/** A web address with no user name, password, query or fragment in it: it is saved and shown. */
const url = () => z.url().check(z.regex(/^https?:\/\/[^\s/?#@\\]+(\/[^\s?#\\]*)?$/i));

const names = (most: number) => z.array(z.string().check(z.maxLength(100))).check(z.maxLength(most));

/** What the action is asked to do, without its secrets: safe to keep in the state between hooks. */
export const Configuration = z.strictObject({
  mode: z.enum(['enforce', 'audit']),
  onViolation: z.enum(['fail', 'warn']),
  onUnknown: z.enum(['fail', 'warn', 'ignore']),
  onError: z.enum(['fail', 'warn']),
  attest: z.enum(['all', 'deployments', 'none']),
  sigstore: z.enum(['auto', 'public-good', 'github', 'custom']),
  fulcioUrl: z.optional(url()),
  tsaUrl: z.optional(url()),
  rekorUrl: z.optional(url()),
  rekorVersion: z.enum(['1', '2']),
  oidcAudience: z.string().check(z.minLength(1), z.maxLength(300)),
  sinks: z.string().check(z.maxLength(20_000)),
  /** Who is told of findings at once, as the input `alerts` lists them. */
  alerts: z.optional(z.string().check(z.maxLength(20_000))),
  /** What records that reached no log store are encrypted to before they are left as an artifact: an age recipient or a public key. */
  handoverKey: z.optional(z.string().check(z.maxLength(4_000))),
  announceWait: z.int().check(z.minimum(0), z.maximum(60_000)),
  deliveryTimeout: z.int().check(z.minimum(1), z.maximum(240_000)),
  environment: z.optional(z.string().check(z.maxLength(300))),
  /** Globs of files that the attestation is to speak about, one a line. */
  subjects: z.optional(z.string().check(z.maxLength(10_000))),
  outputDirectory: z.optional(z.string().check(z.maxLength(4_000))),
  summary: z.boolean(),
  attestVerdict: z.optional(z.boolean()),
  environmentVariables: z.optional(names(50)),
  sharedAccounts: z.optional(names(200)),
  /** The organisation's policy, `OWNER/REPO/PATH@COMMIT`; what was no such thing stands there as one that is refused. */
  organizationPolicy: z.optional(z.string().check(z.maxLength(600))),
});
export type Configuration = z.infer<typeof Configuration>;

/** What the runner fills in anew in each stage; a user can write anything there, so each is a claim. */
export const StageClaims = z.object({
  jobStatus: z.optional(z.enum(['success', 'failure', 'cancelled'])),
  checkRunId: z.optional(z.string().check(z.regex(/^[1-9]\d{0,19}$/))),
  matrix: z.optional(z.record(z.string(), z.unknown())),
  jobWorkflowRef: z.optional(z.string().check(z.maxLength(1_000))),
  jobWorkflowSha: z.optional(z.string().check(z.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/))),
});
export type StageClaims = z.infer<typeof StageClaims>;
