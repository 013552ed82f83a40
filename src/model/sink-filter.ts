import * as z from 'zod/mini';
import { Severity } from './severity.ts';

/** Which entries a sink is to get: those that fit every member that is given. */
export const SinkFilter = z.strictObject({
  phases: z.optional(
    z
      .array(
        z.enum(['start', 'checkpoint', 'end', 'collector'], 'must be start, checkpoint, end or collector'),
        'must be a list of phases',
      )
      .check(z.minLength(1, 'must name at least one phase')),
  ),
  /** Names of deployment environments, compared without regard to case. */
  environments: z.optional(
    z
      .array(z.string('must be the name of an environment'), 'must be a list of names')
      .check(z.minLength(1, 'must name at least one environment'), z.maxLength(100, 'has more than 100 names')),
  ),
  /** Only with a finding at least as bad. */
  severity: z.optional(Severity),
  /** Only with a finding at all. */
  findings: z.optional(z.literal(true, 'must be true, or left out')),
});
export type SinkFilter = z.infer<typeof SinkFilter>;
