import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareWithPipeline, compareWithRecorder } from '../../../src/core/verification/claims.ts';
import { hasGapAt, valueAt } from '../../../src/core/verification/pointer.ts';
import { sampleClaims, sampleRecord } from './sample.ts';

function failed(checks: readonly { id: string; status: string }[]): string[] {
  return checks.filter(({ status }) => status === 'failed').map(({ id }) => id);
}

describe('compareWithPipeline', () => {
  it('finds nothing wrong when the record agrees', () => {
    const checks = compareWithPipeline(sampleClaims(), sampleRecord());

    expect(checks.every(({ status }) => status === 'ok')).toBe(true);
    expect(checks.length).toBeGreaterThanOrEqual(17);
  });

  it.each([4, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23])(
    'fails when the certificate claims another value in extension %i',
    (oid) => {
      expect(failed(compareWithPipeline(sampleClaims({ [oid]: 'another' }), sampleRecord()))).not.toEqual([]);
    },
  );

  it('compares the token’s subject when the record tells it', () => {
    const record = { ...sampleRecord(), access: { oidc: { available: true, claims: { sub: 'repo:a/b:ref:c' } } } };

    expect(failed(compareWithPipeline(sampleClaims({ 24: 'repo:a/b:ref:c' }), record))).toEqual([]);
    expect(failed(compareWithPipeline(sampleClaims({ 24: 'repo:a/x:ref:c' }), record))).toEqual([
      'claim-token-subject',
    ]);
    expect(failed(compareWithPipeline(sampleClaims({ 24: 'repo:a/x:ref:c' }), sampleRecord()))).toEqual([]);
  });

  it('fails for exactly the claims that prove which job it was when the certificate claims nothing', () => {
    expect(failed(compareWithPipeline({}, sampleRecord())).sort()).toEqual([
      'claim-commit',
      'claim-job-workflow',
      'claim-repository',
      'claim-run',
    ]);
  });

  it('fails, and does not raise, when the record is any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (record) => {
        expect(failed(compareWithPipeline(sampleClaims(), record))).toContain('claim-repository');
      }),
    );
  });

  it('never says ok when the record says anything else', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.jsonValue(), fc.constant(['refs/heads/main'])), (ref) => {
        fc.pre(ref !== 'refs/heads/main');
        const record = { ...sampleRecord(), pipeline: { ...sampleRecord().pipeline, ref } };
        expect(failed(compareWithPipeline(sampleClaims(), record))).toEqual(['claim-ref']);
      }),
    );
  });
});

describe('compareWithRecorder', () => {
  it('demands every field when the recorder was outside the job', () => {
    const { recorder } = sampleRecord();
    const silent = { ...sampleRecord(), recorder: { kind: recorder.kind, version: recorder.version } };

    expect(failed(compareWithRecorder(sampleClaims(), sampleRecord(), { strict: true }))).toEqual([]);
    expect(failed(compareWithRecorder(sampleClaims(), silent, { strict: true }))).toHaveLength(4);
    expect(compareWithRecorder(sampleClaims(), silent, { strict: false })).toEqual([]);
  });
});

describe('valueAt', () => {
  it('finds what was put there when keys are escaped', () => {
    fc.assert(
      fc.property(fc.string(), fc.jsonValue(), (key, value) => {
        const pointer = `/a/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
        expect(valueAt({ a: Object.fromEntries([[key, value]]) }, pointer)).toEqual(value);
      }),
    );
  });

  it('finds nothing when the value is inherited', () => {
    expect(valueAt({}, '/constructor')).toBeUndefined();
    expect(valueAt([], '/length/x')).toBeUndefined();
  });
});

describe('hasGapAt', () => {
  it('takes a gap for a place and for all below it when it is named', () => {
    const record = { gaps: [{ pointer: '/pipeline/environment' }, { pointer: '/runner' }] };

    expect(hasGapAt(record, '/pipeline/environment')).toBe(true);
    expect(hasGapAt(record, '/runner/environment')).toBe(true);
    expect(hasGapAt(record, '/pipeline/environmentId')).toBe(false);
    expect(hasGapAt({ gaps: 'none' }, '/runner')).toBe(false);
  });
});
