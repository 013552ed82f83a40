import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareWithPipeline, compareWithRecorder, isIncomplete } from '../../../src/core/verification/claims.ts';
import { hasGapAt, valueAt } from '../../../src/core/verification/pointer.ts';
import { compareWithToken } from '../../../src/core/verification/token-claims.ts';
import { sampleClaims, sampleRecord, TOKEN, withToken } from './sample.ts';

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

/** The sample without one field of its pipeline or runner, and with a gap there or at what holds it. */
function withGap(field: string, gapAt = field): unknown {
  const record = structuredClone(sampleRecord());
  const [, section = '', member = ''] = field.split('/');
  Reflect.deleteProperty(Object(Reflect.get(record, section)), member);
  record.gaps.push({ pointer: gapAt, reason: 'not-available', needed: 'a runner that says it' });
  return record;
}

describe('a record that owns up to a gap where the certificate claims something', () => {
  it.each([
    ['/pipeline/server', 'claim-repository'],
    ['/pipeline/repository', 'claim-repository'],
    ['/pipeline/repositoryId', 'claim-repository-id'],
    ['/pipeline/repositoryOwnerId', 'claim-owner-id'],
    ['/pipeline/workflowRef', 'claim-workflow'],
    ['/pipeline/jobWorkflowRef', 'claim-job-workflow'],
    ['/pipeline/sha', 'claim-commit'],
    ['/pipeline/ref', 'claim-ref'],
    ['/pipeline/event', 'claim-event'],
    ['/pipeline/runId', 'claim-run'],
    ['/pipeline/runAttempt', 'claim-run'],
    ['/pipeline/environment', 'claim-environment'],
  ])('fails all the same when it is %s', (field, id) => {
    expect(failed(compareWithPipeline(sampleClaims(), withGap(field)))).toContain(id);
    expect(failed(compareWithPipeline(sampleClaims(), withGap(field, '/pipeline')))).toContain(id);
  });

  it.each([
    ['/pipeline/workflowSha', 'claim-workflow-commit'],
    ['/pipeline/jobWorkflowSha', 'claim-job-workflow-commit'],
    ['/pipeline/visibility', 'claim-visibility'],
    ['/runner/environment', 'claim-runner'],
  ])('is not compared when it is %s, and fails when the gap is at what holds it', (field, id) => {
    const checks = compareWithPipeline(sampleClaims(), withGap(field));
    expect(failed(checks)).toEqual([]);
    expect(checks.find((check) => check.id === id)?.status).toBe('not-checked');
    expect(isIncomplete(checks)).toBe(false);
    const holder = field.split('/').slice(0, 2).join('/');
    expect(failed(compareWithPipeline(sampleClaims(), withGap(field, holder)))).toEqual([id]);
  });
});

describe('isIncomplete', () => {
  it.each([14, 15, 17, 18, 20])('is true when the certificate does not claim extension %i', (oid) => {
    const checks = compareWithPipeline(sampleClaims({ [oid]: undefined }), sampleRecord());
    expect(failed(checks)).toEqual([]);
    expect(isIncomplete(checks)).toBe(true);
  });

  it.each([10, 11, 16, 19, 22, 23])('is false when the certificate does not claim extension %i', (oid) => {
    expect(isIncomplete(compareWithPipeline(sampleClaims({ [oid]: undefined }), sampleRecord()))).toBe(false);
  });
});

describe('compareWithToken', () => {
  it('says nothing when the record holds no claims of the token', () => {
    expect(compareWithToken(sampleClaims(), sampleRecord())).toEqual([]);
  });

  it('says one thing when all claims agree', () => {
    const checks = compareWithToken(sampleClaims({ 24: TOKEN.sub }), withToken({}));
    expect(checks).toMatchObject([{ id: 'token-claims', status: 'ok', detail: expect.stringContaining('18') }]);
  });

  it.each(Object.keys(TOKEN))('fails when %s is another than in the certificate', (name) => {
    const checks = compareWithToken(sampleClaims({ 24: TOKEN.sub }), withToken({ [name]: 'another' }));
    expect(checks).toHaveLength(1);
    expect(checks[0]).toMatchObject({ id: `token-${name}`, status: 'failed' });
    expect(checks[0]?.detail).toContain(`at /access/oidc/claims/${name}`);
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
  it('takes a gap for exactly its place when it is named, and not for what is below', () => {
    const record = { gaps: [{ pointer: '/pipeline/environment' }, { pointer: '/runner' }] };

    expect(hasGapAt(record, '/pipeline/environment')).toBe(true);
    expect(hasGapAt(record, '/runner/environment')).toBe(false);
    expect(hasGapAt(record, '/pipeline/environmentId')).toBe(false);
    expect(hasGapAt({ gaps: 'none' }, '/runner')).toBe(false);
  });
});
