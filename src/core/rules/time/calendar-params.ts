import * as z from 'zod/mini';
import { isTimeZone } from './zoned-time.ts';

/** Name of a time zone, as a rule's parameter. */
export function timeZone() {
  return z
    .string()
    .check(
      z.maxLength(100),
      z.refine(isTimeZone, 'give the time zone by its name in the IANA database, such as `Europe/Berlin` or `UTC`'),
      z.describe('Time zone by its name in the IANA database, such as `Europe/Berlin`; default `UTC`.'),
    );
}

const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a date that there is. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Whether a text is a moment with its offset (RFC 3339); seconds may be left out. */
export function isMoment(text: string): boolean {
  const [, date] = MOMENT.exec(text) ?? [];
  return date !== undefined && isDate(date) && !Number.isNaN(Date.parse(text));
}
