import * as z from 'zod/mini';
import { shown } from './field.ts';
import { text } from './primitives.ts';

/** A step that a refused start does not hold back, or that runs before it. */
const UnguardedStep = z.strictObject({
  line: shown(z.number(), 'Line of the step in the workflow file'),
  reason: shown(
    z.enum(['condition', 'pre-runs-first']),
    'Its condition holds after a failure, or its pre runs before ours',
  ),
});

/** How the audit step itself is built into the job. */
export const Enforcement = z.strictObject({
  file: shown(text(), 'Workflow file that holds the job'),
  line: shown(z.number(), 'Line of the audit step'),
  position: shown(z.number(), 'Place of the audit step among the steps of the job, from 0'),
  continueOnError: shown(z.enum(['no', 'yes', 'expression']), 'Whether a failing audit step is passed over'),
  unguardedSteps: z.array(UnguardedStep),
});
export type Enforcement = z.infer<typeof Enforcement>;
