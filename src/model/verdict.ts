import * as z from 'zod/mini';
import { shown } from './field.ts';
import { gitObjectId, pointer, sha256, text } from './primitives.ts';
import { Severity } from './severity.ts';

/** Where a finding can be mended. */
export const Location = z.strictObject({
  file: shown(text(), 'File in the repository'),
  line: z.optional(shown(z.number(), 'Line, from 1')),
});
export type Location = z.infer<typeof Location>;

/** What one rule says of one record. */
export const RuleResult = z.strictObject({
  rule: shown(text(100), 'Id of the rule'),
  result: shown(z.enum(['pass', 'fail', 'unknown']), 'What it says; unknown is neither pass nor fail'),
  severity: shown(Severity, 'How bad a failure is'),
  message: shown(text(2_000), 'What was found, in one sentence'),
  mend: z.optional(shown(text(2_000), 'How to mend it')),
  evidence: z.array(shown(pointer(), 'Fact that led to it')),
  locations: z.optional(z.array(Location)),
});
export type RuleResult = z.infer<typeof RuleResult>;

/** The policy that judged, and what it said. */
export const Verdict = z.strictObject({
  policy: z.strictObject({
    origin: shown(z.enum(['repository', 'file', 'built-in', 'none']), 'Where the policy came from'),
    repository: z.optional(shown(text(300), 'Repository that holds it')),
    path: z.optional(shown(text(), 'File that holds it')),
    ref: z.optional(shown(text(), 'Branch that it was read from')),
    commit: z.optional(shown(gitObjectId(), 'Commit that it was read from')),
    digest: z.optional(shown(sha256(), 'SHA-256 of the file')),
  }),
  mode: shown(z.enum(['enforce', 'audit']), 'Whether the job can be failed'),
  onViolation: shown(z.enum(['fail', 'warn']), 'What a failed rule does'),
  onUnknown: shown(z.enum(['fail', 'warn', 'ignore']), 'What missing evidence does'),
  onError: shown(z.enum(['fail', 'warn']), 'What a failed service does'),
  verdict: shown(z.enum(['pass', 'fail', 'unknown']), 'All results together'),
  results: z.array(RuleResult),
});
export type Verdict = z.infer<typeof Verdict>;
