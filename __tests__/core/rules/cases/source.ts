import { baseRecord } from '../../../support/base-record.ts';
import type { RuleCase, RuleCases } from './case.ts';

const CHANGE = '/source/workflowChange';
const FORK = '5'.repeat(40);
const BOT = { login: 'release-train[bot]', id: '155500001', type: 'bot' } as const;
const DEPENDABOT = { login: 'dependabot[bot]', id: '49699333', type: 'bot' } as const;

type Facts = NonNullable<RuleCase['set']>;

/** Nobody but its author saw the change. */
const DIRECT: Facts = { '/source/pullRequests': [] };
const NOT_PUSHED = ['/people/pusher', '/pipeline/before', '/source/created', '/source/forced'];

/** The job deploys nowhere. */
const NO_DEPLOYMENT = { pointer: '/pipeline/environment', reason: 'not-applicable', needed: 'an environment' } as const;
const NO_CHANGE = { pointer: CHANGE, reason: 'not-applicable', needed: 'a file of another ref' } as const;

function modified(more: Facts = {}): Facts {
  return { [`${CHANGE}/status`]: 'modified', ...more };
}

function added(against: 'before' | 'default-branch' = 'before'): Facts {
  return {
    [CHANGE]: {
      against,
      commit: '12e56c791e297c2b698f922780e15def46556ed3',
      file: '.github/workflows/shai-hulud.yml',
      status: 'added',
      permissionsRaised: ['contents: write'],
      newSecrets: ['*'],
      triggersAdded: ['push'],
    },
  };
}

/** Another branch than the default one. */
function onBranch(name: string): Facts {
  return {
    '/pipeline/ref': `refs/heads/${name}`,
    '/pipeline/refProtected': false,
    '/protections/ref/ref': `refs/heads/${name}`,
    '/protections/ref/forcePushes': true,
    [`${CHANGE}/against`]: 'default-branch',
  };
}

function onTag(name: string): Facts {
  return { '/pipeline/ref': `refs/tags/${name}`, '/source/created': true };
}

function pullRequest(fromFork: boolean, more: Record<string, unknown> = {}): Facts {
  const repository = fromFork ? 'mallory/payments' : 'octo-org/payments';
  return {
    '/pipeline/event': 'pull_request',
    '/pipeline/visibility': fromFork ? 'public' : 'private',
    '/pipeline/ref': 'refs/pull/43/merge',
    '/pipeline/pullRequest': {
      number: '43',
      headSha: FORK,
      headRef: 'typo',
      headRepository: repository,
      fromFork,
      baseRef: 'main',
      ...more,
    },
    '/source/synthetic': true,
    '/source/commit': FORK,
    '/source/pullRequests': [
      { number: '43', state: 'open', headSha: FORK, headRepository: repository, baseRef: 'main', reviews: [] },
    ],
    [`${CHANGE}/against`]: 'default-branch',
  };
}

function target(more: Facts = {}): Facts {
  return {
    ...pullRequest(true),
    '/pipeline/event': 'pull_request_target',
    '/pipeline/ref': 'refs/heads/main',
    '/source/synthetic': false,
    '/source/commit': 'da8cba03f38586d3548db460a298bc0a4f5a3200',
    '/source/workspace': { commit: FORK, isSource: false },
    ...more,
  };
}

function workflowRun(fromFork: boolean, headBranch: string): Facts {
  return {
    '/pipeline/event': 'workflow_run',
    '/pipeline/workflowRun': { id: '1', event: 'pull_request', headSha: FORK, headBranch, fromFork },
    '/source/workspace': { commit: FORK, isSource: false },
  };
}

function comment(association: string, onPullRequest = true): Facts {
  return {
    '/pipeline/event': 'issue_comment',
    '/pipeline/comment': { id: '9', association, issue: '43', onPullRequest },
    '/source/workspace': { commit: FORK, isSource: false },
  };
}

const OWN_CODE: Facts = {
  '/source/workspace': { commit: 'da8cba03f38586d3548db460a298bc0a4f5a3200', isSource: true },
};

const READ_ONLY: Facts = {
  '/access/secrets': ['GITHUB_TOKEN'],
  '/access/oidc': { available: false },
  '/access/token/permissions': { contents: { declared: 'read', observed: 'read', source: 'worker-log' } },
};

const BY_QUEUE: Facts = {
  '/pipeline/event': 'merge_group',
  '/pipeline/ref': 'refs/heads/gh-readonly-queue/main/pr-43-12e56c791e297c2b698f922780e15def46556ed3',
  '/pipeline/mergeGroup': { headSha: 'da8cba03f38586d3548db460a298bc0a4f5a3200', baseRef: 'refs/heads/main' },
  [`${CHANGE}/against`]: 'default-branch',
  ...DIRECT,
};

const WEB_FLOW: Facts = {
  '/source/verification/signedByForge': true,
  '/people/committer': { account: { login: 'web-flow', id: '19864447', type: 'user' } },
};

function author(login: string, id: string): Facts {
  const identity = { account: { login, id, type: 'user' } };
  return {
    '/people/author': identity,
    '/people/committer': identity,
    '/source/verification': { verified: false, reason: 'unsigned' },
  };
}

/** A run of the same workflow the week before. */
function earlier(ref: string, sha: string | undefined, end = '2026-11-11T10:09:41.000Z') {
  return baseRecord({
    set: {
      '/recordId': 'e'.repeat(64),
      '/pipeline/runId': '17800000000',
      '/pipeline/ref': ref,
      '/pipeline/sha': sha,
      '/observedAt': { start: '2026-11-11T10:05:12.000Z', end },
    },
  });
}

/** Changed workflow files that give no cause for concern, whatever they gain. */
function harmlessChanges(gain: Facts): RuleCase[] {
  return [
    { name: 'the file is as it was' },
    { name: 'a reviewed pull request brought the change', set: modified(gain) },
    {
      name: 'a schedule runs the default branch’s own file',
      set: { '/pipeline/event': 'schedule', '/gaps': [NO_CHANGE] },
      remove: [CHANGE, ...NOT_PUSHED],
    },
    { name: 'a fork’s pull request changes it', set: { ...pullRequest(true), ...modified(gain) }, remove: NOT_PUSHED },
    { name: 'the merge queue tries it', set: { ...BY_QUEUE, ...modified(gain) }, remove: NOT_PUSHED },
    { name: 'a branch is pushed for the first time', set: { ...onBranch('hotfix'), '/source/created': true } },
    { name: 'a release’s tag is pushed', set: onTag('v1.4.0') },
    {
      name: 'Dependabot updates an action',
      set: { ...pullRequest(false), ...modified(), ...READ_ONLY, '/people/initiator': DEPENDABOT },
      remove: NOT_PUSHED,
    },
  ];
}

function unseenChanges(gain: Facts): RuleCase[] {
  return [
    { name: 'the file before was not seen', remove: [CHANGE], says: /workflowChange/ },
    { name: 'the pull requests were not seen', set: modified(gain), remove: ['/source/pullRequests'] },
    {
      name: 'the merge queue’s branch needs no review that was seen',
      set: { ...BY_QUEUE, ...modified(gain) },
      remove: [...NOT_PUSHED, '/protections/ref'],
    },
    {
      name: 'whether a reviewer belongs to the repository was not seen',
      set: modified(gain),
      remove: ['/source/pullRequests/0/reviews/0/association', '/source/pullRequests/0/reviewDecision'],
    },
  ];
}

const RAISED = { [`${CHANGE}/permissionsRaised`]: ['contents: write'] };
const SECRETS = { [`${CHANGE}/newSecrets`]: ['NPM_TOKEN'] };

const NOTHING_CHECKED_OUT = [
  { pointer: '/source/workspace', reason: 'not-found', needed: 'a repository checked out into the workspace' },
];
const LABELER = { uses: `actions/labeler@${'5'.repeat(40)}`, kind: 'repository', line: 20, pinned: true };

function checkout(line: number) {
  return { uses: `actions/checkout@${'8'.repeat(40)}`, kind: 'repository', line, pinned: true };
}

/** A stranger's job with rights that checked nothing out, which was seen. */
function emptyWorkspace(changes: Record<string, unknown>) {
  const { '/source/workspace': _, ...set } = target({ '/gaps': NOTHING_CHECKED_OUT, ...changes });
  return { set, remove: ['/source/workspace'] };
}

const LOCAL: RuleCase = { name: 'a command is run without a pipeline', set: { '/pipeline/provider': 'local' } };
const NO_EVENT: RuleCase = { name: 'the kind of event was not told', remove: ['/pipeline/event'], says: /event/ };

/** A pull request that somebody else approved, as it stands at an open one. */
function approved(number: string, more: Record<string, unknown> = {}) {
  const [pull] = baseRecord().source.pullRequests ?? [];
  return {
    number,
    state: 'open',
    headSha: FORK,
    baseRef: 'main',
    author: pull?.author,
    reviews: pull?.reviews,
    ...more,
  };
}

function queued(number: string): Facts {
  const ref = `refs/heads/gh-readonly-queue/main/pr-${number}-12e56c791e297c2b698f922780e15def46556ed3`;
  return { ...BY_QUEUE, '/pipeline/mergeGroup/headRef': ref };
}

/** Facts but for some of them. */
function without(facts: Facts, ...pointers: readonly string[]): Facts {
  return Object.fromEntries(Object.entries(facts).filter(([pointer]) => !pointers.includes(pointer)));
}

const OF_BOB: Facts = { ...author('bob', '1002'), ...DIRECT };
const OTHER = 'f'.repeat(40);

/** Cases of the group’s rules by the rules’ ids. */
export const sourceCases: Readonly<Record<string, RuleCases>> = {
  'commit-is-verified': {
    pass: [
      { name: 'its author signed it' },
      { name: 'GitHub signed the merge', set: WEB_FLOW },
      { name: 'Dependabot’s commit was signed by GitHub', set: { ...WEB_FLOW, '/people/initiator': DEPENDABOT } },
    ],
    fail: [
      { name: 'it bears no signature', set: { '/source/verification': { verified: false, reason: 'unsigned' } } },
      {
        name: 'the key is nobody’s',
        set: { '/source/verification': { verified: false, reason: 'unknown_key' } },
        says: /unknown_key/,
      },
      {
        name: 'the commit itself was not told',
        set: { '/source/verification': { verified: false, reason: 'unsigned' } },
        remove: ['/source/commit'],
        says: /^The commit is/,
      },
    ],
    unknown: [{ name: 'the commit was not seen', remove: ['/source/verification'], says: /verification/ }],
  },
  'author-is-pusher': {
    pass: [
      { name: 'its author pushed it' },
      {
        name: 'GitHub made the merge of another’s pull request',
        set: { ...WEB_FLOW, '/people/pusher': { login: 'bob', id: '1002', type: 'user' } },
      },
      {
        name: 'a squash merge has the author of the pull request',
        set: { ...WEB_FLOW, ...DIRECT, '/people/author': { account: { login: 'bob', id: '1002', type: 'user' } } },
      },
      {
        name: 'the merge queue pushed it',
        set: { '/people/pusher': { login: 'github-merge-queue[bot]', id: '118344674', type: 'bot' } },
      },
      {
        name: 'a bot pushed its own commit, which only its address tells',
        set: {
          ...DIRECT,
          '/people/pusher': BOT,
          '/people/author': { email: '155500001+release-train[bot]@users.noreply.github.com' },
          '/people/committer': { email: 'ci@example.com' },
        },
      },
      {
        name: 'somebody committed a colleague’s patch',
        set: { ...DIRECT, '/people/author': { account: { login: 'bob', id: '1002', type: 'user' } } },
      },
      {
        name: 'the pusher signed it',
        set: { ...DIRECT, ...author('bob', '1002'), '/source/verification': baseRecord().source.verification },
      },
      {
        name: 'a branch is made of the default branch’s head',
        set: {
          ...author('bob', '1002'),
          ...DIRECT,
          ...onBranch('release'),
          [`${CHANGE}/commit`]: 'da8cba03f38586d3548db460a298bc0a4f5a3200',
        },
      },
      { name: 'a tag names another’s commit', set: { ...author('bob', '1002'), ...DIRECT, ...onTag('v1.4.0') } },
      { name: 'a schedule started the job', set: { '/pipeline/event': 'schedule' }, remove: NOT_PUSHED },
      {
        name: 'a bot pushes for others by the policy’s leave',
        set: { ...author('bob', '1002'), ...DIRECT, '/people/pusher': BOT },
        params: { allow: ['155500001'] },
      },
      LOCAL,
    ],
    fail: [
      {
        name: 'a push brings a commit in the name of somebody else',
        set: { ...author('bob', '1002'), ...DIRECT },
        says: /bob .*alice/,
      },
      {
        name: 'a bot pushes in the name of a person',
        set: { ...author('bob', '1002'), ...DIRECT, '/people/pusher': BOT },
      },
      {
        name: 'an address tells that a bot made it',
        set: { ...OF_BOB, '/people/author': { email: '155500001+release-train[bot]@users.noreply.github.com' } },
        says: /^Somebody else/,
      },
      {
        name: 'the pusher’s signature on it is no good',
        set: {
          ...OF_BOB,
          '/source/verification': { verified: false, reason: 'expired_key', signer: baseRecord().people.pusher },
        },
      },
      {
        name: 'the key that signed it is no account’s',
        set: { ...OF_BOB, '/source/verification': { verified: true, reason: 'valid' } },
      },
      {
        name: 'it claims a signature of GitHub’s that is none',
        set: { ...OF_BOB, '/source/verification': { verified: false, reason: 'invalid', signedByForge: true } },
      },
      {
        name: 'the pull request that holds it is not merged',
        set: { ...OF_BOB, ...onBranch('topic'), '/source/pullRequests': [approved('43')] },
      },
      {
        name: 'neither its committer nor the workflow file was seen',
        set: without(OF_BOB, '/people/committer'),
        remove: ['/people/committer', CHANGE],
      },
    ],
    unknown: [
      {
        name: 'the author’s address belongs to no account',
        set: { ...author('bob', '1002'), ...DIRECT, '/people/author': { email: 'x@example.com' } },
      },
      {
        name: 'the pusher’s id was not told',
        set: author('bob', '1002'),
        remove: ['/people/pusher/id', '/source/pullRequests'],
      },
      {
        name: 'the pull requests were not seen',
        set: author('bob', '1002'),
        remove: ['/source/pullRequests'],
        says: /pullRequests/,
      },
      {
        name: 'the push made the branch',
        set: { ...author('bob', '1002'), ...DIRECT, ...onBranch('topic'), '/source/created': true },
        says: /made the branch/,
      },
      NO_EVENT,
      { name: 'the ref was not told', set: OF_BOB, remove: ['/pipeline/ref'], says: /ref/ },
      { name: 'the pusher was not told', set: OF_BOB, remove: ['/people/pusher'] },
      {
        name: 'neither the pusher’s nor the author’s id was told',
        set: { ...without(OF_BOB, '/people/committer'), '/people/author': { account: { login: 'bob', type: 'user' } } },
        remove: ['/people/pusher/id', '/people/committer'],
      },
      { name: 'the author was not seen', set: without(OF_BOB, '/people/author'), remove: ['/people/author'] },
      {
        name: 'the author’s id was not told',
        set: { ...OF_BOB, '/people/author': { account: { login: 'bob', type: 'user' } } },
      },
      {
        name: 'the signature was not seen',
        set: without(OF_BOB, '/source/verification'),
        remove: ['/source/verification'],
      },
    ],
  },
  'change-came-by-pull-request': {
    pass: [
      { name: 'the pull request was merged' },
      { name: 'GitHub squashed it', set: WEB_FLOW },
      { name: 'the merge queue tries it', set: BY_QUEUE, remove: NOT_PUSHED },
      { name: 'a pull request is checked', set: pullRequest(false), remove: NOT_PUSHED },
      { name: 'another branch is pushed', set: { ...onBranch('feature/x'), ...DIRECT } },
      { name: 'the push made the default branch', set: { ...DIRECT, '/source/created': true } },
      {
        name: 'the pusher is one who may',
        set: { ...DIRECT, '/people/pusher': BOT },
        params: { allow: ['release-train[bot]'] },
      },
      {
        name: 'a schedule deploys nothing',
        set: { ...DIRECT, '/pipeline/event': 'schedule', '/gaps': [NO_DEPLOYMENT] },
        remove: ['/pipeline/environment', ...NOT_PUSHED],
      },
      {
        name: 'a tag is pushed that deploys nothing',
        set: { ...DIRECT, ...onTag('v1.4.0'), '/gaps': [NO_DEPLOYMENT] },
        remove: ['/pipeline/environment'],
      },
      { name: 'a tag of a merged commit deploys', set: onTag('v1.4.0') },
      LOCAL,
      { name: 'a fork’s pull request is tried with the target’s rights', set: target() },
      {
        name: 'a deployment is of neither a branch nor a tag',
        set: { ...DIRECT, '/pipeline/event': 'deployment', '/pipeline/ref': 'refs/pull/43/head' },
        remove: NOT_PUSHED,
      },
    ],
    fail: [
      { name: 'somebody pushed to the default branch', set: DIRECT, says: /without a merged pull request; alice/ },
      {
        name: 'the pull request was merged into another branch',
        set: { '/source/pullRequests/0/baseRef': 'develop' },
      },
      {
        name: 'the policy names the branch',
        set: { ...onBranch('release/1.x'), ...DIRECT },
        params: { branches: ['main', 'release/*'] },
      },
      {
        name: 'a dispatch deploys what was pushed',
        set: { ...DIRECT, '/pipeline/event': 'workflow_dispatch' },
        remove: NOT_PUSHED,
      },
      {
        name: 'the pull request that holds it is not merged',
        set: { '/source/pullRequests': [approved('43')] },
      },
      {
        name: 'neither the commit nor its pusher was told',
        set: DIRECT,
        remove: ['/source/commit', '/people/pusher'],
        says: /^The commit came .* request\.$/,
      },
    ],
    unknown: [
      { name: 'the pull requests were not seen', remove: ['/source/pullRequests'] },
      { name: 'the default branch was not seen', set: DIRECT, remove: ['/pipeline/defaultBranch'] },
      {
        name: 'a schedule may deploy',
        set: { '/pipeline/event': 'schedule', '/gaps': [{ ...NO_DEPLOYMENT, reason: 'not-found' }] },
        remove: ['/pipeline/environment', ...NOT_PUSHED],
      },
      {
        name: 'the pusher may be one who may',
        set: DIRECT,
        remove: ['/people/pusher/id'],
        params: { allow: ['1001'] },
      },
      NO_EVENT,
      { name: 'the ref was not told', set: DIRECT, remove: ['/pipeline/ref'] },
    ],
  },
  'workflow-change-is-reviewed': {
    pass: [
      ...harmlessChanges({}),
      {
        name: 'a branch changes it for a job without rights',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, ...READ_ONLY },
      },
      {
        name: 'somebody else approved the pull request before its newest commit',
        set: { ...pullRequest(false), ...modified(), '/source/pullRequests': [approved('43', { headSha: OTHER })] },
        remove: NOT_PUSHED,
      },
      {
        name: 'a pushed branch’s open pull request is approved',
        set: {
          ...onBranch('topic'),
          ...modified(),
          '/source/pullRequests': [approved('43', { headSha: 'da8cba03f38586d3548db460a298bc0a4f5a3200' })],
        },
      },
      {
        name: 'the merge queue tries a pull request that is approved',
        set: { ...queued('43'), ...modified(), '/source/pullRequests': [approved('43')] },
        remove: [...NOT_PUSHED, '/protections/ref'],
        says: /somebody else approved/,
      },
      {
        name: 'a branch changes it for a job whose token reads everything, as it declares',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, ...READ_ONLY, '/access/token': { shorthand: 'read-all' } },
      },
    ],
    fail: [
      { name: 'a new workflow is pushed to the default branch', set: { ...added(), ...DIRECT }, says: /is new/ },
      {
        name: 'a new workflow is pushed on a branch of its own',
        set: { ...onBranch('shai-hulud'), ...added('default-branch'), ...DIRECT, '/source/created': true },
        says: /secrets and an identity token/,
      },
      {
        name: 'a commit changes nothing else',
        set: { ...modified(SECRETS), ...DIRECT, '/source/changedFiles': 1 },
        says: /no other file/,
      },
      {
        name: 'it is swapped for one that is dispatched',
        set: modified({ ...DIRECT, ...author('bob', '1002'), [`${CHANGE}/triggersAdded`]: ['workflow_dispatch'] }),
        says: /workflow_dispatch/,
      },
      {
        name: 'only its author and a bot approved the pull request',
        set: modified({
          '/source/pullRequests/0/reviews/0/reviewer': DEPENDABOT,
          '/source/pullRequests/0/author': { login: 'alice', id: '1001', type: 'user' },
        }),
      },
      {
        name: 'a pull request of the repository runs it before any review',
        set: { ...pullRequest(false), ...modified() },
        remove: NOT_PUSHED,
      },
      {
        name: 'another pull request with the same head is the approved one',
        set: { ...pullRequest(false), ...modified(), '/source/pullRequests': [approved('44')] },
        remove: NOT_PUSHED,
      },
      {
        name: 'the approved pull request was closed',
        set: modified({
          '/source/pullRequests': [
            approved('43', { state: 'closed', headSha: 'da8cba03f38586d3548db460a298bc0a4f5a3200' }),
          ],
        }),
      },
      {
        name: 'the approved pull request was merged before',
        set: modified({ '/source/pullRequests': [approved('43', { state: 'merged', mergeCommit: OTHER })] }),
      },
      {
        name: 'the default branch’s job has nothing to take, and later ones may',
        set: modified({ ...DIRECT, ...READ_ONLY }),
        remove: [`${CHANGE}/triggersAdded`],
        says: /approved it\.$/,
      },
      {
        name: 'the default branch’s job has secrets and its token’s rights were not seen',
        set: modified({ ...DIRECT, '/access/token': {} }),
      },
      {
        name: 'a branch changes it for a job that GitHub gives an identity',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, ...READ_ONLY, '/access/oidc': { available: true } },
        says: /has an identity token\.$/,
      },
      {
        name: 'a branch changes it for a job that may ask for an identity',
        set: {
          ...onBranch('ci'),
          ...modified(),
          ...DIRECT,
          '/access/secrets': [],
          '/access/token/permissions': { 'id-token': { declared: 'write', source: 'workflow-file' } },
        },
        remove: ['/access/oidc'],
        says: /has an identity token\.$/,
      },
      {
        name: 'a branch changes it for a job that may write, as it declares',
        set: {
          ...onBranch('ci'),
          ...modified(),
          ...DIRECT,
          ...READ_ONLY,
          '/access/token/permissions': {
            contents: { declared: 'write', source: 'workflow-file' },
            'id-token': { declared: 'none', source: 'workflow-file' },
          },
        },
        says: /has a token that may write\.$/,
      },
      {
        name: 'a branch changes it for a job whose token may write everything',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, ...READ_ONLY, '/access/token': { shorthand: 'write-all' } },
        says: /has a token that may write\.$/,
      },
      {
        name: 'a branch changes it for a job with a secret, whose token was not seen',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, '/access/secrets': ['GITHUB_TOKEN', 'NPM'] },
        remove: ['/access/token', '/access/oidc', '/people/initiator'],
        says: /has secrets\.$/,
      },
    ],
    unknown: [
      ...unseenChanges({}),
      {
        name: 'a branch changes it and the job’s rights were not seen',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, ...READ_ONLY, '/access/token': {} },
      },
      {
        name: 'the merge queue tries another pull request than the approved one',
        set: { ...queued('43'), ...modified(), '/source/pullRequests': [approved('44')] },
        remove: [...NOT_PUSHED, '/protections/ref'],
      },
      {
        name: 'which pull requests the merge queue tries was not told',
        set: {
          ...without(BY_QUEUE, '/pipeline/mergeGroup'),
          ...modified(),
          '/source/pullRequests': [approved('43')],
        },
        remove: [...NOT_PUSHED, '/protections/ref'],
      },
      {
        name: 'a branch changes it and the secrets were not seen',
        set: { ...onBranch('ci'), ...modified(), ...DIRECT, ...without(READ_ONLY, '/access/secrets') },
        remove: ['/access/secrets'],
        says: /access\/secrets/,
      },
      {
        name: 'the commit was not told',
        set: modified({ '/source/pullRequests': [approved('43')] }),
        remove: ['/source/commit'],
        says: /source\/commit/,
      },
    ],
  },
  'permissions-were-not-raised': {
    pass: [
      ...harmlessChanges(RAISED),
      {
        name: 'a right to read is added',
        set: modified({ ...DIRECT, [`${CHANGE}/permissionsRaised`]: ['packages: read'] }),
      },
    ],
    fail: [
      { name: 'a push raises them', set: modified({ ...RAISED, ...DIRECT }), says: /contents: write/ },
      {
        name: 'a pull request of the repository raises its own job’s',
        set: { ...pullRequest(false), ...modified(RAISED) },
        remove: NOT_PUSHED,
      },
      {
        name: 'a new workflow asks for all',
        set: modified({ ...DIRECT, [`${CHANGE}/permissionsRaised`]: ['write-all'] }),
      },
      {
        name: 'the permissions that hold are those of a workflow that calls it',
        set: modified({ ...RAISED, ...DIRECT, '/access/token/declaredIn/file': '.github/workflows/all.yml' }),
      },
      {
        name: 'a push raises them and where was not seen',
        set: modified({ ...RAISED, ...DIRECT }),
        remove: ['/access/token'],
      },
    ],
    unknown: [
      ...unseenChanges(RAISED),
      {
        name: 'a side leaves them to the repository',
        set: modified(DIRECT),
        remove: [`${CHANGE}/permissionsRaised`],
        says: /permissionsRaised/,
      },
    ],
  },
  'new-secrets-are-reviewed': {
    pass: [
      ...harmlessChanges(SECRETS),
      {
        name: 'it names the job’s own token',
        set: modified({ ...DIRECT, [`${CHANGE}/newSecrets`]: ['GITHUB_TOKEN'] }),
      },
      {
        name: 'Dependabot runs it, who gets none of them',
        set: { ...pullRequest(false), ...modified(SECRETS), '/people/initiator': DEPENDABOT },
        remove: NOT_PUSHED,
      },
    ],
    fail: [
      { name: 'a push names another one', set: modified({ ...SECRETS, ...DIRECT }), says: /NPM_TOKEN/ },
      { name: 'a new workflow takes all', set: { ...added(), ...DIRECT }, says: /all secrets/ },
      {
        name: 'a pull request of the repository takes one before any review',
        set: { ...pullRequest(false), ...modified(SECRETS) },
        remove: NOT_PUSHED,
      },
      {
        name: 'a push names five',
        set: modified({ ...DIRECT, [`${CHANGE}/newSecrets`]: ['A', 'B', 'C', 'D', 'E'] }),
        says: /A, B, C, D, E for/,
      },
      {
        name: 'a push names six',
        set: modified({ ...DIRECT, [`${CHANGE}/newSecrets`]: ['A', 'B', 'C', 'D', 'E', 'F'] }),
        says: /A, B, C, D, E and 1 more for/,
      },
    ],
    unknown: [
      {
        name: 'a private repository may give forks its secrets',
        set: { ...added('default-branch'), ...pullRequest(true), '/pipeline/visibility': 'private' },
        says: /forks’ pull requests/,
      },
      ...unseenChanges(SECRETS),
      { name: 'a side can’t be read', set: modified(DIRECT), remove: [`${CHANGE}/newSecrets`] },
    ],
  },
  'push-was-not-forced': {
    pass: [
      { name: 'the push added to the branch' },
      { name: 'somebody rebases a branch', set: { ...onBranch('feature/x'), '/source/forced': true } },
      { name: 'a schedule started the job', set: { '/pipeline/event': 'schedule' }, remove: NOT_PUSHED },
      { name: 'a tag was forced', set: { ...onTag('v1'), '/source/forced': true } },
      {
        name: 'the policy names other branches',
        set: { '/source/forced': true, '/protections/ref/forcePushes': true },
        params: { branches: ['release/**'] },
      },
      LOCAL,
    ],
    fail: [
      { name: 'the default branch is rewritten', set: { '/source/forced': true }, says: /by alice\.$/ },
      {
        name: 'the branch’s rules forbid it and somebody passed them by',
        set: { ...onBranch('stable'), '/source/forced': true, '/protections/ref/forcePushes': false },
      },
      {
        name: 'the policy names the branch',
        set: { ...onBranch('release/2/x'), '/source/forced': true },
        params: { branches: ['release/**'] },
      },
      {
        name: 'the default branch is rewritten, by whom was not told',
        set: { '/source/forced': true },
        remove: ['/people/pusher'],
        says: /force-pushed\.$/,
      },
    ],
    unknown: [
      { name: 'the event could not be read', remove: ['/source/forced'] },
      {
        name: 'neither the default branch nor its rules were seen',
        set: { '/source/forced': true },
        remove: ['/pipeline/defaultBranch', '/protections/ref'],
      },
      NO_EVENT,
      { name: 'the ref was not told', set: { '/source/forced': true }, remove: ['/pipeline/ref'] },
    ],
  },
  'tag-did-not-move': {
    pass: [
      { name: 'no tag is involved' },
      { name: 'a release’s tag is new', set: onTag('v1.4.0'), remove: ['/pipeline/before'] },
      {
        name: 'a release was published from a tag',
        set: { '/pipeline/ref': 'refs/tags/v1.4.0', '/pipeline/event': 'release' },
        remove: NOT_PUSHED,
      },
      { name: 'the newest major version is moved on', set: { ...onTag('v1'), '/source/created': false } },
      {
        name: 'the policy says that the tag moves',
        set: { ...onTag('stable-eu'), '/source/created': false },
        params: { moving: ['stable-*'] },
      },
      {
        name: 'earlier runs had other tags, or the same commit',
        set: onTag('v1.4.0'),
        remove: ['/pipeline/before'],
        history: [
          earlier('refs/tags/v1.3.0', 'f'.repeat(40)),
          earlier('refs/tags/v1.4.0', 'da8cba03f38586d3548db460a298bc0a4f5a3200'),
        ],
      },
      { ...LOCAL, remove: ['/pipeline/ref'] },
      {
        name: 'an earlier run named another commit, and this run’s was not told',
        set: onTag('v1.4.0'),
        remove: ['/pipeline/before', '/pipeline/sha'],
        history: [earlier('refs/tags/v1.4.0', OTHER)],
      },
    ],
    fail: [
      { name: 'a push moves it', set: { ...onTag('v1.4.0'), '/source/created': false }, says: /12e56c791e29/ },
      {
        name: 'a push forces it',
        set: { ...onTag('v1.4.0'), '/source/created': false, '/source/forced': true },
        remove: ['/pipeline/before'],
      },
      { name: 'the policy lets only others move', set: onTag('v1'), params: { moving: ['latest'] } },
      {
        name: 'it was deleted and made again elsewhere',
        set: onTag('v1.4.0'),
        remove: ['/pipeline/before'],
        history: [earlier('refs/tags/v1.4.0', 'f'.repeat(40))],
        says: /ffffffffffff in an earlier run/,
      },
      {
        name: 'a release finds it elsewhere than an earlier run, and a newer one did not tell',
        set: { '/pipeline/ref': 'refs/tags/v1.4.0', '/pipeline/event': 'release' },
        remove: NOT_PUSHED,
        history: [
          earlier('refs/tags/v1.4.0', OTHER),
          earlier('refs/tags/v1.4.0', undefined, '2026-11-12T10:09:41.000Z'),
        ],
        says: /was moved: it named ffffffffffff/,
      },
      { name: 'a tag with a very long name is moved', set: onTag(`v${'1'.repeat(200)}.${'2'.repeat(200)}.0`) },
      {
        name: 'a push moves it, by whom was not told',
        set: { ...onTag('v1.4.0'), '/source/created': false },
        remove: ['/people/pusher'],
        says: /was moved: /,
      },
    ],
    unknown: [
      { name: 'the ref was not told', remove: ['/pipeline/ref'] },
      {
        name: 'the event could not be read',
        set: { '/pipeline/ref': 'refs/tags/v1.4.0' },
        remove: ['/source/created', '/pipeline/before'],
      },
      { ...NO_EVENT, set: onTag('v1.4.0'), remove: ['/pipeline/event', '/pipeline/before'] },
      {
        name: 'what a tag that was there named was not told',
        set: { ...onTag('v1.4.0'), '/source/created': false },
        remove: ['/pipeline/before'],
        says: /before/,
      },
    ],
  },
  'names-hold-no-shell': {
    pass: [
      { name: 'the event brings no name of an outsider’s' },
      ...[
        'feature/x',
        'dependabot/npm_and_yarn/@types/node-1.2',
        'user@x',
        'fix-#12',
        'größe~1',
        'a+b=c,d%e!',
        'fix(parser)/x',
        'don’t-panic',
        "don't-panic",
        'say-"hi"',
      ].map((headRef) => ({ name: `a fork’s branch is called ${headRef}`, set: pullRequest(true, { headRef }) })),
      { name: 'a colleague puts a scope into brackets', set: pullRequest(false, { headRef: 'fix(api)/x' }) },
      { name: 'a run of the repository triggered it', set: workflowRun(false, 'fix(api)') },
      { name: 'a tag holds them, which no outsider can make', set: onTag('v1(beta)') },
      { ...LOCAL, remove: ['/pipeline/event'] },
    ],
    fail: [
      ...[
        `$(curl\${IFS}x.sh|sh)`,
        '`id`',
        'a;b',
        'a|b',
        'a&b',
        'a>b',
        'a<b',
        '{a,b}',
        `'+require('x')+'`,
        '");f("',
        'a\\b',
        'a b',
        'a\nb',
        'a\u007fb',
      ].map((headRef) => ({
        name: `a fork’s branch is called ${JSON.stringify(headRef)}`,
        set: { ...pullRequest(true, { headRef }), '/pipeline/event': 'pull_request_target' },
      })),
      { name: 'a fork’s run triggered it', set: workflowRun(true, 'x$(id)'), says: /triggering run’s branch/ },
      {
        name: 'a fork’s branch has a long name',
        set: { ...pullRequest(true, { headRef: `a;${'b'.repeat(600)}` }), '/pipeline/event': 'pull_request_target' },
        says: /holds what a script would run\.$/,
      },
    ],
    unknown: [
      { name: 'the name was not told', set: pullRequest(true, { headRef: undefined }) },
      {
        name: 'whose branch it is was not told',
        set: pullRequest(true, { headRef: 'a;b', fromFork: undefined }),
      },
      { name: 'the event could not be read', set: { '/pipeline/event': 'workflow_run' } },
      NO_EVENT,
      {
        name: 'the pull request could not be read',
        set: { '/pipeline/event': 'pull_request' },
        remove: NOT_PUSHED,
      },
    ],
  },
  'fork-code-stays-out': {
    pass: [
      { name: 'a push started the job' },
      {
        name: 'a fork’s own pull request is tried',
        set: { ...pullRequest(true), '/source/workspace': { commit: FORK, isSource: false } },
      },
      {
        name: 'the repository’s own code is checked out',
        set: target(OWN_CODE),
      },
      { name: 'the job has nothing to take', set: target(READ_ONLY) },
      { name: 'the pull request is the repository’s own', set: target({ '/pipeline/pullRequest/fromFork': false }) },
      { name: 'the triggering run was the repository’s own', set: workflowRun(false, 'main') },
      { name: 'the comment is at an issue', set: comment('NONE', false) },
      {
        name: 'it labels what a fork proposes and checks nothing out',
        ...emptyWorkspace({ '/actions': [LABELER] }),
        says: /Nothing is checked out/,
      },
      LOCAL,
      {
        name: 'the collector sees a fork’s pull request labelled',
        ...emptyWorkspace({ '/phase': 'collector', '/actions': [LABELER] }),
      },
      {
        name: 'the collector sees the repository’s own code checked out',
        set: target({ ...OWN_CODE, '/phase': 'collector' }),
      },
      {
        name: 'a member comments and the repository’s own code is checked out',
        set: { ...comment('MEMBER'), ...OWN_CODE },
      },
    ],
    fail: [
      { name: 'a fork’s head is checked out', set: target(), says: /pull request’s code/ },
      {
        name: 'the merge of a fork’s pull request is checked out',
        set: target({ '/source/workspace': { commit: '6'.repeat(40), isSource: false } }),
      },
      {
        name: 'the code of a fork’s run is checked out',
        set: workflowRun(true, 'typo'),
        says: /triggering run’s code/,
      },
      { name: 'a stranger’s comment has a pull request checked out', set: comment('NONE') },
      {
        name: 'the merge of what a fork’s run tried is checked out',
        set: {
          ...workflowRun(true, 'typo'),
          '/source/workspace': { commit: '6'.repeat(40), isSource: false },
        },
      },
      {
        name: 'a fork’s head is checked out, and of which job was not told',
        set: target(),
        remove: ['/pipeline/job'],
      },
    ],
    unknown: [
      { name: 'nothing was seen in the workspace', set: target({ '/source/workspace': undefined }) },
      {
        name: 'a second checkout may have put the fork’s code beside the repository’s own',
        set: target({ ...OWN_CODE, '/actions': [checkout(17), checkout(19)] }),
        says: /more than one/i,
      },
      {
        name: 'the repository’s own code is checked out and what else is was not seen',
        set: target({ ...OWN_CODE, '/actions': undefined }),
      },
      {
        name: 'an action checks something out, and not in the workspace itself',
        ...emptyWorkspace({}),
      },
      {
        name: 'nothing is checked out and the actions were not seen',
        ...emptyWorkspace({ '/actions': undefined }),
      },
      {
        name: 'the job has only begun, with nothing checked out',
        ...emptyWorkspace({ '/phase': 'start' }),
      },
      {
        name: 'the job has only begun',
        set: target({ '/phase': 'start', '/source/workspace': { commit: '7'.repeat(40), isSource: true } }),
      },
      {
        name: 'the job committed on a branch',
        set: target({ '/source/workspace': { commit: '6'.repeat(40), ref: 'refs/heads/docs', isSource: false } }),
      },
      { name: 'a member had the pull request checked out', set: comment('MEMBER') },
      { name: 'whose pull request it is was not told', set: target({ '/pipeline/pullRequest/fromFork': undefined }) },
      {
        name: 'the token’s rights were not seen',
        set: target({ ...READ_ONLY, '/access/token': {} }),
      },
      NO_EVENT,
      {
        name: 'whether the workspace holds the repository’s own code was not seen',
        set: target({ '/source/workspace': { ref: 'refs/heads/docs' } }),
      },
      {
        name: 'another commit is checked out, and which was not seen',
        set: target({ '/source/workspace': { isSource: false } }),
      },
      {
        name: 'nothing was seen in the workspace, and no action checks anything out',
        ...emptyWorkspace({
          '/actions': [LABELER],
          '/gaps': [{ pointer: '/source/workspace', reason: 'not-asked', needed: 'a folder that git may read' }],
        }),
      },
      {
        name: 'an action of the repository’s own may check something out',
        ...emptyWorkspace({ '/actions': [{ uses: './setup', kind: 'local', line: 17, pinned: true }] }),
      },
      {
        name: 'the comment was not read',
        set: { '/pipeline/event': 'issue_comment', '/source/workspace': { commit: FORK, isSource: false } },
        remove: NOT_PUSHED,
      },
      {
        name: 'a stranger’s comment has another commit checked out, and which was not seen',
        set: { ...comment('NONE'), '/source/workspace': { isSource: false } },
      },
    ],
  },
};
