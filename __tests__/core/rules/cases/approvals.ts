import type { AuditEvent } from '../../../../src/model/audit-event.ts';
import type { RuleCases } from './case.ts';

type Facts = Readonly<Record<string, unknown>>;

const carol = { login: 'carol', id: '1003', type: 'user' };
const alice = { login: 'alice', id: '1001', type: 'user' };
const dave = { login: 'dave', id: '1004', type: 'user' };
const HEAD = '7c1d2e3f4a5b6c7d8e9f00112233445566778899';
const NO_ENVIRONMENT = 'ci';

const approvedBy = (...users: Facts[]) => ({
  '/approvals': users.map((user) => ({ environment: 'production', state: 'approved', user })),
});
const reviewed = (reviewer: Facts, state = 'approved', more: Facts = {}) => ({
  reviewer,
  state,
  commit: HEAD,
  submittedAt: '2026-11-18T08:12:00.000Z',
  association: 'MEMBER',
  ...more,
});
const reviews = (...given: Facts[]) => ({ '/source/pullRequests/0/reviews': given });
/** The branch’s rules don’t say whether the reviews will do. */
const unruled = ['/source/pullRequests/0/reviewDecision'];

const merged = (number: string, more: Facts = {}) => ({
  number,
  state: 'merged',
  author: alice,
  headSha: HEAD,
  baseRef: 'release',
  mergeCommit: 'da8cba03f38586d3548db460a298bc0a4f5a3200',
  reviews: [],
  ...more,
});
const STATE = '/source/pullRequests/0/state';
/** The job deploys to no environment. */
const nowhere = (set: Facts) => ({
  set: { ...set, '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-applicable', needed: 'an environment' } },
  remove: ['/pipeline/environment'],
});
const queued = {
  '/pipeline/event': 'merge_group',
  '/pipeline/mergeGroup': { headSha: HEAD, headRef: `refs/heads/gh-readonly-queue/main/pr-41-${HEAD}` },
};

const event = (change: Partial<AuditEvent>): AuditEvent => ({
  id: 'event-1',
  action: 'workflows.bypass_protection_rules',
  at: '2026-11-18T10:04:50.000Z',
  actor: { login: 'carol', id: '1003' },
  repository: 'octo-org/payments',
  runId: '17912345678',
  ...change,
});
const override = (change: Partial<AuditEvent> = {}): AuditEvent => {
  const { runId: _, ...rest } = event({ action: 'protected_branch.policy_override', at: '2026-11-18T09:58:31.000Z' });
  return { ...rest, actor: { login: 'alice', id: '1001' }, ...change };
};

/** Cases of the group’s rules by the rules’ ids. */
export const approvalsCases: Readonly<Record<string, RuleCases>> = {
  'approver-is-not-initiator': {
    pass: [
      { name: 'somebody else approved' },
      { name: 'the job deploys to no environment', base: NO_ENVIRONMENT },
      {
        name: 'an environment without reviewers was entered',
        set: { '/approvals': [], '/protections/environment/reviewersRequired': false },
      },
    ],
    fail: [
      { name: 'the initiator approved', set: approvedBy(alice) },
      { name: 'the re-runner approved alone', set: { ...approvedBy(carol), '/people/rerunner': carol } },
    ],
    unknown: [
      { name: 'approvals were not seen', remove: ['/approvals'] },
      { name: 'the approver has no id', remove: ['/approvals/0/user/id'] },
      { name: 'nobody approved though somebody has to', set: { '/approvals': [] } },
    ],
  },

  'deployment-is-approved': {
    pass: [
      { name: 'somebody else approved' },
      { name: 'the environment is written in another case', set: { '/approvals/0/environment': 'Production' } },
      { name: 'the job deploys to no environment', base: NO_ENVIRONMENT },
      { name: 'as many approved as the policy wants', set: approvedBy(carol, dave), params: { minimum: 2 } },
      { name: 'one of two approvers re-ran it', set: { ...approvedBy(carol, dave), '/people/rerunner': carol } },
    ],
    fail: [
      { name: 'nobody approved', set: { '/approvals': [] }, says: /Nobody else/ },
      { name: 'the initiator approved alone', set: approvedBy(alice) },
      { name: 'the re-runner approved alone', set: { ...approvedBy(carol), '/people/rerunner': carol } },
      { name: 'a bot approved', set: approvedBy({ login: 'gate[bot]', id: '8', type: 'bot' }) },
      { name: 'the answer was a refusal', set: { '/approvals/0/state': 'rejected' } },
      { name: 'another environment was approved', set: { '/approvals/0/environment': 'staging' } },
      { name: 'one person approved twice', set: approvedBy(carol, carol), params: { minimum: 2 }, says: /1 of 2/ },
      { name: 'nobody approved and nobody is known', set: { '/approvals': [] }, remove: ['/people/initiator/id'] },
    ],
    unknown: [
      { name: 'approvals were not seen', remove: ['/approvals'] },
      {
        name: 'the environment was not seen',
        remove: ['/pipeline/environment'],
        set: { '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-permitted', needed: 'a right' } },
      },
      { name: 'the initiator has no id', remove: ['/people/initiator/id'], says: /initiator/ },
      { name: 'the re-runner has no id', set: { '/people/rerunner': { login: 'bob' } }, says: /rerunner/ },
      { name: 'the approver has no id', remove: ['/approvals/0/user/id'], says: /approvals\/0\/user\/id/ },
    ],
  },

  'environment-gate-was-not-bypassed': {
    pass: [
      { name: 'somebody approved' },
      { name: 'somebody approved and protection was not seen', remove: ['/protections/environment'] },
      {
        name: 'nobody has to approve',
        set: { '/approvals': [], '/protections/environment/reviewersRequired': false },
        says: /passed by no approval/,
      },
      { name: 'the job deploys to no environment', base: NO_ENVIRONMENT },
    ],
    fail: [
      { name: 'nobody approved', set: { '/approvals': [] }, says: /bypassed, or the rule is newer/ },
      { name: 'the only answer was a refusal', set: { '/approvals/0/state': 'rejected' } },
      { name: 'only another environment was approved', set: { '/approvals/0/environment': 'staging' } },
    ],
    unknown: [
      { name: 'approvals were not seen', remove: ['/approvals'] },
      {
        name: 'protection was not seen',
        set: { '/approvals': [] },
        remove: ['/protections/environment'],
      },
      {
        name: 'the protection is another environment’s',
        set: { '/approvals': [], '/protections/environment/name': 'staging' },
      },
    ],
  },

  'approver-is-allowed': {
    pass: [
      { name: 'one of the environment’s reviewers approved' },
      { name: 'the policy names the approver', params: { people: ['Carol'] } },
      { name: 'the policy names the approver’s id', params: { people: ['1003'] } },
      { name: 'nobody approved', set: { '/approvals': [] }, says: /Nobody/ },
      { name: 'the job deploys to no environment', base: NO_ENVIRONMENT },
    ],
    fail: [
      { name: 'the policy names others', params: { people: ['1009', 'dave'] }, says: /carol approved/ },
      {
        name: 'somebody approved who is no reviewer, and there are no teams',
        set: { ...approvedBy(carol, dave), '/protections/environment/reviewerTeams': [] },
        says: /dave/,
      },
      {
        name: 'one approver is unknown and another one not allowed',
        set: approvedBy({ login: 'nobody' }, dave),
        params: { people: ['1003'] },
      },
    ],
    unknown: [
      { name: 'approvals were not seen', remove: ['/approvals'] },
      { name: 'reviewers were not seen', remove: ['/protections/environment/reviewers'] },
      { name: 'the approver may belong to a team', set: approvedBy(dave), says: /one of those who may approve/ },
      {
        name: 'teams were not seen',
        set: approvedBy(dave),
        remove: ['/protections/environment/reviewerTeams'],
      },
      { name: 'the approver has no id', remove: ['/approvals/0/user/id'], says: /user\/id/ },
      {
        name: 'a reviewer has no id',
        set: { ...approvedBy(dave), '/protections/environment/reviewers/0': { login: 'x' } },
      },
      { name: 'only an id on the list would tell', remove: ['/approvals/0/user/id'], params: { people: ['1003'] } },
    ],
  },

  'change-is-reviewed': {
    pass: [
      { name: 'somebody else approved' },
      { name: 'the forge tells no decision, and a member approved', remove: unruled },
      {
        name: 'a commit was pushed without a pull request and is deployed nowhere',
        ...nowhere({ '/source/pullRequests': [] }),
        says: /No pull/,
      },
      { name: 'the pull request is open and its commit is deployed nowhere', ...nowhere({ [STATE]: 'open' }) },
      { name: 'the commit is an earlier one of the pull request', set: { '/source/commit': HEAD.replace('7', '8') } },
      {
        name: 'an account that the policy trusts pushed what is deployed',
        set: { '/source/pullRequests': [] },
        params: { 'except-authors': ['alice'] },
        says: /alice/,
      },
      { name: 'a pull request is checked before its review', base: 'ci', says: /may come later/ },
      { name: 'a stranger’s pull request is checked', base: 'fork-ci' },
      { name: 'a comment followed the approval', set: reviews(reviewed(carol), reviewed(carol, 'commented')) },
      {
        name: 'the commit came by another pull request too',
        set: { '/source/pullRequests/-': merged('42') },
      },
      {
        name: 'the policy trusts the author',
        set: reviews(),
        params: { 'except-authors': ['alice'] },
        says: /need no review/,
      },
      {
        name: 'as many approved as the policy wants',
        set: reviews(reviewed(carol), reviewed(dave)),
        params: { minimum: 2 },
      },
      { name: 'the merge queue tries an approved one', set: { ...queued, '/source/pullRequests/0/state': 'open' } },
      {
        name: 'there are more reviews than are listed, and enough of them',
        set: { '/source/pullRequests/0/moreReviews': true },
      },
      {
        name: 'a stranger approved and the branch’s rules are content',
        set: { '/source/pullRequests/0/reviews/0/association': 'NONE' },
      },
    ],
    fail: [
      {
        name: 'what no pull request brought is deployed',
        set: { '/source/pullRequests': [], '/pipeline/ref': 'refs/heads/quick-fix' },
        says: /no merged pull request/,
      },
      { name: 'the commit of an open pull request is deployed', set: { [STATE]: 'open' } },
      { name: 'nobody approved', set: reviews(), says: /#41.*nobody other than its author/ },
      { name: 'the author approved', set: reviews(reviewed(alice)) },
      { name: 'a bot approved', set: reviews(reviewed({ login: 'review[bot]', id: '5', type: 'bot' })) },
      { name: 'the approval was dismissed', set: reviews(reviewed(carol), reviewed(carol, 'dismissed')) },
      { name: 'changes were asked for later', set: reviews(reviewed(carol), reviewed(carol, 'changes-requested')) },
      { name: 'only one of two approved', params: { minimum: 2 }, says: /only 1 of 2/ },
      { name: 'the merge queue tries one that nobody approved', set: { ...queued, ...reviews() } },
      {
        name: 'a pull request deploys before its review',
        base: 'ci',
        set: { '/pipeline/environment': 'production' },
        says: /#43/,
      },
    ],
    unknown: [
      { name: 'pull requests were not seen', remove: ['/source/pullRequests'] },
      {
        name: 'no pull request brought it and whether it is deployed was not seen',
        remove: ['/pipeline/environment'],
        set: {
          '/source/pullRequests': [],
          '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-permitted', needed: 'a right' },
        },
        says: /environment/,
      },
      {
        name: 'a pull request deploys and is not among those of the commit',
        base: 'ci',
        set: { '/pipeline/environment': 'production', '/source/pullRequests': [] },
      },
      { name: 'the merge queue deploys what it does not name', set: { ...queued, '/source/pullRequests': [] } },
      { name: 'a reviewer has no id', set: reviews(reviewed({ login: 'ghost' })) },
      { name: 'the author is gone', remove: ['/source/pullRequests/0/author'] },
      {
        name: 'a stranger approved, who may be a private member',
        remove: unruled,
        set: { '/source/pullRequests/0/reviews/0/association': 'NONE' },
      },
      {
        name: 'there are more reviews than are listed',
        set: { ...reviews(), '/source/pullRequests/0/moreReviews': true },
      },
    ],
  },

  'review-covers-last-push': {
    pass: [
      { name: 'the last commit was approved' },
      { name: 'a pull request is checked before its review', base: 'ci' },
      { name: 'no pull request brought the commit', set: { '/source/pullRequests': [] } },
      {
        name: 'nobody approved anything',
        set: { ...reviews(), '/source/pullRequests/0/lastPushApprovedByOther': false },
        says: /no approval to be out of date/,
      },
    ],
    fail: [
      {
        name: 'an earlier commit was approved',
        set: { '/source/pullRequests/0/lastPushApprovedByOther': false },
        says: /last commit of pull request #41/,
      },
      {
        name: 'who approved is not listed any more',
        set: {
          ...reviews(),
          '/source/pullRequests/0/moreReviews': true,
          '/source/pullRequests/0/lastPushApprovedByOther': false,
        },
      },
    ],
    unknown: [
      { name: 'pull requests were not seen', remove: ['/source/pullRequests'] },
      { name: 'an id is missing', remove: ['/source/pullRequests/0/lastPushApprovedByOther'] },
    ],
  },

  'no-bypass-in-audit-log': {
    pass: [
      { name: 'the log has nothing', auditLog: [] },
      { name: 'another run was let through', auditLog: [event({ runId: '1' })] },
      { name: 'another environment of the run was', auditLog: [event({ environment: 'staging' })] },
      { name: 'another repository’s was', auditLog: [event({ repository: 'octo-org/other' })] },
      { name: 'somebody else overrode a rule', auditLog: [override({ actor: { login: 'erin', id: '1005' } })] },
      { name: 'the initiator did so two hours ago', auditLog: [override({ at: '2026-11-18T08:00:00.000Z' })] },
      { name: 'the initiator did so later', auditLog: [override({ at: '2026-11-18T10:06:00.000Z' })] },
      { name: 'the initiator did something else', auditLog: [override({ action: 'protected_branch.create' })] },
    ],
    fail: [
      { name: 'the gate of this run was bypassed', auditLog: [event({ environment: 'PRODUCTION' })], says: /this run/ },
      { name: 'the event names no environment', auditLog: [event({})] },
      { name: 'the initiator overrode the branch’s rules', auditLog: [override()], says: /overridden/ },
      { name: 'the event names the login only', auditLog: [override({ actor: { login: 'Alice' } })] },
      {
        name: 'the policy looks further back',
        auditLog: [override({ at: '2026-11-18T08:00:00.000Z' })],
        params: { hours: 3 },
      },
    ],
    unknown: [
      { name: 'there is no audit log' },
      { name: 'the run has no id', remove: ['/pipeline/runId'], auditLog: [event({})] },
    ],
  },
};
