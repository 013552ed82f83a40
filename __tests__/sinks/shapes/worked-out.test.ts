import { describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../../src/model/access-record.ts';
import type { Severity } from '../../../src/model/severity.ts';
import type { LogEntry } from '../../../src/ports.ts';
import type { Shape } from '../../../src/sinks/common-config.ts';
import { shaped } from '../../../src/sinks/shapes/shape.ts';
import { baseRecord } from '../../support/base-record.ts';
import { otelAttributes, SENT_AT, signedEntry } from './entries.ts';

/** A record that a policy judged with a failure of each severity, and one that could not be told. */
function judged(severities: readonly Severity[]): AccessRecord {
  const failures = severities.map((severity) => result('fail', severity));
  const policy = {
    policy: { origin: 'built-in' },
    mode: 'enforce',
    onViolation: 'fail',
    onUnknown: 'warn',
    onError: 'warn',
    verdict: failures.length > 0 ? 'fail' : 'unknown',
    results: [result('pass', 'critical'), result('unknown', 'critical'), result('waived', 'critical'), ...failures],
  };
  return baseRecord({ set: { '/policy': policy } });
}

function result(kind: string, severity: Severity) {
  return { rule: 'self-approval', result: kind, severity, message: `It is ${severity}.`, evidence: [] };
}

function coreOf(shape: Shape, record: AccessRecord, changes: Partial<LogEntry> = {}): Record<string, unknown> {
  return shaped(signedEntry(record, changes), shape, 'core', SENT_AT);
}

function logRecordOf(record: AccessRecord, changes: Partial<LogEntry> = {}): Record<string, unknown> {
  const { resourceLogs } = coreOf('otel', record, changes) as {
    resourceLogs: { scopeLogs: { logRecords: Record<string, unknown>[] }[] }[];
  };
  return { ...resourceLogs[0]?.scopeLogs[0]?.logRecords[0] };
}

describe('what is worked out of a record', () => {
  it.each([
    ['start', 600301, 'Create', 'start'],
    ['end', 600303, 'Update', 'end'],
    ['checkpoint', 600399, 'checkpoint', 'info'],
    ['collector', 600399, 'collector', 'info'],
  ])('is the kind of event when the phase is %s', (phase, typeUid, activity, eventType) => {
    const record = baseRecord();
    expect(coreOf('ocsf', record, { phase })).toMatchObject({
      type_uid: typeUid,
      activity_name: activity,
      api: { operation: `job.${phase}` },
      metadata: { event_code: phase },
    });
    expect(coreOf('ecs', record, { phase })).toMatchObject({ event: { action: phase, type: [eventType] } });
    expect(logRecordOf(record, { phase }).eventName).toBe(`doorlog.job.${phase}`);
  });

  it.each([
    ['none', [], 1, 9],
    ['low', ['low'], 2, 10],
    ['medium', ['low', 'medium'], 3, 13],
    ['high', ['low', 'high', 'medium'], 4, 17],
    ['critical', ['critical', 'low', 'high', 'medium'], 5, 21],
  ] as const)('is the severity of the worst failed rule when it is %s', (worst, severities, ocsf, otel) => {
    const record = judged(severities);
    const own = { failed: severities.length, unknown: 1, ...(worst !== 'none' && { severity: worst }) };
    expect(coreOf('ocsf', record)).toMatchObject({ severity_id: ocsf, unmapped: { doorlog: own } });
    expect(coreOf('ecs', record)).toMatchObject({ doorlog: own });
    expect(coreOf('native', record)).toMatchObject({ doorlog: own });
    expect(logRecordOf(record)).toMatchObject({
      severityNumber: otel,
      severityText: worst === 'none' ? 'info' : worst,
    });
    expect(otelAttributes(coreOf('otel', record))).toMatchObject({ 'doorlog.failed': `${severities.length}` });
  });

  it('are the three worst findings in words when more rules failed', () => {
    const { doorlog } = coreOf('native', judged(['low', 'critical', 'medium', 'high'])) as { doorlog: object };
    expect(doorlog).toMatchObject({
      findings: ['critical', 'high', 'medium'].map((each) => `${each}, self-approval: It is ${each}.`),
    });
  });

  it.each([
    ['success', 1, 'Success', 'success'],
    ['failure', 2, 'Failure', 'failure'],
    ['cancelled', 99, 'cancelled', 'unknown'],
  ])('is the outcome when the job ends as %s', (status, id, words, outcome) => {
    const record = baseRecord({ set: { '/outcome': { status } } });
    expect(coreOf('ocsf', record)).toMatchObject({ status_id: id, status: words });
    expect(coreOf('ecs', record)).toMatchObject({ event: { outcome }, doorlog: { outcome: status } });
  });

  it('is no outcome when there is none yet', () => {
    const record = baseRecord({ remove: ['/outcome'] });
    expect(coreOf('ocsf', record)).toMatchObject({ status_id: 0, status: 'Unknown' });
    expect(coreOf('ecs', record).event).not.toHaveProperty('outcome');
  });

  it('is the time of the entry beside that of sending when both are known', () => {
    const time = '2026-11-18T10:04:00.000Z';
    const record = baseRecord();
    expect(coreOf('ocsf', record, { time })).toMatchObject({
      time: Date.parse(time),
      metadata: { original_time: time, logged_time: SENT_AT.getTime() },
    });
    expect(coreOf('ecs', record, { time })).toMatchObject({
      '@timestamp': time,
      event: { created: SENT_AT.toISOString() },
    });
    expect(logRecordOf(record, { time })).toMatchObject({
      timeUnixNano: '1794996240000000000',
      observedTimeUnixNano: '1794996300000000000',
    });
  });

  it('is the time of sending, and the text that is none, when the entry’s time is no time', () => {
    const time = 'yesterday';
    expect(coreOf('ocsf', baseRecord(), { time })).toMatchObject({
      time: SENT_AT.getTime(),
      metadata: { original_time: time },
    });
    expect(logRecordOf(baseRecord(), { time }).timeUnixNano).toBe('0');
  });

  it.each([
    ['user', 1, 'User'],
    ['bot', 4, 'Service'],
    ['mannequin', 99, 'mannequin'],
    ['unknown', 0, 'Unknown'],
  ])('is the kind of account when the initiator is a %s', (type, id, words) => {
    const record = baseRecord({ set: { '/people/initiator/type': type } });
    expect(coreOf('ocsf', record)).toMatchObject({ actor: { user: { type_id: id, type: words } } });
  });

  it('is one trace for all phases of a job, and another for the next attempt, when it is made', () => {
    const traceOf = (set: Record<string, unknown>, changes: Partial<LogEntry> = {}) =>
      logRecordOf(baseRecord({ set }), changes).traceId;
    const trace = traceOf({});
    expect(trace).toMatch(/^[0-9a-f]{32}$/);
    expect(traceOf({}, { phase: 'start', digest: 'other' })).toBe(trace);
    expect(
      new Set([trace, traceOf({ '/pipeline/runAttempt': '2' }), traceOf({ '/pipeline/server': 'https://x' })]).size,
    ).toBe(3);
    expect(logRecordOf(baseRecord({ remove: ['/pipeline/runId'] }))).not.toHaveProperty('traceId');
  });

  it('is somebody, somewhere, doing something when nothing at all is known', () => {
    expect(coreOf('ocsf', baseRecord(), { document: {} })).toMatchObject({
      actor: { app_name: 'unknown' },
      api: { service: { name: 'unknown' } },
      src_endpoint: { name: 'unknown' },
      resources: [{ name: 'unknown' }],
    });
  });

  it('are at most ten answers, and how many more, when many answered', () => {
    const approval = { environment: 'production', state: 'approved', user: { login: 'carol' } };
    const record = baseRecord({ set: { '/approvals': Array.from({ length: 12 }, () => approval) } });
    expect(coreOf('ecs', record)).toMatchObject({
      event: { reason: expect.stringMatching(/(approved by carol, ){10}2 more$/) },
    });
    const { actor, unmapped } = coreOf('ocsf', record) as { actor: { authorizations: unknown[] }; unmapped: object };
    expect(actor.authorizations).toHaveLength(5);
    expect(unmapped).toMatchObject({ doorlog: { approvals: expect.stringMatching(/2 more$/) } });
  });
});
