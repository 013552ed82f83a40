import * as z from 'zod/mini';
import { shown } from './field.ts';
import { text } from './primitives.ts';

/** What a gate can do about a refused run, beside refusing it. */
export const ResponseKind = z.enum(['open-issue', 'fail-deployment', 'disable-workflow', 'cancel-run']);
export type ResponseKind = z.infer<typeof ResponseKind>;

/** What became of one response of a gate. */
export const Response = z.strictObject({
  kind: shown(ResponseKind, 'What was to be done'),
  dryRun: shown(z.boolean(), 'Whether it was only to be told'),
  status: shown(
    z.enum(['done', 'would', 'failed', 'asked']),
    'Whether it was done, would have been, failed, or is asked for right after the record is signed',
  ),
  target: z.optional(shown(text(300), 'What it was done to: an issue, a deployment, a workflow file, a run')),
  reason: z.optional(shown(text(500), 'Why it was done or failed, in one sentence')),
});
export type Response = z.infer<typeof Response>;
