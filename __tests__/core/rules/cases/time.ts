import type { RuleCases } from './case.ts';

const at = (start: string) => ({ '/observedAt/start': start });
const berlin = { 'time-zone': 'Europe/Berlin' };
const LOOKED_ONCE = { pointer: '/observedAt/start', reason: 'not-applicable', needed: 'a second look' };
const LOST = { pointer: '/observedAt/start', reason: 'state-invalid', needed: 'the state that the start left' };
const night = { days: ['fri'], from: '22:00', until: '06:00' };

/** Cases of the group’s rules by the rules’ ids. */
export const timeCases: Readonly<Record<string, RuleCases>> = {
  'deployment-is-in-hours': {
    pass: [
      { name: 'it is a Wednesday’s morning', says: /wed, 2026-11-18, 10:05 \(UTC\)/ },
      { name: 'the first minute has begun', set: at('2026-11-18T08:00:00.000Z') },
      { name: 'the last second is not over', set: at('2026-11-18T17:59:59.999Z') },
      {
        name: 'the job ended late',
        set: { ...at('2026-11-18T17:59:00.000Z'), '/observedAt/end': '2026-11-18T20:00:00.000Z' },
      },
      { name: 'it is nine in Berlin’s summer', set: at('2026-07-01T06:00:00.000Z'), params: berlin },
      { name: 'hours go past midnight from a Friday', set: at('2026-11-21T05:59:00.000Z'), params: night },
      { name: 'hours begin on a Friday’s evening', set: at('2026-11-20T22:00:00.000Z'), params: night },
      {
        name: 'the policy allows all day',
        set: at('2026-11-18T23:30:00.000Z'),
        params: { from: '00:00', until: '24:00' },
      },
      { name: 'the holiday is another day', params: { holidays: ['2026-12-25'] } },
      { name: 'the job deploys to no environment', base: 'ci', set: at('2026-11-21T03:00:00.000Z') },
      {
        name: 'a gate looked once, within hours',
        remove: ['/observedAt/start'],
        set: { '/gaps/-': LOOKED_ONCE },
      },
      {
        name: 'hours that end when they begin are a whole day’s',
        set: at('2026-11-21T07:59:00.000Z'),
        params: { days: ['fri'], from: '08:00', until: '08:00' },
      },
      {
        name: 'a checkpoint looked once, within hours',
        remove: ['/observedAt/start'],
        set: { '/phase': 'checkpoint', '/gaps/-': LOST },
      },
    ],
    fail: [
      { name: 'it is a Saturday', set: at('2026-11-21T10:00:00.000Z'), says: /sat, 2026-11-21/ },
      { name: 'it is early', set: at('2026-11-18T07:59:59.000Z') },
      { name: 'the last hour is over', set: at('2026-11-18T18:00:00.000Z') },
      {
        name: 'it is seven in Berlin’s winter',
        set: at('2026-11-18T06:00:00.000Z'),
        params: berlin,
        says: /07:00 \(Europe/,
      },
      { name: 'it is a holiday', params: { holidays: ['2026-11-18'] } },
      { name: 'the night before was a Thursday’s', set: at('2026-11-20T05:00:00.000Z'), params: night },
      {
        name: 'the evening before was a holiday’s',
        set: at('2026-11-21T05:00:00.000Z'),
        params: { ...night, holidays: ['2026-11-20'] },
      },
      { name: 'a night’s hours are over', set: at('2026-11-21T06:00:00.000Z'), params: night },
      {
        name: 'a gate looked once, out of hours',
        remove: ['/observedAt/start'],
        set: { '/observedAt/end': '2026-11-21T06:00:00.000Z', '/gaps/-': LOOKED_ONCE },
        says: /sat/,
      },
    ],
    unknown: [
      { name: 'no time is known', remove: ['/observedAt/start', '/observedAt/end'] },
      { name: 'the start is lost', remove: ['/observedAt/start'], set: { '/gaps/-': LOST }, says: /observedAt\/start/ },
      {
        name: 'the environment was not seen',
        base: 'deploy',
        set: {
          '/phase': 'checkpoint',
          '/gaps': [{ pointer: '/pipeline/environment', reason: 'not-asked', needed: 'the end' }],
        },
        remove: ['/pipeline/environment'],
      },
    ],
  },

  'deployment-is-not-frozen': {
    pass: [
      { name: 'there is no freeze' },
      { name: 'the freeze is over', params: { freezes: [{ from: '2026-11-01', until: '2026-11-17' }] } },
      { name: 'the freeze begins tomorrow', params: { freezes: [{ from: '2026-11-19', until: '2026-11-30' }] } },
      {
        name: 'the freeze ends at that very moment',
        params: { freezes: [{ from: '2026-11-18T08:00:00Z', until: '2026-11-18T11:05:12+01:00' }] },
      },
      {
        name: 'the job deploys to no environment',
        base: 'ci',
        params: { freezes: [{ from: '2026-01-01', until: '2026-12-31' }] },
      },
      {
        name: 'it is the next day there',
        set: at('2026-11-18T23:30:00.000Z'),
        params: { ...berlin, freezes: [{ from: '2026-11-18', until: '2026-11-18' }] },
      },
      {
        name: 'the freeze begins later that day',
        params: { freezes: [{ from: '2026-11-18T12:00:00Z', until: '2026-11-18T18:00:00Z' }] },
      },
    ],
    fail: [
      {
        name: 'it is the last day of one of the freezes',
        params: {
          freezes: [
            { from: '2026-08-01', until: '2026-08-02' },
            { from: '2026-11-01', until: '2026-11-18', reason: 'Sale' },
          ],
        },
        says: /from 2026-11-01 until 2026-11-18\./,
      },
      { name: 'it is the first day', params: { freezes: [{ from: '2026-11-18', until: '2026-11-30' }] } },
      {
        name: 'the freeze begins at that very moment',
        params: { freezes: [{ from: '2026-11-18T10:05:12Z', until: '2026-11-18T18:00:00Z' }] },
      },
      {
        name: 'it is still the last day there',
        set: at('2026-11-19T04:30:00.000Z'),
        params: { 'time-zone': 'America/New_York', freezes: [{ from: '2026-11-18', until: '2026-11-18' }] },
      },
    ],
    unknown: [
      { name: 'no time is known', remove: ['/observedAt/start', '/observedAt/end'] },
      {
        name: 'the environment was not seen',
        set: {
          '/phase': 'checkpoint',
          '/gaps': [{ pointer: '/pipeline/environment', reason: 'not-asked', needed: 'the end' }],
        },
        remove: ['/pipeline/environment'],
      },
    ],
  },
};
