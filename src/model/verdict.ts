import * as z from 'zod/mini';
import { shown, words } from './field.ts';
import { gitObjectId, pointer, sha256, text, time } from './primitives.ts';
import { SEVERITIES, Severity } from './severity.ts';

/** Where a finding can be mended. */
export const Location = z.strictObject({
  file: shown(text(), 'File in the repository'),
  line: z.optional(shown(z.number(), 'Line, from 1')),
});
export type Location = z.infer<typeof Location>;

/** Why a rule could not tell. */
export const UnknownReason = z.enum([
  'not-seen',
  'not-certain',
  'not-yet',
  'no-history',
  'learning',
  'no-roster',
  'no-audit-log',
  'condition',
  'cut-off',
]);
export type UnknownReason = z.infer<typeof UnknownReason>;

/** Whose policy asked for a rule: the organisation's can't be loosened by the repository's. */
const LAYERS = ['organization', 'repository'] as const;
export type PolicyLayer = (typeof LAYERS)[number];

/** What raised the severity of a finding. */
export const Weight = z.enum(['environment', 'outsider', 'secrets']);
export type Weight = z.infer<typeof Weight>;

/** What one rule says of one record. */
export const RuleResult = z.strictObject({
  rule: shown(text(100), 'Id of the rule'),
  result: shown(
    z.enum(['pass', 'fail', 'unknown', 'waived', 'not-applicable']),
    'What it says; unknown is neither pass nor fail, a waived failure stays visible, not-applicable is a rule whose condition the job does not meet',
  ),
  reason: z.optional(shown(UnknownReason, 'Why it could not tell')),
  excused: z.optional(
    shown(z.literal(true), 'Whether the verdict passes over it, because whoever made the record can’t know it'),
  ),
  severity: shown(Severity, 'How bad a failure is'),
  raisedBy: z.optional(z.array(shown(Weight, 'What makes the failure worse than usual'))),
  layer: z.optional(shown(z.enum(LAYERS), 'Whose policy asks for it')),
  message: shown(text(2_000), 'What was found, in one sentence'),
  mend: z.optional(shown(text(2_000), 'How to mend it')),
  subject: z.optional(shown(text(300), 'What the finding is about, the same in every run')),
  fingerprint: z.optional(shown(sha256(), 'SHA-256 over rule, repository and subject: the same finding in every run')),
  evidence: z.array(shown(pointer(), 'Fact that led to it')),
  locations: z.optional(z.array(Location)),
});
export type RuleResult = z.infer<typeof RuleResult>;

/** What became of one of the policy's waivers. */
export const WaiverResult = z.strictObject({
  rule: shown(text(100), 'Rule that is waived'),
  layer: shown(z.enum(LAYERS), 'Whose policy holds it'),
  state: shown(
    z.enum(['applied', 'expired', 'unused']),
    'Whether it turned a failure into waived, has expired, or found nothing to waive in this job',
  ),
  owner: z.optional(words(text(200), 'Who answers for it')),
  approver: z.optional(words(text(200), 'Who allowed it')),
  reason: z.optional(words(text(2_000), 'Why it is there')),
  expires: shown(time(), 'When it stops to hold'),
  line: z.optional(shown(z.number(), 'Line of the policy file that it begins on')),
});
export type WaiverResult = z.infer<typeof WaiverResult>;

/** Where a policy came from. */
const PolicyOrigin = {
  repository: z.optional(shown(text(300), 'Repository that holds it')),
  path: z.optional(shown(text(), 'File that holds it')),
  ref: z.optional(shown(text(), 'Branch that it was read from')),
  commit: z.optional(shown(gitObjectId(), 'Commit that it was read from')),
  digest: z.optional(shown(sha256(), 'SHA-256 of the file; left out where it could not be read')),
};

/** The policy that judged, and what it said. */
export const Verdict = z.strictObject({
  policy: z.strictObject({
    origin: shown(z.enum(['repository', 'file', 'built-in', 'none']), 'Where the policy came from'),
    ...PolicyOrigin,
    templates: z.optional(z.array(shown(text(100), 'Template that it extends'))),
  }),
  organizationPolicy: z.optional(z.strictObject(PolicyOrigin)),
  /** The organisation's policy that the repository's own extends, where the inputs demand another one. */
  extendedPolicy: z.optional(z.strictObject(PolicyOrigin)),
  mode: shown(z.enum(['enforce', 'audit']), 'Whether the job can be failed'),
  onViolation: shown(z.enum(['fail', 'warn']), 'What a failed rule does'),
  onUnknown: shown(z.enum(['fail', 'warn', 'ignore']), 'What missing evidence does'),
  onError: shown(z.enum(['fail', 'warn']), 'What a failed service does'),
  failFrom: z.optional(shown(z.enum(SEVERITIES), 'Severity from which a failed rule does that; left out, any')),
  verdict: shown(z.enum(['pass', 'fail', 'unknown']), 'All results together'),
  results: z.array(RuleResult),
  waivers: z.optional(z.array(WaiverResult)),
});
export type Verdict = z.infer<typeof Verdict>;
