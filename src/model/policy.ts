import * as z from 'zod/mini';
import { text } from './primitives.ts';
import { SEVERITIES, Severity } from './severity.ts';

/** Where a repository keeps its policy, on its default branch. */
export const POLICY_PATH = '.github/doorlog.yml';

/** Glob patterns of which one has to match: `*` for any characters but a slash, `**` for any. */
const patterns = () => z.array(text(300)).check(z.minLength(1), z.maxLength(100));

/** Which jobs an entry is for: every key that is given has to hold. */
export const When = z.strictObject({
  environments: z.optional(patterns().check(z.describe('Deployment environments, whatever their case.'))),
  branches: z.optional(patterns().check(z.describe('Branches or tags, by their short names.'))),
  events: z.optional(patterns().check(z.describe('Events that start a run.'))),
  workflows: z.optional(patterns().check(z.describe('Workflow files, by their paths.'))),
  jobs: z.optional(patterns().check(z.describe('Keys of jobs in their workflow files.'))),
  outsider: z.optional(z.boolean().check(z.describe('Whether somebody from outside caused the job.'))),
});
export type When = z.infer<typeof When>;

/** A rule as a policy asks for it. */
export const PolicyRule = z.strictObject({
  id: text(100),
  enabled: z.optional(z.boolean().check(z.describe('`false` takes away a rule that a template brings.'))),
  severity: z.optional(Severity),
  params: z.optional(z.record(z.string(), z.unknown())),
  when: z.optional(When),
});
export type PolicyRule = z.infer<typeof PolicyRule>;

/** A rule of the user’s own, in CEL over `record`: true passes, false fails, a fact that is not there is unknown. */
export const CustomRule = z.strictObject({
  id: z.string().check(z.regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/), z.maxLength(100)),
  title: text(200),
  expression: z.string().check(z.minLength(1), z.maxLength(10_000)),
  why: z.optional(text(2_000)),
  mend: z.optional(text(2_000)),
  severity: z.optional(Severity),
  controls: z.optional(z.array(text(100))),
  when: z.optional(When),
});
export type CustomRule = z.infer<typeof CustomRule>;

/** Blanks alone name nobody and give no reason. */
const words = (most: number) =>
  z.string().check(z.minLength(1), z.maxLength(most), z.regex(/\S/, 'must hold more than blanks'));

/** An exception for a while: a failure that it matches is waived, and stays visible. */
export const Waiver = z.strictObject({
  rule: text(100),
  scope: z.optional(
    z.extend(When, {
      people: z.optional(patterns().check(z.describe('Logins, or ids, of whoever started or re-ran the job.'))),
      subjects: z.optional(patterns().check(z.describe('What the finding is about, as the verdict names it.'))),
    }),
  ),
  owner: words(200).check(z.describe('Who answers for it.')),
  reason: words(2_000),
  approver: words(200).check(z.describe('Who allowed it.')),
  expires: z
    .union([z.iso.date(), z.iso.datetime()])
    .check(z.describe('Last day (UTC), or the moment, until which it holds.')),
});
export type Waiver = z.infer<typeof Waiver>;

const extension = () => z.string().check(z.minLength(1), z.maxLength(500));

/** What a job is judged by. `on-…` may only be stricter than the action's inputs. */
export const Policy = z.strictObject({
  version: z.literal(1),
  extends: z.optional(
    z
      .union([extension(), z.array(extension()).check(z.maxLength(10))])
      .check(z.describe('Templates by name, or one organisation’s policy as `OWNER/REPO/PATH@COMMIT`.')),
  ),
  'on-violation': z.optional(z.enum(['fail', 'warn'])),
  'on-unknown': z.optional(z.enum(['fail', 'warn', 'ignore'])),
  'on-error': z.optional(z.enum(['fail', 'warn'])),
  'fail-from': z.optional(
    z.enum(SEVERITIES).check(z.describe('Severity from which `on-violation` counts; left out, any.')),
  ),
  'production-environments': z.optional(
    patterns().check(
      z.describe('Environments in which findings weigh more; left out, those with `prod` in their names.'),
    ),
  ),
  rules: z.optional(z.array(PolicyRule).check(z.maxLength(1_000))),
  custom: z.optional(z.array(CustomRule).check(z.maxLength(100))),
  waivers: z.optional(z.array(Waiver).check(z.maxLength(500))),
});
export type Policy = z.infer<typeof Policy>;
