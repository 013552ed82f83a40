import type { RuleCase, RuleCases } from './case.ts';

/** A fact that was one thing at the start and is another at the end. */
const drift = (pointer: string, before?: unknown, after?: unknown) => ({
  '/drift/-': {
    pointer,
    from: 'start',
    to: 'end',
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
  },
});
const changed = (name: string, pointer: string, before: unknown, after: unknown): RuleCase => ({
  name,
  set: drift(pointer, before, after),
});

const LOST_START: Omit<RuleCase, 'name'> = {
  remove: ['/observedAt/start'],
  set: {
    '/gaps/-': { pointer: '/observedAt/start', reason: 'state-invalid', needed: 'the state that the start left' },
  },
};
const NOT_JUDGED_YET: readonly RuleCase[] = [
  {
    name: 'the job has only begun',
    set: { '/phase': 'start' },
    remove: ['/observedAt/end', '/outcome'],
    says: /at its end/,
  },
  {
    name: 'a gate looked once',
    set: { '/gaps/-': { pointer: '/observedAt/start', reason: 'not-applicable', needed: 'a second look' } },
    remove: ['/observedAt/start'],
    says: /at its end/,
  },
  { name: 'what the start saw is lost', ...LOST_START, says: /observedAt\/start/ },
];

const ENVIRONMENT = '/protections/environment';
const REF = '/protections/ref';
const carol = { login: 'carol', id: '1003' };
const dave = { login: 'dave', id: '1004' };
const rule = { type: 'pull_request', rulesetId: '8101', requiredApprovals: 2, codeOwnerReview: true };
const ruleset = { id: '8101', name: 'main is reviewed', enforcement: 'active' };

/** Cases of the group’s rules by the rules’ ids. */
export const driftCases: Readonly<Record<string, RuleCases>> = {
  'protection-was-not-weakened': {
    pass: [
      { name: 'nothing changed' },
      { name: 'the job has no environment', base: 'ci' },
      changed('an approval is demanded now', `${ENVIRONMENT}/reviewersRequired`, false, true),
      changed('a reviewer was renamed', `${ENVIRONMENT}/reviewers`, [carol], [{ ...carol, login: 'caroline' }]),
      changed('a reviewer was taken off', `${ENVIRONMENT}/reviewers`, [carol, dave], [carol]),
      changed('the wait is longer', `${ENVIRONMENT}/waitMinutes`, 0, 10),
      changed('only some branches may deploy', `${ENVIRONMENT}/branchPolicy`, 'none', 'custom'),
      changed('more approvals are demanded', `${REF}/requiredApprovals`, 1, 2),
      changed('force-pushes are refused now', `${REF}/forcePushes`, true, false),
      changed('a check was added', `${REF}/statusChecks`, ['test'], ['lint', 'test']),
      changed('a rule was added', `${REF}/rules`, [rule], [rule, { type: 'deletion' }]),
      changed('a rule went to another ruleset', `${REF}/rules`, [rule], [{ ...rule, rulesetId: '9' }]),
      changed('a ruleset was renamed', '/protections/rulesets', [ruleset], [{ ...ruleset, name: 'main' }]),
      changed(
        'a ruleset that did not hold is gone',
        '/protections/rulesets',
        [ruleset, { name: 'trial', enforcement: 'evaluate' }],
        [ruleset],
      ),
      changed(
        'who bypasses must open a pull request now',
        '/protections/rulesets',
        [{ ...ruleset, bypassActors: [{ kind: 'role', name: 'admin', mode: 'always' }] }],
        [{ ...ruleset, bypassActors: [{ kind: 'role', name: 'admin', mode: 'pull-request' }] }],
      ),
      changed('something else changed', '/people/initiator/role', 'write', 'admin'),
    ],
    fail: [
      {
        ...changed('no approval is demanded any more', `${ENVIRONMENT}/reviewersRequired`, true, false),
        says: /reviewersRequired/,
      },
      changed('a reviewer was added', `${ENVIRONMENT}/reviewers`, [carol], [carol, dave]),
      changed('a reviewer was exchanged', `${ENVIRONMENT}/reviewers`, [carol], [dave]),
      changed('a team was added', `${ENVIRONMENT}/reviewerTeams`, [], [{ slug: 'all' }]),
      changed('self-review is allowed', `${ENVIRONMENT}/preventSelfReview`, true, false),
      changed('administrators may bypass', `${ENVIRONMENT}/adminsCanBypass`, false, true),
      changed('the wait is shorter', `${ENVIRONMENT}/waitMinutes`, 10, 0),
      changed('any branch may deploy', `${ENVIRONMENT}/branchPolicy`, 'custom', 'none'),
      changed('fewer approvals are demanded', `${REF}/requiredApprovals`, 2, 1),
      changed('code owners are not asked', `${REF}/codeOwnerReview`, true, false),
      changed('signatures are not demanded', `${REF}/signatures`, true, false),
      changed('merge commits are let in', `${REF}/linearHistory`, true, false),
      changed('force-pushes are let in', `${REF}/forcePushes`, false, true),
      changed('the branch may be deleted', `${REF}/deletions`, false, true),
      changed('a check is not demanded', `${REF}/statusChecks`, ['lint', 'test'], ['lint']),
      changed('a rule is gone', `${REF}/rules`, [rule], []),
      changed('a rule demands less', `${REF}/rules`, [rule], [{ ...rule, requiredApprovals: 1 }]),
      changed('a rule asks no code owner', `${REF}/rules`, [rule], [{ ...rule, codeOwnerReview: false }]),
      changed('a ruleset is gone', '/protections/rulesets', [ruleset], []),
      changed('a ruleset only watches', '/protections/rulesets', [ruleset], [{ ...ruleset, enforcement: 'evaluate' }]),
      changed('a ruleset is off', '/protections/rulesets', [ruleset], [{ ...ruleset, enforcement: 'disabled' }]),
      changed(
        'more may bypass a ruleset',
        '/protections/rulesets',
        [{ ...ruleset, bypassActors: [] }],
        [{ ...ruleset, bypassActors: [{ kind: 'user', name: 'dave', mode: 'always' }] }],
      ),
      {
        name: 'what the start saw is lost, and a change is not',
        remove: ['/observedAt/start'],
        set: drift(`${REF}/signatures`, true, false),
      },
    ],
    unknown: [
      ...NOT_JUDGED_YET,
      { name: 'the ref’s protection was not seen', remove: [REF] },
      { name: 'rulesets were not seen', remove: ['/protections/rulesets'] },
      {
        name: 'the environment’s protection was not seen',
        remove: [ENVIRONMENT],
        set: { '/gaps/-': { pointer: ENVIRONMENT, reason: 'not-permitted', needed: 'a right' } },
      },
      { name: 'the values are not shown', set: drift(`${REF}/signatures`), says: /not shown/ },
    ],
  },

  'roles-did-not-change': {
    pass: [
      { name: 'nothing changed' },
      {
        name: 'a bot runs the job',
        set: { '/people/initiator': { login: 'dependabot[bot]', id: '49699333', type: 'bot' } },
      },
      changed('somebody’s association changed', '/people/initiator/association', 'NONE', 'MEMBER'),
    ],
    fail: [
      { ...changed('the initiator got another role', '/people/initiator/role', 'write', 'admin'), says: /alice/ },
      changed('the initiator lost a right', '/people/initiator/permission', 'write', 'none'),
      {
        name: 'the re-runner got another role',
        set: {
          '/people/rerunner': { login: 'bob', id: '1002', permission: 'write' },
          ...drift('/people/rerunner/permission', 'read', 'write'),
        },
        says: /bob/,
      },
    ],
    unknown: [
      ...NOT_JUDGED_YET,
      { name: 'the role was not seen', remove: ['/people/initiator/permission', '/people/initiator/role'] },
      { name: 'nobody is named', remove: ['/people/initiator'] },
      { name: 'the re-runner’s role was not seen', set: { '/people/rerunner': { login: 'bob', id: '1002' } } },
    ],
  },

  'source-did-not-change': {
    pass: [
      { name: 'the commit of the run is checked out' },
      {
        name: 'nothing is checked out',
        remove: ['/source/workspace'],
        set: { '/gaps/-': { pointer: '/source/workspace', reason: 'not-found', needed: 'a checkout' } },
        says: /nothing checked out/,
      },
      changed('an earlier job left another commit there', '/source/workspace/commit', 'a'.repeat(40), 'b'.repeat(40)),
      {
        name: 'the policy accepts other commits',
        set: { '/source/workspace/isSource': false },
        params: { 'allow-other-commits': true },
      },
      {
        name: 'a pull request’s code is checked out by the default branch’s workflow',
        base: 'pull-request-target',
        set: { '/source/workspace': { commit: 'a'.repeat(40), isSource: false } },
      },
    ],
    fail: [
      { name: 'another commit is checked out', set: { '/source/workspace/isSource': false }, says: /not the commit/ },
      { ...changed('the tree differs', '/source/tree', 'a'.repeat(40), 'b'.repeat(40)), says: /\/source\/tree/ },
      {
        name: 'the commit differs though others are accepted',
        set: drift('/source/commit', 'a'.repeat(40), 'b'.repeat(40)),
        params: { 'allow-other-commits': true },
      },
      {
        name: 'what the start saw is lost, and the end is wrong',
        ...LOST_START,
        set: { '/source/workspace/isSource': false },
      },
    ],
    unknown: [
      ...NOT_JUDGED_YET,
      { name: 'the tree was not seen', remove: ['/source/tree'] },
      { name: 'the workspace was not seen', remove: ['/source/workspace'] },
      { name: 'the commit of the run is not known', remove: ['/source/workspace/isSource'] },
    ],
  },

  'runner-did-not-change': {
    pass: [
      { name: 'nothing changed' },
      changed('something else changed', '/runner/hostName', 'a', 'b'),
      {
        name: 'a command has no runner',
        set: { '/pipeline/provider': 'local' },
        remove: ['/runner/trackingId', '/runner/name'],
      },
    ],
    fail: [
      { ...changed('its mark changed', '/runner/trackingId', 'github_1', '0'), says: /trackingId/ },
      changed('a proxy was set', '/runner/proxy', 'none', 'http://127.0.0.1:8080'),
      changed('an authority was added', '/runner/certificateAuthorities', 'none', 'ab'),
      changed('its name changed', '/runner/name', 'runner-1', 'runner-2'),
    ],
    unknown: [
      ...NOT_JUDGED_YET,
      { name: 'its mark was not seen', remove: ['/runner/trackingId'] },
      { name: 'its name was not seen', remove: ['/runner/name'] },
      { name: 'its proxy was not seen', remove: ['/runner/proxy'] },
      { name: 'its authorities were not seen', remove: ['/runner/certificateAuthorities'] },
    ],
  },

  'policy-did-not-change': {
    pass: [{ name: 'nothing changed' }, changed('something else changed', '/source/tree', 'a', 'b')],
    fail: [
      { ...changed('the policy changed', '/policy/policy/digest', 'a'.repeat(64), 'none'), says: /policy changed/ },
      changed('the organisation’s changed', '/policy/organizationPolicy/digest', 'a'.repeat(64), 'b'.repeat(64)),
    ],
    unknown: [...NOT_JUDGED_YET],
  },
};
