import { describe, expect, it } from '@jest/globals';
import { deploymentIsInHours } from '../../../../src/core/rules/time/deployment-is-in-hours.ts';
import { deploymentIsNotFrozen } from '../../../../src/core/rules/time/deployment-is-not-frozen.ts';

function complaint(rule: typeof deploymentIsInHours, params: unknown): string | undefined {
  return rule.params.safeParse(params).error?.issues[0]?.message;
}

describe('params of rules on time', () => {
  it.each([
    [{ 'time-zone': 'Europe/Berlin', days: ['sat'], from: '22:00', until: '06:00', holidays: ['2028-02-29'] }],
    [{ 'time-zone': 'UTC' }],
    [{}],
  ])('are taken when they are %j', (params) => {
    expect(complaint(deploymentIsInHours, params)).toBeUndefined();
  });

  it.each([
    [{ 'time-zone': 'Europe/Atlantis' }, /IANA database, such as/],
    [{ 'time-zone': '+01:00' }, /IANA database/],
    [{ 'time-zone': '' }, /IANA database/],
    [{ from: '8:00' }, /time of day as `08:00`/],
    [{ until: '25:00' }, /time of day as `08:00`/],
    [{ holidays: ['2026-02-29'] }, /date as/],
    [{ holidays: ['25.12.2026'] }, /date as/],
    [{ holidays: ['2026-12'] }, /date as/],
    [{ days: [] }, /./],
    [{ days: ['monday'] }, /./],
    [{ zone: 'UTC' }, /./],
  ])('of hours say how to mend them when they are %j', (params, words) => {
    expect(complaint(deploymentIsInHours, params)).toMatch(words);
  });

  it.each([
    [{ from: '2026-12-24', until: '2026-12-24' }],
    [{ from: '2026-12-24T18:00:00+01:00', until: '2026-12-26', reason: 'Holidays' }],
    [{ from: '2026-12-24T18:00Z', until: '2026-12-24T19:00:00.5Z' }],
    [{ from: '2026-12-24T18:00:00+01:00', until: '2026-12-24T17:30:00Z' }],
    [{ from: '2026-12-24T18:00Z', until: '2026-12-24' }],
  ])('of freezes are taken when one is %j', (freeze) => {
    expect(complaint(deploymentIsNotFrozen, { freezes: [freeze] })).toBeUndefined();
  });

  it.each([
    [{ from: '2026-12-24', until: '2026-12-23' }, /exchange them/],
    [{ from: '2026-12-24T18:00:00Z', until: '2026-12-24T18:00:00+01:00' }, /exchange them/],
    [{ from: '2026-12-24T18:00:00Z', until: '2026-12-24T18:00:00Z' }, /exchange them/],
    [{ from: '2026-12-24T18:00:00', until: '2026-12-25' }, /with its offset/],
    [{ from: '2026-02-30T18:00:00Z', until: '2026-12-25' }, /with its offset/],
    [{ from: 'Christmas', until: '2026-12-25' }, /date as/],
    [{ from: '2026-12-24' }, /./],
  ])('of freezes say how to mend them when one is %j', (freeze, words) => {
    expect(complaint(deploymentIsNotFrozen, { freezes: [freeze] })).toMatch(words);
  });
});
