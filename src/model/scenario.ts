import * as z from 'zod/mini';
import { AuditEvent } from './audit-event.ts';
import { pointer, text } from './primitives.ts';
import { Roster } from './roster.ts';

/** Changes to the facts of a job by JSON Pointer; `-` at the end of a pointer adds to a list. */
const Changes = z.strictObject({
  set: z.optional(z.record(pointer(), z.unknown())),
  remove: z.optional(z.array(pointer())),
});
export type Changes = z.infer<typeof Changes>;

/** One job: a base, what differs from it all along, and what differs at its end only. */
export const StagedJob = z.extend(Changes, {
  base: text(300).check(
    z.describe('Name of a job under `scenarios/bases`, or a file with an access record, as `./FILE`.'),
  ),
  end: z.optional(Changes),
});
export type StagedJob = z.infer<typeof StagedJob>;

/** A job that came before, or several like it. */
export const EarlierJob = z.extend(StagedJob, {
  ago: z
    .string()
    .check(z.regex(/^[1-9]\d{0,5}[smhd]$/), z.describe('How long before the job: `90s`, `10m`, `12h`, `30d`.')),
  times: z.optional(
    z
      .int()
      .check(
        z.minimum(1),
        z.maximum(1_000),
        z.describe('How many jobs like it, `{n}` in what they set being the number of each; default 1.'),
      ),
  ),
  every: z.optional(
    z.string().check(z.regex(/^[1-9]\d{0,5}[smhd]$/), z.describe('How far apart they are; default `1m`.')),
  ),
  phase: z.optional(
    z
      .enum(['start', 'end'])
      .check(z.describe('`start` for a job whose end is missing; left out, there are its start and its end.')),
  ),
});
export type EarlierJob = z.infer<typeof EarlierJob>;

/** Everything that is known when the job is judged. */
export const Staging = z.strictObject({
  at: z.optional(z.iso.datetime().check(z.describe('When the job ran; left out, as its base says.'))),
  job: StagedJob,
  history: z.optional(z.array(EarlierJob)),
  roster: z.optional(Roster),
  auditLog: z.optional(z.array(AuditEvent)),
});
export type Staging = z.infer<typeof Staging>;

/**
 * The same with the one fact changed back: `set` and `remove` come on top of the attack's job, and each other part that
 * is given takes the place of the attack's.
 */
export const Harmless = z.extend(Changes, {
  at: Staging.shape.at,
  job: z.optional(StagedJob),
  end: z.optional(Changes),
  history: Staging.shape.history,
  roster: Staging.shape.roster,
  auditLog: Staging.shape.auditLog,
});
export type Harmless = z.infer<typeof Harmless>;

/** An incident or threat as a file that can be staged against a policy, with the harmless case beside it. */
export const Scenario = z.strictObject({
  version: z.literal(1),
  title: text(200),
  kind: z
    .enum(['job', 'runs', 'org'])
    .check(z.describe('Whether one record shows it, several, or only the organisation’s audit log.')),
  incident: z.optional(text(2_000).check(z.describe('What happened, and where it is told.'))),
  rules: z.array(text(100)).check(z.minLength(1), z.describe('Rules of which at least one has to find it.')),
  params: z.optional(
    z
      .record(z.string(), z.record(z.string(), z.unknown()))
      .check(z.describe('What to give rules by their ids, where the policy leaves their parameters as they are.')),
  ),
  attack: Staging,
  harmless: z.optional(
    Harmless.check(z.describe('What differs where nothing is wrong: none of the rules finds anything then.')),
  ),
});
export type Scenario = z.infer<typeof Scenario>;
