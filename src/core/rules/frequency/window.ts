import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { type Span, timeOf } from '../../history.ts';

const MINUTE = 60_000;

/** The parameters of a rule that counts. */
export function windowParams(what: string, count: number, minutes: number) {
  return {
    count: z.optional(
      z
        .int()
        .check(z.minimum(2), z.maximum(1_000), z.describe(`${what} from which it is a finding; default ${count}.`)),
    ),
    minutes: z.optional(
      z
        .int()
        .check(z.minimum(1), z.maximum(10_080), z.describe(`Minutes within which they count; default ${minutes}.`)),
    ),
  };
}

/** Newest records of the window that are looked at: whoever floods it must not make judging slow. */
const MOST_LOOKED_AT = 2_000;

/** The minutes up to the record, itself not counted, in milliseconds since 1970. */
export function windowBefore(record: AccessRecord, minutes: number): Span & { readonly from: number } {
  const until = timeOf(record);
  return { from: until - minutes * MINUTE, until, most: MOST_LOOKED_AT };
}

/** What tells one attempt of one run from others, however many jobs and matrix legs it has. */
export function attemptOf({ recordId, pipeline }: AccessRecord): string {
  return pipeline.runId === undefined ? recordId : `${pipeline.runId}/${pipeline.runAttempt ?? '1'}`;
}
