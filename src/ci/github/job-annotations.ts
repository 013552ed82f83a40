import * as z from 'zod/mini';
import type { JobInterruption } from '../../ports.ts';

/** One page of what is said at a check run. */
export const Annotations = z.array(
  z.object({ annotation_level: z.nullish(z.string()), message: z.nullish(z.string()) }),
);

/** GitHub’s own sentences about a job that did not come to its own end. */
const SENTENCES: readonly (readonly [RegExp, JobInterruption])[] = [
  [/exceeded the maximum execution time/i, 'timed-out'],
  [/lost communication with the server/i, 'evicted'],
  [/runner has received a shutdown signal/i, 'evicted'],
];

/**
 * What the annotations of a job say about its end. A step can write the same sentences, so that alone they prove nothing;
 * undefined where none is there.
 */
export function interruptionIn(annotations: z.infer<typeof Annotations>): JobInterruption | undefined {
  const failures = annotations.filter(({ annotation_level: level }) => level === 'failure');
  return SENTENCES.find(([sentence]) => failures.some(({ message }) => sentence.test(message ?? '')))?.[1];
}
