import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isWithin, minutesOf, type OfficeHours } from '../../../../src/core/rules/time/office-hours.ts';
import { DAYS, dateBefore, dayOf, zonedTime } from '../../../../src/core/rules/time/zoned-time.ts';

const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Apia', 'Australia/Lord_Howe'];
const moments = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2090-01-01T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.getTime());
const zones = fc.constantFrom(...ZONES);
const hours: fc.Arbitrary<OfficeHours> = fc.record({
  days: fc.subarray([...DAYS], { minLength: 1 }),
  from: fc.integer({ min: 0, max: 1_439 }),
  until: fc.integer({ min: 0, max: 1_440 }),
  holidays: fc.constant([]),
});

/** The same asked of Intl in another way. */
function naively(at: number, timeZone: string) {
  const date = new Date(at);
  const [day = '', hour = '', minute = ''] = date
    .toLocaleString('en-GB', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    .split(/[ ,:]+/);
  return {
    date: date.toLocaleDateString('sv-SE', { timeZone }),
    day: day.toLowerCase(),
    minutes: Number(hour) * 60 + Number(minute),
  };
}

describe('a clock on the wall', () => {
  it('shows what Intl says in other words when it is any moment anywhere', () => {
    fc.assert(
      fc.property(moments, zones, (at, zone) => {
        expect(zonedTime(at, zone)).toEqual(naively(at, zone));
      }),
    );
  });

  it('leaves no day out when dates are counted backwards', () => {
    fc.assert(
      fc.property(moments, (at) => {
        const { date, day } = zonedTime(at, 'UTC');
        const before = dateBefore(date);
        expect(Date.parse(date) - Date.parse(before)).toBe(24 * 60 * 60 * 1_000);
        expect((DAYS.indexOf(dayOf(before)) + 1) % 7).toBe(DAYS.indexOf(day));
      }),
    );
  });
});

describe('hours', () => {
  it('hold a moment or its opposite when day and night are exchanged', () => {
    fc.assert(
      fc.property(moments, zones, hours, (at, zone, { from, until }) => {
        const there = zonedTime(at, zone);
        fc.pre(from !== until && until < 1_440);
        const day = { days: DAYS, from, until, holidays: [] };
        expect(isWithin(day, there)).toBe(!isWithin({ ...day, from: until, until: from }, there));
      }),
    );
  });

  it('belong to the day on which they began when they are a stretch of any days', () => {
    fc.assert(
      fc.property(moments, zones, hours, (at, zone, wanted) => {
        const there = zonedTime(at, zone);
        const { from, until, days } = wanted;
        const length = until > from ? until - from : until - from + 1_440;
        const today = there.minutes - from;
        const began =
          today >= 0 && today < length ? [there.date] : today + 1_440 < length ? [dateBefore(there.date)] : [];
        expect(isWithin(wanted, there)).toBe(began.some((date) => days.includes(dayOf(date))));
      }),
    );
  });

  it('are over on a holiday when every day is one', () => {
    fc.assert(
      fc.property(moments, zones, hours, (at, zone, wanted) => {
        const there = zonedTime(at, zone);
        const holidays = [there.date, dateBefore(there.date)];
        expect(isWithin({ ...wanted, holidays }, there)).toBe(false);
      }),
    );
  });

  it.each([
    ['00:00', 0],
    ['07:30', 450],
    ['23:59', 1_439],
    ['24:00', 1_440],
    ['24:01', undefined],
    ['7:30', undefined],
    ['07:60', undefined],
    ['noon', undefined],
  ])('are read as minutes when they are written as %s', (text, minutes) => {
    expect(minutesOf(text)).toBe(minutes);
  });
});
