import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkTime, checkWithin } from '../../../src/core/verification/consistency.ts';
import { sampleRecord } from './sample.ts';

const HEAD = '1'.repeat(40);

function statuses(record: unknown): Record<string, string> {
  return Object.fromEntries(checkWithin(record).map(({ id, status }) => [id, status]));
}

function withPipeline(changes: Record<string, unknown>, commit?: string) {
  const record = sampleRecord();
  return {
    ...record,
    pipeline: { ...record.pipeline, ...changes },
    source: { commit: commit ?? record.source.commit },
  };
}

describe('checkWithin', () => {
  it('holds when page and commit follow from the run, with or without the attempt', () => {
    expect(statuses(sampleRecord())).toEqual({ 'run-url': 'ok', 'source-commit': 'ok' });
    const runUrl = 'https://github.com/octo-org/octo-repo/actions/runs/3003';
    expect(statuses(withPipeline({ runUrl }))).toEqual({ 'run-url': 'ok', 'source-commit': 'ok' });
  });

  it.each([
    'https://github.com/octo-org/octo-repo/actions/runs/3003/attempts/1',
    'https://github.com/octo-org/octo-repo/actions/runs/4004',
    'https://evil.example/octo-org/octo-repo/actions/runs/3003/attempts/2',
    'https://github.com/octo-org/octo-repo/actions/runs/3003/attempts/2?x',
    '',
  ])('fails when the page of the run is %j', (runUrl) => {
    expect(statuses(withPipeline({ runUrl }))).toMatchObject({ 'run-url': 'failed' });
  });

  it('takes the head of the pull request when there is one, and no other commit', () => {
    const pullRequest = { number: '7', headSha: HEAD };
    expect(statuses(withPipeline({ pullRequest }, HEAD))).toMatchObject({ 'source-commit': 'ok' });
    expect(statuses(withPipeline({}, HEAD))).toMatchObject({ 'source-commit': 'failed' });
    expect(statuses(withPipeline({ pullRequest }, '2'.repeat(40)))).toMatchObject({ 'source-commit': 'failed' });
  });

  it('says nothing of what the record does not say', () => {
    expect(checkWithin({})).toEqual([]);
  });

  it('does not raise when the record is any JSON', () => {
    fc.assert(fc.property(fc.jsonValue(), (record) => void checkWithin(record)));
  });
});

describe('checkTime', () => {
  const signedAt = new Date('2026-01-02T03:00:00.000Z');
  const at = (end: unknown) => checkTime({ observedAt: { end } }, signedAt).status;

  it.each([
    ['2026-01-02T03:00:00.000Z', 'ok'],
    ['2026-01-02T02:45:00.000Z', 'ok'],
    ['2026-01-02T03:05:00.000Z', 'ok'],
    ['2026-01-02T02:44:59.999Z', 'failed'],
    ['2026-01-02T03:05:00.001Z', 'failed'],
    ['yesterday', 'failed'],
    [1, 'failed'],
    [undefined, 'failed'],
  ])('for %j is %s when the signature is of 03:00', (end, status) => {
    expect(at(end)).toBe(status);
  });
});
