import type { AuditEvent } from '../../../../src/model/audit-event.ts';
import { earlierRecord } from '../../../support/earlier-record.ts';
import type { RuleCases } from './case.ts';

const BOB = { '/people/initiator/login': 'bob', '/people/initiator/id': '1002' };
const ROLE = '/people/initiator/permission';

/** Jobs of one person whose permission is another each time. */
const swinging = (times: number, minutes = 5) =>
  Array.from({ length: times }, (_, index) =>
    earlierRecord((times - index) * minutes, { set: { ...BOB, [ROLE]: index % 2 === 0 ? 'admin' : 'read' } }),
  );
const grants = (times: number, change: Partial<AuditEvent> = {}): AuditEvent[] =>
  Array.from({ length: times }, (_, index) => ({
    id: `event-${index}`,
    action: 'repo.update_member',
    at: `2026-11-18T10:0${index}:00.000Z`,
    ...change,
  }));

const REFUSED = {
  policy: { origin: 'repository' },
  mode: 'enforce',
  onViolation: 'fail',
  onUnknown: 'warn',
  onError: 'warn',
  verdict: 'fail',
  results: [{ rule: 'actions-are-pinned', result: 'fail', severity: 'medium', message: 'No.', evidence: [] }],
};
const refused = (change: object = {}) => ({ '/policy': { ...REFUSED, ...change } });
const many = (times: number, set: Readonly<Record<string, unknown>>) =>
  Array.from({ length: times }, (_, index) => earlierRecord(index + 1, { set }));
const REJECTED = {
  '/approvals': [{ environment: 'production', state: 'rejected', user: { login: 'carol', id: '1003' } }],
};

const FAILED = { '/outcome/status': 'failure' };
const FORCED = { '/source/forced': true };
const branches = (times: number, set: Readonly<Record<string, unknown>> = {}) =>
  Array.from({ length: times }, (_, index) =>
    earlierRecord(1 + index / 2, { set: { ...FORCED, '/pipeline/ref': `refs/heads/branch-${index}`, ...set } }),
  );
const BOT = {
  '/people/pusher': { login: 'renovate[bot]', id: '29139614', type: 'bot' },
  '/people/initiator/id': '29139614',
};

/** Cases of the group’s rules by the rules’ ids. */
export const frequencyCases: Readonly<Record<string, RuleCases>> = {
  'roles-change-rarely': {
    pass: [
      { name: 'nobody’s role changed', history: [earlierRecord(10), earlierRecord(20)] },
      { name: 'four changes are not five', history: swinging(5) },
      { name: 'the changes took hours', history: swinging(9, 60) },
      { name: 'the audit log shows four', auditLog: grants(4) },
      { name: 'the audit log shows other events', auditLog: grants(6, { action: 'repo.create' }) },
      { name: 'the audit log shows another repository', auditLog: grants(6, { repository: 'octo-org/other' }) },
      { name: 'the audit log shows yesterday', auditLog: grants(6, { at: '2026-11-17T10:00:00.000Z' }) },
      { name: 'the audit log shows one event many times', auditLog: grants(6, { id: 'same' }) },
      { name: 'a bot has no role', set: { '/people/initiator/type': 'bot' }, remove: [ROLE], history: [] },
    ],
    fail: [
      {
        name: 'somebody’s role changed five times within the hour',
        history: swinging(6),
        says: /^5 changes of roles within 60 minutes/,
      },
      {
        name: 'the job itself shows the fifth',
        set: { ...BOB, [ROLE]: 'admin' },
        history: [...swinging(5), earlierRecord(1, { set: { ...BOB, [ROLE]: 'read' } })],
      },
      { name: 'the policy counts to two', params: { count: 2 }, history: swinging(3) },
      { name: 'the policy looks back for a day', params: { minutes: 1_440 }, history: swinging(9, 60) },
      { name: 'the audit log shows five', auditLog: grants(5, { repository: 'Octo-Org/payments' }), says: /audit log/ },
    ],
    unknown: [
      { name: 'there is neither a history nor an audit log' },
      { name: 'the role was not seen', remove: [ROLE], history: [] },
    ],
  },
  'denials-do-not-repeat': {
    pass: [
      { name: 'nobody was refused', history: many(6, {}) },
      { name: 'four refusals are not five', history: many(4, refused()) },
      { name: 'the refusals were warnings', history: many(6, refused({ onViolation: 'warn' })) },
      { name: 'the jobs were in audit mode', history: many(6, refused({ mode: 'audit' })) },
      { name: 'the findings were too light to refuse', history: many(6, refused({ failFrom: 'high' })) },
      { name: 'somebody else was refused', history: many(6, { ...refused(), ...BOB }) },
      {
        name: 'somebody else re-ran them',
        history: many(6, { ...refused(), '/people/rerunner': { login: 'bob', id: '1002' } }),
      },
      {
        name: 'five legs of a matrix were refused at once',
        history: many(6, { ...refused(), '/pipeline/runId': '1' }),
      },
      {
        name: 'one rejection stands in many attempts',
        history: [1, 2, 3, 4, 5].map((attempt) =>
          earlierRecord(attempt, {
            set: { ...REJECTED, '/pipeline/runId': '1', '/pipeline/runAttempt': String(attempt) },
          }),
        ),
      },
      {
        name: 'it was long ago',
        history: [70, 80, 90, 100, 110].map((minutes) => earlierRecord(minutes, { set: refused() })),
      },
    ],
    fail: [
      { name: 'five jobs were refused', history: many(5, refused()), says: /5 jobs of alice/ },
      { name: 'the job itself is the fifth', set: refused(), history: many(4, refused()) },
      { name: 'reviewers rejected five', history: many(5, REJECTED) },
      {
        name: 'one run was tried five times',
        history: [1, 2, 3, 4, 5].map((attempt) =>
          earlierRecord(attempt, {
            set: { ...refused(), '/pipeline/runId': '1', '/pipeline/runAttempt': String(attempt) },
          }),
        ),
      },
      {
        name: 'the policy counts to three within a day',
        params: { count: 3, minutes: 1_440 },
        history: [70, 80, 90].map((minutes) => earlierRecord(minutes, { set: refused() })),
      },
      {
        name: 'the runs have no ids',
        history: [1, 2, 3, 4, 5].map((minutes) =>
          earlierRecord(minutes, { set: refused(), remove: ['/recorder/runId'] }),
        ),
      },
    ],
    unknown: [
      { name: 'there is no history', set: refused() },
      { name: 'it was not seen who started it', remove: ['/people/initiator'], history: [] },
      { name: 'who started it has no id', remove: ['/people/initiator/id'], history: [] },
    ],
  },
  'deployments-do-not-keep-failing': {
    pass: [
      { name: 'it succeeded', history: many(5, FAILED) },
      { name: 'it was cancelled', set: { '/outcome/status': 'cancelled' }, history: many(5, FAILED) },
      { name: 'it is the second failure', set: FAILED, history: many(1, FAILED) },
      {
        name: 'one between succeeded',
        set: FAILED,
        history: [earlierRecord(1, { set: FAILED }), earlierRecord(2), earlierRecord(3, { set: FAILED })],
      },
      {
        name: 'another environment failed',
        set: FAILED,
        history: many(5, { ...FAILED, '/pipeline/environment': 'staging' }),
      },
      { name: 'another job failed', set: FAILED, history: many(5, { ...FAILED, '/pipeline/job': 'migrate' }) },
      {
        name: 'the legs of a matrix failed',
        set: { ...FAILED, '/pipeline/runId': '1' },
        history: many(5, { ...FAILED, '/pipeline/runId': '1' }),
      },
      { name: 'the job deploys nowhere', base: 'ci', set: FAILED, history: [] },
      {
        name: 'it was yesterday',
        set: FAILED,
        history: [1_400, 1_410].map((minutes) => earlierRecord(minutes, { set: FAILED })),
      },
    ],
    fail: [
      { name: 'it is the third failure', set: FAILED, history: many(2, FAILED), says: /3 deployments to production/ },
      {
        name: 'the environment is written in other letters',
        set: { ...FAILED, '/pipeline/environment': 'Production' },
        history: many(2, FAILED),
      },
      {
        name: 'one between was cancelled',
        set: FAILED,
        history: [
          earlierRecord(1, { set: FAILED }),
          earlierRecord(2, { set: { '/outcome/status': 'cancelled' } }),
          earlierRecord(3, { set: FAILED }),
        ],
      },
      {
        name: 'the policy counts to two within two days',
        set: FAILED,
        params: { count: 2, minutes: 2_880 },
        history: [earlierRecord(1_400, { set: FAILED })],
      },
    ],
    unknown: [
      { name: 'there is no history', set: FAILED },
      { name: 'how it ended was not seen', remove: ['/outcome'], history: [] },
      { name: 'the job was not seen', set: FAILED, remove: ['/pipeline/job'], history: [] },
      {
        name: 'the environment was not seen',
        base: 'ci',
        set: { '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-available', needed: 'the file' } },
      },
    ],
  },
  'force-pushes-do-not-repeat': {
    pass: [
      { name: 'the push added commits', history: branches(12) },
      { name: 'nobody pushed', base: 'scheduled', history: branches(12) },
      { name: 'it is the ninth branch', set: FORCED, history: branches(8) },
      {
        name: 'one branch was pushed again and again',
        set: FORCED,
        history: branches(12, { '/pipeline/ref': 'refs/heads/topic' }),
      },
      { name: 'the other pushes added commits', set: FORCED, history: branches(12, { '/source/forced': false }) },
      { name: 'somebody else pushed', set: FORCED, history: branches(12, { '/people/pusher/id': '1002' }) },
      { name: 'a bot rebases its branches', set: { ...FORCED, ...BOT }, history: branches(12, BOT) },
      { name: 'the policy counts within two minutes', set: FORCED, params: { minutes: 2 }, history: branches(12) },
    ],
    fail: [
      { name: 'it is the tenth branch', set: FORCED, history: branches(9), says: /alice force-pushed 10 branches/ },
      { name: 'the policy counts to three', set: FORCED, params: { count: 3 }, history: branches(2) },
      {
        name: 'the policy counts bots',
        set: { ...FORCED, ...BOT },
        params: { bots: true },
        history: branches(12, BOT),
      },
    ],
    unknown: [
      { name: 'there is no history', set: FORCED },
      { name: 'it was not seen whether commits were replaced', remove: ['/source/forced'] },
      { name: 'it was not seen who pushed', set: FORCED, remove: ['/people/pusher', '/people/initiator'], history: [] },
    ],
  },
};
