import { describe, expect, it } from '@jest/globals';
import { cloudKeyIsShortLived } from '../../../../src/core/rules/token/cloud-key-is-short-lived.ts';
import type { GapReason } from '../../../../src/model/access-record.ts';
import { baseRecord } from '../../../support/base-record.ts';

function judged(reason: GapReason) {
  const seen = baseRecord({
    set: {
      '/access/cloud': [
        {
          provider: 'aws',
          kind: 'assumed-role',
          shortLived: true,
          source: 'cloud',
          observedAt: '2026-11-18T10:07:00.000Z',
        },
      ],
    },
  });
  const gap = { pointer: '/access/cloud', reason, needed: 'a checkpoint step' };
  return cloudKeyIsShortLived.judge({ ...seen, gaps: [gap] }, { params: {} });
}

describe('cloud-key-is-short-lived', () => {
  it('is unknown when one of several clouds could not be seen', () => {
    expect(judged('not-asked')).toMatchObject({ result: 'unknown', reason: 'not-seen', evidence: ['/access/cloud'] });
  });

  it('passes when all that is missing is what such identities don’t have', () => {
    expect(judged('not-applicable')).toMatchObject({ result: 'pass' });
  });
});
