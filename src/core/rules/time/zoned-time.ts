/** Days of a week that begins on Monday. */
export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];

/** What calendar and clock of a time zone show. */
export interface ZonedTime {
  /** As `2026-12-24`. */
  readonly date: string;
  readonly day: Day;
  /** Minutes since midnight. */
  readonly minutes: number;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** What a clock on the wall shows at a moment, in milliseconds since 1970. Raises RangeError for an unknown zone. */
export function zonedTime(at: number, timeZone: string): ZonedTime {
  if (timeZone === 'UTC') {
    const there = new Date(at);
    const date = there.toISOString().slice(0, 10);
    return { date, day: dayOf(date), minutes: there.getUTCHours() * 60 + there.getUTCMinutes() };
  }
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(at)) parts[type] = value;
  const { year = '', month = '', day = '', hour = '', minute = '' } = parts;
  const date = `${year.padStart(4, '0')}-${month}-${day}`;
  return { date, day: dayOf(date), minutes: Number(hour) * 60 + Number(minute) };
}

/** The day of the week of a date in the calendar. */
export function dayOf(date: string): Day {
  return DAYS[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7] ?? 'mon';
}

/** The date before a date. */
export function dateBefore(date: string): string {
  const midnight = new Date(`${date}T00:00:00Z`);
  midnight.setUTCDate(midnight.getUTCDate() - 1);
  return midnight.toISOString().slice(0, 10);
}

/** Whether the time zone database knows a name; an offset is none, because it knows no summer. */
export function isTimeZone(name: string): boolean {
  // Loading the database takes longer than a hook may for all its judging.
  if (name === 'UTC') return true;
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    formatterOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Making one takes longer than all that is asked of it. */
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}
