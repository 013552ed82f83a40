import { DoorlogError } from '../errors.ts';

/** The moment that an option gives, as a date or a full time in RFC 3339; a date is its beginning in UTC. Raises `usage`. */
export function timeOption(option: string, text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = new Date(isTime ? text : Number.NaN);
  if (!Number.isNaN(time.getTime())) return time;
  throw new DoorlogError('usage', `Option ${option} must be a date or a time, as 2026-03-31 or 2026-03-31T12:00:00Z.`);
}

/** The whole number that an option gives, up to 100,000. Raises `usage`. */
export function wholeNumber(option: string, text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new DoorlogError('usage', `Option ${option} must be a whole number.`);
}
