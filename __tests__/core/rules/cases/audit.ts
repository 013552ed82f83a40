import { attestedView } from '../../../../src/core/views.ts';
import type { AccessRecord } from '../../../../src/model/access-record.ts';
import { baseRecord } from '../../../support/base-record.ts';
import { earlierRecord } from '../../../support/earlier-record.ts';
import type { RuleCases } from './case.ts';

const HOUR = 60;
const WEAK = { '/enforcement/continueOnError': 'yes' };

const verdict = (change: object = {}) => ({
  policy: { origin: 'repository' },
  mode: 'enforce',
  onViolation: 'fail',
  onUnknown: 'warn',
  onError: 'warn',
  verdict: 'pass',
  results: [],
  ...change,
});

/** The start of a job that began some minutes before the base’s end. */
function startOf(record: AccessRecord): AccessRecord {
  const { end: _, ...observedAt } = record.observedAt;
  return { ...record, phase: 'start', observedAt };
}

const BASE = baseRecord();
const numbered = (minutes: number, number: number) =>
  earlierRecord(minutes, { set: { '/pipeline/runNumber': String(number) } });

/** Cases of the group’s rules by the rules’ ids. */
export const auditCases: Readonly<Record<string, RuleCases>> = {
  'audit-is-enforced': {
    pass: [
      { name: 'nothing passes over it' },
      { name: 'a command is run without a pipeline', set: { '/pipeline/provider': 'local' }, remove: ['/enforcement'] },
    ],
    fail: [
      { name: 'it may fail unnoticed', set: WEAK },
      { name: 'an expression decides', set: { '/enforcement/continueOnError': 'expression' }, says: /expression/ },
    ],
    unknown: [{ name: 'the workflow file was not seen', remove: ['/enforcement'] }],
  },
  'audit-is-first': {
    pass: [
      { name: 'it is the first' },
      { name: 'a command is run without a pipeline', set: { '/pipeline/provider': 'local' }, remove: ['/enforcement'] },
      {
        name: 'a step runs after a refusal and may',
        set: { '/enforcement/unguardedSteps': [{ line: 30, reason: 'condition' }] },
        params: { 'allow-after-refusal': true },
      },
    ],
    fail: [
      { name: 'it is the third', set: { '/enforcement/position': 2 }, says: /number 3/ },
      {
        name: 'a step runs after a refusal',
        set: { '/enforcement/unguardedSteps': [{ line: 30, reason: 'condition' }] },
      },
    ],
    unknown: [{ name: 'the workflow file was not seen', remove: ['/enforcement'] }],
  },
  'start-is-bound': {
    pass: [
      { name: 'log stores had the start in time' },
      { name: 'there is no log store', set: { '/links/startEvent/announced': 'nowhere' } },
      { name: 'a checkpoint is recorded', set: { '/phase': 'checkpoint' }, remove: ['/links/startEvent'] },
      { name: 'the collector records', set: { '/phase': 'collector' }, remove: ['/links/startEvent'] },
    ],
    fail: [
      {
        name: 'what the start left is gone',
        set: { '/gaps/-': { pointer: '/observedAt/start', reason: 'state-invalid', needed: 'the state' } },
        remove: ['/links/startEvent'],
      },
    ],
    unknown: [
      { name: 'the start was late', set: { '/links/startEvent/announced': 'late' } },
      { name: 'nothing says why there is none', remove: ['/links/startEvent'] },
      { name: 'the job has only begun', set: { '/phase': 'start' }, remove: ['/links/startEvent'] },
    ],
  },
  'record-has-no-conflict': {
    pass: [
      { name: 'it is the only one', history: [earlierRecord(HOUR)] },
      { name: 'it is there itself, and its start', history: [BASE, startOf(BASE)] },
      {
        name: 'its attested view is there',
        history: [attestedView(BASE)],
      },
      {
        name: 'a checkpoint differs',
        set: { '/phase': 'checkpoint' },
        history: [baseRecord({ set: { '/phase': 'checkpoint', '/runner/arch': 'ARM64' } })],
      },
    ],
    fail: [
      {
        name: 'another has another time',
        history: [baseRecord({ set: { '/observedAt/end': '2026-11-18T10:09:42.000Z' } })],
      },
      { name: 'another differs in one fact', history: [BASE, baseRecord({ set: { '/people/initiator/id': '666' } })] },
      { name: 'another has one item more', history: [baseRecord({ set: { '/access/secrets/-': 'OTHER' } })] },
      { name: 'another has other words for a list', history: [baseRecord({ set: { '/access/secrets': ['OTHER'] } })] },
    ],
    unknown: [{ name: 'there is no history' }],
  },
  'records-are-complete': {
    pass: [
      {
        name: 'each start has its end',
        history: [
          earlierRecord(9 * HOUR),
          startOf(earlierRecord(9 * HOUR, { set: { '/recordId': 'e'.repeat(64) } })),
          earlierRecord(8 * HOUR, { set: { '/recordId': 'e'.repeat(64) } }),
        ],
      },
      { name: 'a job may still be running', history: [startOf(earlierRecord(6 * HOUR))] },
      {
        name: 'the job’s own start is old',
        history: [startOf(baseRecord({ set: { '/observedAt/start': '2026-11-18T01:00:00.000Z' } }))],
      },
      { name: 'an end is missing for more than a month', history: [startOf(earlierRecord(31 * 24 * HOUR))] },
      { name: 'another workflow lacks an end', history: [startOf(earlierRecord(9 * HOUR, {}, 'scheduled'))] },
      { name: 'a number is missing and nobody asked', history: [numbered(10 * HOUR, 311), numbered(9 * HOUR, 313)] },
      {
        name: 'no number is missing',
        params: { 'run-numbers': true },
        history: [numbered(10 * HOUR, 312), numbered(9 * HOUR, 313)],
      },
      {
        name: 'the run between came last',
        params: { 'run-numbers': true },
        history: [numbered(10 * HOUR, 311), numbered(9 * HOUR, 313), numbered(HOUR, 312)],
      },
      {
        name: 'the run that is missing may still be running',
        params: { 'run-numbers': true },
        history: [numbered(10 * HOUR, 310), numbered(9 * HOUR, 311), numbered(HOUR, 313)],
      },
    ],
    fail: [
      {
        name: 'a start has no end',
        history: [startOf(earlierRecord(9 * HOUR))],
        says: /The job deploy of run \d+ began at 2026-11-18T01/,
      },
      {
        name: 'the policy waits for longer than it tells',
        params: { hours: 48, days: 1 },
        history: [startOf(earlierRecord(50 * HOUR))],
      },
      {
        name: 'more have none than anybody reads',
        history: Array.from({ length: 120 }, (_, index) => startOf(earlierRecord(9 * HOUR + index))),
        says: /; at least 99 more of .* have none either/,
      },
      {
        name: 'two have none',
        history: [startOf(earlierRecord(9 * HOUR)), startOf(earlierRecord(8 * HOUR))],
        says: /; 1 more of .* has none either/,
      },
      {
        name: 'the policy waits for two hours only',
        params: { hours: 2 },
        history: [startOf(earlierRecord(3 * HOUR))],
      },
      {
        name: 'a run has no record',
        params: { 'run-numbers': true },
        history: [numbered(10 * HOUR, 311), numbered(9 * HOUR, 313)],
        says: /no record of run 312/,
      },
      {
        name: 'several have none',
        params: { 'run-numbers': true },
        history: [numbered(10 * HOUR, 305), numbered(9 * HOUR, 309)],
        says: /3 runs from number 306/,
      },
    ],
    unknown: [
      { name: 'there is no history' },
      { name: 'the workflow was not seen', remove: ['/pipeline/workflowRef'], history: [] },
      { name: 'it is the first run', params: { 'run-numbers': true }, history: [] },
      { name: 'it is the second run', params: { 'run-numbers': true }, history: [numbered(9 * HOUR, 313)] },
    ],
  },
  'audit-was-not-weakened': {
    pass: [
      { name: 'nothing changed', history: [earlierRecord(HOUR)] },
      { name: 'it was weak before', set: WEAK, history: [earlierRecord(HOUR, { set: WEAK })] },
      {
        name: 'it became stricter',
        history: [
          earlierRecord(HOUR, {
            set: {
              ...WEAK,
              '/enforcement/position': 2,
              '/enforcement/unguardedSteps': [{ line: 30, reason: 'condition' }],
            },
          }),
        ],
      },
      {
        name: 'another branch is stricter',
        set: WEAK,
        history: [
          earlierRecord(HOUR, { set: WEAK }),
          earlierRecord(30, { set: { '/pipeline/ref': 'refs/heads/other' } }),
        ],
      },
      {
        name: 'it was stricter before the days that count',
        set: WEAK,
        params: { days: 2 },
        history: [
          earlierRecord(96 * HOUR),
          earlierRecord(72 * HOUR, { set: WEAK }),
          earlierRecord(HOUR, { set: WEAK }),
        ],
      },
      {
        name: 'the verdict is as strict',
        set: { '/policy': verdict() },
        history: [earlierRecord(HOUR, { set: { '/policy': verdict() } })],
      },
    ],
    fail: [
      {
        name: 'it has continue-on-error now',
        set: WEAK,
        history: [earlierRecord(HOUR)],
        says: /2026-11-18.*continue-on-error/,
      },
      {
        name: 'it had none some runs ago',
        set: WEAK,
        history: [earlierRecord(2 * HOUR), earlierRecord(HOUR, { set: WEAK })],
      },
      { name: 'it is no longer the first', set: { '/enforcement/position': 1 }, history: [earlierRecord(HOUR)] },
      {
        name: 'a step runs after a refusal now',
        set: { '/enforcement/unguardedSteps': [{ line: 30, reason: 'condition' }] },
        history: [earlierRecord(HOUR)],
      },
      {
        name: 'it has mode: audit now',
        set: { '/policy': verdict({ mode: 'audit' }) },
        history: [earlierRecord(HOUR, { set: { '/policy': verdict() } })],
        says: /mode: audit/,
      },
      {
        name: 'a violation only warns now',
        set: { '/policy': verdict({ onViolation: 'warn' }) },
        history: [earlierRecord(HOUR, { set: { '/policy': verdict() } })],
        says: /only warns/,
      },
    ],
    unknown: [
      { name: 'there is no history', set: WEAK },
      { name: 'it is the job’s first record', set: WEAK, history: [BASE] },
      { name: 'the workflow file was not seen', remove: ['/enforcement'], history: [earlierRecord(HOUR)] },
      { name: 'the job was not seen', remove: ['/pipeline/job'], history: [earlierRecord(HOUR)] },
      { name: 'earlier records did not see the file', history: [earlierRecord(HOUR, { remove: ['/enforcement'] })] },
    ],
  },
};
