import { type Day, dateBefore, dayOf, type ZonedTime } from './zoned-time.ts';

/** When deployments are wanted: a stretch of hours on some days, which may go on past midnight. */
export interface OfficeHours {
  readonly days: readonly Day[];
  /** Minutes since midnight. */
  readonly from: number;
  /** Minutes since midnight, no longer within; not after `from` where it is the next morning's. */
  readonly until: number;
  /** Dates of days on which it does not begin. */
  readonly holidays: readonly string[];
}

/** Whether a clock on the wall shows a time within; what began in the evening belongs to that day until it ends. */
export function isWithin({ days, from, until, holidays }: OfficeHours, { date, minutes }: ZonedTime): boolean {
  const begins = (start: string) => days.includes(dayOf(start)) && !holidays.includes(start);
  if (from < until) return minutes >= from && minutes < until && begins(date);
  return (minutes >= from && begins(date)) || (minutes < until && begins(dateBefore(date)));
}

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** Minutes since midnight of a time as `07:30`, up to `24:00`; undefined for anything else. */
export function minutesOf(time: string): number | undefined {
  if (time === '24:00') return 24 * 60;
  const [, hours, minutes] = TIME.exec(time) ?? [];
  return hours === undefined ? undefined : Number(hours) * 60 + Number(minutes);
}
