import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHistory } from '../../../../src/core/history.ts';
import { elevationInHistory } from '../../../../src/core/rules/identity/elevation.ts';
import type { AccessRecord } from '../../../../src/model/access-record.ts';
import { baseRecord } from '../../../support/base-record.ts';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-18T10:00:00.000Z');
const WINDOW = { from: NOW - 1_000 * MINUTE, until: NOW };
const base = baseRecord();
const alice = { login: 'alice', id: '1001', permission: 'write' as const };

function jobAt(minutesAgo: number, permission: 'read' | 'write'): AccessRecord {
  const end = new Date(NOW - minutesAgo * MINUTE).toISOString();
  return { ...base, observedAt: { end }, people: { initiator: { ...alice, permission } } };
}

describe('rights that rose once', () => {
  it('are found wherever they rose when records tell the window from the time before', () => {
    const ages = fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(ages, fc.integer({ min: 0, max: 3_000 }), (minutes, rose) => {
        const history = createHistory(minutes.map((ago) => jobAt(ago, ago > rose ? 'read' : 'write')));
        const lower = minutes.filter((ago) => ago > rose);
        const lowerWithin = lower.some((ago) => ago <= 1_000);
        const higherBefore = minutes.some((ago) => ago > 1_000 && ago <= rose);
        const expected = lowerWithin
          ? 'raised'
          : higherBefore
            ? 'settled'
            : lower.length > 0
              ? 'not-certain'
              : 'learning';
        expect(elevationInHistory(alice, history, WINDOW)).toBe(expected);
      }),
    );
  });
});
