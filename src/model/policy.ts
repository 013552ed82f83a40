import * as z from 'zod/mini';
import { text } from './primitives.ts';
import { Severity } from './severity.ts';

/** Where a repository keeps its policy, on its default branch. */
export const POLICY_PATH = '.github/doorlog.yml';

/** A rule as a policy asks for it. */
export const PolicyRule = z.strictObject({
  id: text(100),
  severity: z.optional(Severity),
  params: z.optional(z.record(z.string(), z.unknown())),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

/** What a job is judged by. `on-…` may only be stricter than the action's inputs. */
export const Policy = z.strictObject({
  version: z.literal(1),
  'on-violation': z.optional(z.enum(['fail', 'warn'])),
  'on-unknown': z.optional(z.enum(['fail', 'warn', 'ignore'])),
  'on-error': z.optional(z.enum(['fail', 'warn'])),
  rules: z.array(PolicyRule),
});
export type Policy = z.infer<typeof Policy>;
