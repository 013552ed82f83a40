import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import type { RuleResult, Verdict } from '../../src/model/verdict.ts';
import { type AlertInput, type AlertPorts, raiseAlerts } from '../../src/pipeline/raise-alerts.ts';
import type { AlarmOutcome, AlertChannel, AlertClaims, AlertMessage } from '../../src/ports/alerts.ts';
import { baseRecord } from '../support/base-record.ts';

const print = (letter: string) => letter.repeat(64);

function found(rule: string, letter: string, severity: RuleResult['severity'] = 'high'): RuleResult {
  return { rule, result: 'fail', severity, message: `${rule} failed.`, evidence: [], fingerprint: print(letter) };
}

function verdictOf(...results: RuleResult[]): Verdict {
  return {
    policy: { origin: 'repository' },
    mode: 'enforce',
    onViolation: 'fail',
    onUnknown: 'warn',
    onError: 'warn',
    verdict: 'fail',
    results,
  };
}

interface FakeChannel extends AlertChannel {
  readonly told: AlertMessage[];
}

function channelOf(name: string, changes: Partial<AlertChannel> = {}): FakeChannel {
  const told: AlertMessage[] = [];
  return {
    name,
    filter: { severity: 'low' },
    mark: (text) => createHash('sha256').update(text).digest('hex').slice(0, 16),
    async tell({ message }) {
      told.push(message);
      return { status: 'sent' };
    },
    told,
    ...changes,
  };
}

const hangs = { tell: () => new Promise<AlarmOutcome>(() => undefined) };

/** What all jobs of a run share. */
function sharedClaims(): AlertClaims & { readonly names: Map<string, Readonly<Record<string, string>>> } {
  const names = new Map<string, Readonly<Record<string, string>>>();
  return {
    names,
    async claim(name, files) {
      if (names.has(name)) return { status: 'taken' };
      names.set(name, files);
      return { status: 'ours', kept: Promise.resolve() };
    },
  };
}

function raise(ports: Partial<AlertPorts>, changes: Partial<AlertInput> = {}) {
  const input = { record: baseRecord(), verdict: verdictOf(found('a', 'a'), found('b', 'b')), timeout: 2_000 };
  return raiseAlerts({ channels: [], ...ports }, { ...input, ...changes });
}

function startWith(...results: RuleResult[]): AccessRecord {
  return { ...baseRecord(), policy: verdictOf(...results) };
}

describe('raiseAlerts', () => {
  it('tells every channel of what it wants to know when findings are new', async () => {
    const all = channelOf('all');
    const some = channelOf('some', { filter: { severity: 'low', rules: ['b'] } });
    const { notices, told, missed } = await raise({ channels: [all, some] });
    expect(all.told.map(({ rule }) => rule)).toEqual(['a', 'b']);
    expect(some.told.map(({ rule }) => rule)).toEqual(['b']);
    expect(notices.map(({ channel, status }) => [channel, status])).toEqual([
      ['all', 'sent'],
      ['all', 'sent'],
      ['some', 'sent'],
    ]);
    expect(told).toHaveLength(3);
    expect(missed).toEqual([]);
  });

  it('tells each of a run’s jobs’ findings once, and keeps what was told, when they can agree', async () => {
    const claims = sharedClaims();
    const channel = channelOf('slack');
    const jobs = ['build', 'test', 'deploy'].map((job) => baseRecord({ set: { '/pipeline/job': job } }));
    const raised = await Promise.all(jobs.map((record) => raise({ channels: [channel], claims }, { record })));
    expect(channel.told.map(({ rule }) => rule).sort()).toEqual(['a', 'b']);
    expect(raised.flatMap(({ missed }) => missed)).toEqual([]);
    const statuses = raised.flatMap(({ notices }) => notices.map(({ status }) => status)).sort();
    expect(statuses).toEqual(['elsewhere', 'elsewhere', 'elsewhere', 'elsewhere', 'sent', 'sent']);
    const kept = [...claims.names.values()].map((files) => JSON.parse(files['alert.json'] ?? ''));
    expect(kept).toEqual(expect.arrayContaining(channel.told));
    for (const name of claims.names.keys()) expect(name).toMatch(/^doorlog-alert-[0-9a-f]{16}$/);
  });

  it('tells again when the run is attempted again', async () => {
    const claims = sharedClaims();
    const channel = channelOf('slack');
    for (const attempt of ['1', '2']) {
      const record = baseRecord({ set: { '/pipeline/runAttempt': attempt } });
      await raise({ channels: [channel], claims }, { record, verdict: verdictOf(found('a', 'a')) });
    }
    expect(channel.told).toHaveLength(2);
  });

  it.each([
    ['can’t be told', async () => ({ status: 'unknown' }) as const],
    ['never ends', () => new Promise<never>(() => undefined)],
  ])('tells all the same when a claim %s', async (_, claim) => {
    const channel = channelOf('slack');
    await raise({ channels: [channel], claims: { claim } }, { timeout: 400 });
    expect(channel.told.length).toBeGreaterThan(0);
  });

  it('believes that another job tells only what can be seen to be told when a channel can look', async () => {
    const claims: AlertClaims = { claim: async () => ({ status: 'taken' }) };
    const isTold: AlertChannel['isTold'] = async ({ message }) => message.rule === 'a';
    const channel = channelOf('issues', { isTold });
    const { notices } = await raise({ channels: [channel], claims });
    expect(channel.told.map(({ rule }) => rule)).toEqual(['b']);
    expect(notices.map(({ status }) => status)).toEqual(['elsewhere', 'sent']);
  });

  it('tells at the end only what the start did not, and claims nothing twice', async () => {
    const claims = sharedClaims();
    const broken = channelOf('slack', {
      tell: async () => ({ status: 'pending', reason: 'it is out of order (503)' }),
    });
    const start = startWith(found('a', 'a'), found('b', 'b'));
    const atStart = await raise({ channels: [broken], claims }, { verdict: verdictOf(found('a', 'a')) });
    expect(atStart.told).toEqual([{ fingerprint: print('a'), channel: 'slack', sent: false }]);
    const channel = channelOf('slack');
    const before = { start, told: [...atStart.told, { fingerprint: print('b'), channel: 'slack', sent: true }] };
    const verdict = verdictOf(found('a', 'a'), found('b', 'b'), found('c', 'c'));
    const { notices } = await raise({ channels: [channel], claims }, { verdict, before });
    expect(notices.map(({ rule, status }) => [rule, status])).toEqual([
      ['a', 'sent'],
      ['b', 'known'],
      ['c', 'sent'],
    ]);
  });

  it('is not silenced when somebody writes findings into the state that the start did not have', async () => {
    const channel = channelOf('slack');
    const told = [{ fingerprint: print('b'), channel: 'slack', sent: true }];
    await raise({ channels: [channel] }, { before: { told, start: startWith(found('a', 'a')) } });
    expect(channel.told.map(({ rule }) => rule)).toEqual(['a', 'b']);
  });

  it('says once for each channel what was missed and why when nothing gets through', async () => {
    const tell = async (): Promise<AlarmOutcome> => ({ status: 'failed', reason: 'the webhook was removed' });
    const fine = channelOf('fine');
    const { missed } = await raise({ channels: [channelOf('slack', { tell }), fine] });
    expect(missed).toEqual([
      {
        kind: 'service',
        code: 'delivery-failed',
        message: '2 alerts did not get through to “slack”: the webhook was removed.',
      },
    ]);
    expect(fine.told).toHaveLength(2);
  });

  it('ends in time, and tells the other channels, when one hangs', async () => {
    const fine = channelOf('fine');
    const { notices } = await raise({ channels: [channelOf('slack', hangs), fine] }, { timeout: 100 });
    expect(notices.map(({ channel, status }) => `${channel} ${status}`)).toEqual([
      'slack pending',
      'slack pending',
      'fine sent',
      'fine sent',
    ]);
  });

  it('ends when the run is cancelled', async () => {
    const { missed } = await raise({ channels: [channelOf('slack', hangs)] }, { signal: AbortSignal.abort() });
    expect(missed).toHaveLength(1);
  });

  it('tells the worst twenty and says so when there are more', async () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      found(`rule-${index}`, 'a', index === 29 ? 'critical' : 'high'),
    ).map((result, index) => ({ ...result, fingerprint: String(index).padStart(64, '0') }));
    const channel = channelOf('slack');
    const { missed } = await raise({ channels: [channel] }, { verdict: verdictOf(...many) });
    expect(channel.told).toHaveLength(20);
    expect(channel.told[0]?.rule).toBe('rule-29');
    expect(missed.map(({ message }) => message)).toEqual([
      'At the alert channel “slack”, only the worst 20 of 30 findings are told at once.',
    ]);
  });

  it('names a rule that nobody knows at the first look only', async () => {
    const channels = [channelOf('slack', { filter: { severity: 'low', rules: ['approver-is-not-initator'] } })];
    const { problems } = await raise({ channels });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/rules\[0\] of “slack” .* Did you mean “approver-is-not-initiator”\?$/),
    ]);
    const again = await raise({ channels }, { before: { told: [], start: baseRecord() } });
    expect(again.problems).toEqual([]);
  });
});
