import type { AccessRecord } from '../../../../src/model/access-record.ts';
import type { AuditEvent } from '../../../../src/model/audit-event.ts';
import { baseRecord } from '../../../support/base-record.ts';
import type { RuleCases } from './case.ts';

type Facts = Readonly<Record<string, unknown>>;

/** A job of the base on an earlier day, in a run of its own. */
function earlier(day: string, set: Facts = {}): AccessRecord {
  return baseRecord({
    set: {
      '/pipeline/runId': `run of ${day}`,
      '/observedAt/start': `${day}T09:00:00.000Z`,
      '/observedAt/end': `${day}T09:05:00.000Z`,
      ...set,
    },
  });
}

const roster = (...people: { login: string; id?: string; until?: string }[]) => ({ version: 1 as const, people });
const bob = { login: 'bob', id: '1002', type: 'user', permission: 'write', role: 'write' };
const bot = { login: 'dependabot[bot]', id: '49699333', type: 'bot' };
const stranger = { login: 'renovate[bot]', id: '29139614', type: 'bot' };

const granted = (change: Partial<AuditEvent>): AuditEvent => ({
  id: 'event-1',
  action: 'repo.update_member',
  at: '2026-11-18T09:30:00.000Z',
  user: { login: 'alice', id: '1001' },
  repository: 'octo-org/payments',
  permissionBefore: 'read',
  permissionAfter: 'write',
  ...change,
});

const ALICE = roster({ login: 'alice', id: '1001' }, { login: 'carol', id: '1003' });
const asRead = { '/people/initiator/permission': 'read', '/people/initiator/role': 'read' };
const asAdmin = { '/people/initiator/permission': 'admin', '/people/initiator/role': 'admin' };
const failed = { '/outcome/status': 'failure' };
const REFUSED = { rule: 'commit-is-verified', result: 'fail', severity: 'low', message: 'Found.', evidence: [] };
const PASSED = { rule: 'actions-are-pinned', result: 'pass', severity: 'low', message: 'All are.', evidence: [] };
const judgedBy = (...results: object[]) => ({
  '/policy': {
    policy: { origin: 'repository' },
    mode: 'enforce',
    onViolation: 'fail',
    onUnknown: 'warn',
    onError: 'warn',
    verdict: 'fail',
    results,
  },
});
const refusedBy = (rule: string) => judgedBy({ ...REFUSED, rule });

/** Cases of the group’s rules by the rules’ ids. */
export const identityCases: Readonly<Record<string, RuleCases>> = {
  'initiator-is-on-roster': {
    pass: [
      { name: 'the initiator is listed by id', roster: ALICE },
      { name: 'the account was renamed since', roster: roster({ login: 'alice-old', id: '1001' }) },
      { name: 'the roster knows logins only, in another case', roster: roster({ login: 'Alice' }) },
      { name: 'it is the last day', roster: roster({ login: 'alice', id: '1001', until: '2026-11-18' }) },
      {
        name: 'somebody came back',
        roster: roster({ login: 'alice', id: '1001', until: '2025-01-31' }, { login: 'alice', id: '1001' }),
      },
      { name: 'a bot started the job', set: { '/people/initiator': bot }, roster: roster(), says: /bot/ },
      { name: 'a stranger’s fork is checked', base: 'fork-ci', roster: roster(), says: /outside/ },
      {
        name: 'the re-runner is listed too',
        set: { '/people/rerunner': { login: 'carol', id: '1003' } },
        roster: ALICE,
      },
      {
        name: 'somebody came back, whose first time stands last',
        roster: roster({ login: 'alice', id: '1001' }, { login: 'alice', id: '1001', until: '2025-01-31' }),
      },
    ],
    fail: [
      { name: 'the initiator is not listed', roster: roster({ login: 'carol', id: '1003' }), says: /alice started/ },
      { name: 'the last day was yesterday', roster: roster({ login: 'alice', id: '1001', until: '2026-11-17' }) },
      { name: 'somebody else has the login now', roster: roster({ login: 'alice', id: '7' }) },
      {
        name: 'the re-runner is not listed',
        set: { '/people/rerunner': { login: 'bob', id: '1002' } },
        roster: ALICE,
        says: /bob re-ran/,
      },
      {
        name: 'a schedule goes on for somebody who left',
        base: 'scheduled',
        roster: roster(),
        says: /schedule.*alice/,
      },
      {
        name: 'a stranger’s comment deploys',
        base: 'comment',
        set: {
          '/pipeline/environment': 'production',
          '/pipeline/comment/association': 'NONE',
          '/people/initiator/association': 'NONE',
        },
        roster: roster(),
      },
      {
        name: 'the re-runner of a stranger’s job is not listed',
        base: 'fork-ci',
        set: { '/people/rerunner': { login: 'dave', id: '1004' } },
        roster: ALICE,
        says: /dave/,
      },
      {
        name: 'there is no id and the roster has only other logins',
        remove: ['/people/initiator/id'],
        roster: roster({ login: 'carol' }),
      },
      {
        name: 'there is no id and whoever is listed by one has left',
        remove: ['/people/initiator/id'],
        roster: roster({ login: 'carol', id: '1003', until: '2025-01-31' }),
      },
      {
        name: 'the re-runner of a schedule’s job is not listed',
        base: 'scheduled',
        set: { '/people/rerunner': { login: 'bob', id: '1002' } },
        roster: ALICE,
        says: /^bob re-ran/,
      },
    ],
    unknown: [
      { name: 'there is no roster' },
      { name: 'nobody is named', remove: ['/people/initiator'], roster: ALICE },
      { name: 'only an id would tell', remove: ['/people/initiator/id'], roster: ALICE, says: /initiator\/id/ },
      { name: 'the time is not known', remove: ['/observedAt/start', '/observedAt/end'], roster: ALICE },
      {
        name: 'nobody knows whether the job is a stranger’s',
        base: 'fork-ci',
        remove: ['/pipeline/pullRequest/fromFork'],
        roster: ALICE,
      },
      {
        name: 'only an id would tell, and somebody else has left',
        remove: ['/people/initiator/id'],
        roster: roster({ login: 'carol', id: '1003' }, { login: 'dave', id: '1004', until: '2025-01-31' }),
      },
      {
        name: 'nobody knows whether a stranger’s job deploys',
        base: 'fork-ci',
        set: { '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-available', needed: 'the file' } },
        roster: ALICE,
        says: /environment/,
      },
    ],
  },

  'account-is-not-shared': {
    pass: [
      { name: 'the organisation’s list doesn’t name the account' },
      {
        name: 'the policy’s list doesn’t, and there is no other',
        remove: ['/people/initiator/sharedAccount'],
        params: { accounts: ['ops'] },
      },
      { name: 'a bot started the job', set: { '/people/initiator': bot } },
      {
        name: 'a command ran as somebody’s own user',
        set: { '/pipeline/provider': 'local', '/runner/user': 'alice' },
      },
    ],
    fail: [
      { name: 'the organisation’s list names the account', set: { '/people/initiator/sharedAccount': true } },
      { name: 'the policy’s list names its id', params: { accounts: ['1001'] }, says: /alice, who started/ },
      { name: 'the policy’s list names the login in another case', params: { accounts: ['ALICE'] } },
      {
        name: 'the re-runner’s account is shared',
        set: { '/people/rerunner': { login: 'ops', id: '9', sharedAccount: true } },
        says: /ops, who re-ran/,
      },
      {
        name: 'a command ran as a user whom several share',
        set: { '/pipeline/provider': 'local', '/runner/sharedAccount': 'root' },
      },
    ],
    unknown: [
      { name: 'nobody has a list', remove: ['/people/initiator/sharedAccount'] },
      { name: 'nobody is named', remove: ['/people/initiator'] },
      { name: 'only an id would tell', remove: ['/people/initiator/id'], params: { accounts: ['77'] } },
      {
        name: 'the re-runner was not looked up',
        set: { '/people/rerunner': { login: 'bob', id: '1002' } },
        says: /rerunner/,
      },
      {
        name: 'a command ran as a user who is not known',
        set: { '/pipeline/provider': 'local' },
        remove: ['/runner/user'],
      },
    ],
  },

  'bot-is-allowed': {
    pass: [
      { name: 'a person started the job', says: /person/ },
      { name: 'one of GitHub’s own bots did', set: { '/people/initiator': bot }, says: /bot/ },
      {
        name: 'the policy names the bot',
        set: { '/people/initiator': stranger },
        params: { allow: ['renovate[bot]'] },
      },
      { name: 'the policy names its id', set: { '/people/initiator': stranger }, params: { allow: ['29139614'] } },
      {
        name: 'an account of no known kind is named',
        set: { '/people/initiator/type': 'unknown' },
        params: { allow: ['alice'] },
      },
    ],
    fail: [
      { name: 'another bot started the job', set: { '/people/initiator': stranger }, says: /renovate\[bot\] started/ },
      { name: 'the list is empty', set: { '/people/initiator': bot }, params: { allow: [] } },
      { name: 'a bot of which only the name is known did', set: { '/people/initiator': { login: 'evil[bot]' } } },
      { name: 'a bot without the suffix did', set: { '/people/initiator/type': 'bot' } },
      { name: 'another bot re-ran it', set: { '/people/rerunner': stranger }, says: /re-ran/ },
      { name: 'the policy names another’s id', set: { '/people/initiator': stranger }, params: { allow: ['123'] } },
    ],
    unknown: [
      { name: 'the kind of account is not known', set: { '/people/initiator/type': 'unknown' } },
      { name: 'no kind is told', remove: ['/people/initiator/type'] },
      { name: 'nobody is named', remove: ['/people/initiator'] },
      {
        name: 'only the bot’s id would tell',
        set: { '/people/initiator': { login: 'renovate[bot]', type: 'bot' } },
        params: { allow: ['29139614'] },
      },
      {
        name: 'only the bot’s id would tell, and the policy names logins too',
        set: { '/people/initiator': { login: 'renovate[bot]', type: 'bot' } },
        params: { allow: ['dependabot[bot]', '29139614'] },
      },
    ],
  },

  'person-is-known': {
    pass: [
      { name: 'the person ran a job before', history: [earlier('2026-10-01')] },
      {
        name: 'that was yesterday',
        history: [earlier('2026-11-17'), earlier('2026-10-01', { '/people/initiator': bob })],
      },
      {
        name: 'a job between failed ones went well',
        history: [earlier('2026-10-01', failed), earlier('2026-10-02'), earlier('2026-10-03', failed)],
      },
      { name: 'only this rule refused the job before', history: [earlier('2026-10-01', refusedBy('person-is-known'))] },
      { name: 'a bot started the job', set: { '/people/initiator': bot }, history: [earlier('2026-10-01')] },
      {
        name: 'a command without a run was run before',
        remove: ['/pipeline/runId'],
        history: [
          baseRecord({
            set: { '/recordId': 'a'.repeat(64), '/observedAt/end': '2026-10-01T09:00:00.000Z' },
            remove: ['/pipeline/runId'],
          }),
        ],
      },
      { name: 'a first contribution is checked', base: 'fork-ci', history: [earlier('2026-10-01')] },
      { name: 'other rules were content with the job before', history: [earlier('2026-10-01', judgedBy(PASSED))] },
    ],
    fail: [
      { name: 'only others ran jobs', history: [earlier('2026-10-01', { '/people/initiator': bob })], says: /alice/ },
      { name: 'all jobs before failed', history: [earlier('2026-10-01', failed), earlier('2026-10-02', failed)] },
      {
        name: 'another rule refused the job before',
        history: [earlier('2026-10-01', refusedBy('commit-is-verified'))],
      },
      {
        name: 'the other job is of the same run',
        history: [
          earlier('2026-10-01', { '/people/initiator': bob }),
          earlier('2026-11-18', { '/pipeline/runId': '17912345678' }),
        ],
      },
      {
        name: 'a newcomer re-ran a known person’s job',
        set: { '/people/rerunner': { login: 'bob', id: '1002' } },
        history: [earlier('2026-10-01')],
        says: /bob re-ran/,
      },
      {
        name: 'a shorter history is enough for the policy',
        params: { 'learn-days': 3 },
        history: [earlier('2026-11-15', { '/people/initiator': bob })],
      },
      {
        name: 'a stranger’s first comment starts a job',
        base: 'comment',
        set: { '/people/initiator': { ...bob, association: 'NONE' }, '/pipeline/comment/association': 'NONE' },
        history: [earlier('2026-10-01')],
      },
      {
        name: 'one of several rules refused the job before',
        history: [earlier('2026-10-01', judgedBy(PASSED, REFUSED))],
      },
      { name: 'how the job before ended is not known', history: [earlier('2026-10-01', { '/outcome': undefined })] },
      {
        name: 'a newcomer’s pull request is no fork’s',
        base: 'ci',
        set: { '/people/initiator': bob },
        history: [earlier('2026-10-01')],
      },
      {
        name: 'a newcomer’s comment starts a job, and whose it is was not seen',
        base: 'comment',
        set: { '/people/initiator': bob },
        remove: ['/pipeline/comment/association'],
        history: [earlier('2026-10-01')],
      },
      {
        name: 'a newcomer re-ran a fork’s check',
        base: 'fork-ci',
        set: { '/people/rerunner': { login: 'dave', id: '1004' } },
        history: [earlier('2026-10-01')],
        says: /^dave re-ran/,
      },
    ],
    unknown: [
      { name: 'there is no history' },
      { name: 'nothing was ever recorded', history: [], says: /don’t go back/ },
      { name: 'records are too few days old', history: [earlier('2026-11-05', { '/people/initiator': bob })] },
      { name: 'nobody is named', remove: ['/people/initiator'], history: [] },
      { name: 'there is no id', remove: ['/people/initiator/id'], history: [earlier('2026-10-01')] },
      { name: 'there is no time', remove: ['/observedAt/start', '/observedAt/end'], history: [earlier('2026-10-01')] },
      {
        name: 'nobody knows whether the pull request is a fork’s',
        base: 'fork-ci',
        remove: ['/pipeline/pullRequest/fromFork'],
        history: [earlier('2026-10-01')],
      },
      {
        name: 'nobody knows whether a pull request with the target’s rights is a fork’s',
        base: 'pull-request-target',
        remove: ['/pipeline/pullRequest/fromFork'],
        history: [earlier('2026-10-01')],
      },
      {
        name: 'the kind of event was not told',
        set: { '/people/initiator': bob },
        remove: ['/pipeline/event'],
        history: [earlier('2026-10-01')],
        says: /event/,
      },
    ],
  },

  'elevation-is-settled': {
    pass: [
      { name: 'the person had the rights before', history: [earlier('2026-10-01'), earlier('2026-11-17')] },
      { name: 'the person had more rights before', history: [earlier('2026-10-01', asAdmin), earlier('2026-11-17')] },
      { name: 'the audit log has no grant', auditLog: [granted({ user: { login: 'bob', id: '1002' } })] },
      { name: 'the grant is old', auditLog: [granted({ at: '2026-11-14T09:00:00.000Z' })] },
      { name: 'rights were taken away', auditLog: [granted({ permissionBefore: 'admin' })] },
      { name: 'the grant is for another repository', auditLog: [granted({ repository: 'octo-org/other' })] },
      { name: 'the event is no grant', auditLog: [granted({ action: 'repo.remove_member' })] },
      {
        name: 'new rights are used for a check only',
        base: 'ci',
        history: [earlier('2026-10-01', asRead), earlier('2026-11-17', asRead)],
        says: /Nobody deployed/,
      },
      { name: 'a bot started the job', set: { '/people/initiator': bot }, history: [] },
      {
        name: 'the audit log knows of nothing, and the history begins too late',
        history: [earlier('2026-11-17')],
        auditLog: [],
      },
      { name: 'the grant came after the job', auditLog: [granted({ at: '2026-11-18T10:30:00.000Z' })] },
      { name: 'the update changed nothing', auditLog: [granted({ permissionBefore: 'write' })] },
      { name: 'the event names nobody', auditLog: [granted({ user: undefined })] },
    ],
    fail: [
      {
        name: 'the person had fewer rights yesterday',
        history: [earlier('2026-10-01', asRead), earlier('2026-11-17', asRead)],
        says: /less than 72 hours.*deploys to production/,
      },
      {
        name: 'jobs with the new rights came between',
        history: [
          earlier('2026-10-01', asRead),
          earlier('2026-11-16', asRead),
          earlier('2026-11-17'),
          baseRecord({ set: { '/pipeline/runId': '2', '/observedAt/end': '2026-11-18T09:00:00.000Z' } }),
        ],
      },
      { name: 'the first job ever was with fewer', history: [earlier('2026-11-16', asRead), earlier('2026-11-17')] },
      { name: 'the audit log has a grant', auditLog: [granted({})], says: /alice/ },
      {
        name: 'the log names the login only, and no level',
        auditLog: [
          {
            id: '1',
            action: 'team.add_member',
            at: '2026-11-18T10:00:00.000Z',
            user: { login: 'Alice' },
          },
        ],
      },
      {
        name: 'an administrator’s rights are an hour old',
        base: 'ci',
        set: asAdmin,
        auditLog: [granted({ permissionAfter: 'admin' })],
      },
      {
        name: 'a release is made with them',
        base: 'ci',
        set: { '/resources/releases': [{ id: '5', tag: 'v2', createdAt: '2026-11-18T10:06:00.000Z' }] },
        auditLog: [granted({})],
        says: /releases/,
      },
      { name: 'a release starts the job', base: 'ci', set: { '/pipeline/event': 'release' }, auditLog: [granted({})] },
      {
        name: 'the re-runner’s rights are new',
        set: { '/people/rerunner': { ...bob } },
        history: [
          earlier('2026-10-01'),
          earlier('2026-11-17', { '/people/initiator': { ...bob, permission: 'read', role: 'read' } }),
        ],
        says: /bob, who re-ran/,
      },
      {
        name: 'the policy waits longer',
        params: { hours: 240 },
        history: [earlier('2026-10-01', asRead), earlier('2026-11-10', asRead)],
      },
      {
        name: 'the audit log knows of nothing, and records show fewer rights yesterday',
        history: [earlier('2026-10-01', asRead), earlier('2026-11-17', asRead)],
        auditLog: [],
      },
      {
        name: 'the re-runner had fewer rights when re-running before',
        set: { '/people/rerunner': { ...bob } },
        history: ['2026-10-01', '2026-11-17'].map((day) =>
          earlier(day, { '/people/rerunner': { ...bob, permission: 'read', role: 'read' } }),
        ),
        says: /bob, who re-ran/,
      },
      {
        name: 'the newest record does not tell of rights',
        history: [
          earlier('2026-10-01', asRead),
          earlier('2026-11-16', asRead),
          earlier('2026-11-17', { '/people/initiator': { login: 'alice', id: '1001', type: 'user' } }),
        ],
      },
      { name: 'the log does not tell what was before', auditLog: [granted({ permissionBefore: undefined })] },
      { name: 'the log does not tell what was given', auditLog: [granted({ permissionAfter: undefined })] },
      {
        name: 'the record does not name the repository of the grant',
        remove: ['/pipeline/repository'],
        auditLog: [granted({})],
      },
    ],
    unknown: [
      { name: 'nothing is known beside the record' },
      { name: 'nothing was ever recorded', history: [], says: /not known yet/ },
      { name: 'the person’s records are too young', history: [earlier('2026-11-16'), earlier('2026-11-17')] },
      {
        name: 'rights rose some time since October',
        history: [earlier('2026-10-01', asRead)],
        says: /When alice/,
      },
      {
        name: 'rights rose some time before a young record',
        history: [earlier('2026-10-01', asRead), earlier('2026-11-17')],
      },
      {
        name: 'present rights are not seen',
        remove: ['/people/initiator/permission'],
        history: [earlier('2026-10-01')],
      },
      { name: 'nobody is named', remove: ['/people/initiator'], history: [] },
      { name: 'there is no time', remove: ['/observedAt/start', '/observedAt/end'], auditLog: [granted({})] },
      {
        name: 'nobody knows whether the job releases',
        base: 'ci',
        remove: ['/resources/releases'],
        auditLog: [granted({})],
        says: /releases/,
      },
      {
        name: 'nobody knows whether the newcomer administers',
        base: 'ci',
        remove: ['/people/initiator/permission'],
        auditLog: [granted({})],
        says: /permission/,
      },
      { name: 'there is no id', remove: ['/people/initiator/id'], history: [earlier('2026-10-01')], says: /\/id/ },
      {
        name: 'nothing was seen of what the job made',
        base: 'ci',
        remove: ['/resources'],
        auditLog: [granted({})],
        says: /releases/,
      },
      {
        name: 'nobody knows whether the job deploys',
        base: 'ci',
        set: { '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-available', needed: 'the file' } },
        auditLog: [granted({})],
        says: /environment/,
      },
    ],
  },
};
