import { describe, expect, it } from '@jest/globals';
import { DoorlogError, type ErrorCode } from '../../src/errors.ts';
import type { Alarm, IssueDesk } from '../../src/ports/alerts.ts';
import { baseRecord } from '../support/base-record.ts';
import { channelOf, messageOf } from './messages.ts';

const ALARM: Alarm = {
  message: messageOf(),
  issue: {
    fingerprint: messageOf().fingerprint,
    finding: { rule: 'a-rule', result: 'fail', severity: 'high', message: 'Something.', evidence: [] },
    about: { rule: 'a-rule', scope: {} },
    record: baseRecord(),
  },
};

function channelWith(changes: Partial<IssueDesk>) {
  const issues: IssueDesk = { follow: async () => 7, isOpen: async () => false, ...changes };
  return channelOf({ type: 'github-issue' }, { issues });
}

function refusing(code: ErrorCode) {
  return channelWith({ follow: () => Promise.reject(new DoorlogError(code, 'GitHub’s API refused it (POST /cnry).')) });
}

const signal = () => AbortSignal.timeout(5_000);

describe('an issue for a finding', () => {
  it('is followed by its alert when a finding is told', async () => {
    const followed: unknown[] = [];
    const channel = await channelWith({
      async follow(alert) {
        followed.push(alert);
        return 7;
      },
    });
    expect(await channel.tell(ALARM, signal())).toEqual({ status: 'sent' });
    expect(followed).toEqual([ALARM.issue]);
  });

  it.each([
    ['api-denied', 'failed', /issues: write/],
    ['api-not-found', 'failed', /issues: write/],
    ['api-rate-limited', 'pending', /rate limit/],
    ['http-connection', 'pending', /GitHub’s API failed/],
  ] as const)('says what it takes when GitHub answers %s', async (code, status, words) => {
    const outcome = await (await refusing(code)).tell(ALARM, signal());
    expect(outcome).toMatchObject({ status, reason: expect.stringMatching(words) });
    expect(JSON.stringify(outcome)).not.toContain('cnry');
  });

  it('is pending when the time is over', async () => {
    const channel = await refusing('http-timeout');
    expect(await channel.tell(ALARM, AbortSignal.abort())).toMatchObject({
      status: 'pending',
      reason: expect.stringMatching(/in time/),
    });
  });

  it('is not opened when the alarm is a test', async () => {
    const channel = await channelWith({});
    expect((await channel.tell({ message: messageOf({ test: true }) }, signal())).status).toBe('failed');
  });

  it('counts as told by somebody else only when it is open', async () => {
    const open = await channelWith({ isOpen: async () => true });
    const unseen = await channelWith({ isOpen: () => Promise.reject(new Error('x')) });
    expect(await open.isTold?.(ALARM, signal())).toBe(true);
    expect(await unseen.isTold?.(ALARM, signal())).toBe(false);
  });

  it('can’t be configured where there is no repository when the command line asks for one', async () => {
    await expect(channelOf({ type: 'github-issue' })).rejects.toThrow(/in a job on GitHub only/);
  });
});
