import { earlierRecord } from '../../../support/earlier-record.ts';
import type { RuleCases } from './case.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const SCOPES = '/access/token/permissions';
const CLOUD_GAP = { pointer: '/access/cloud', reason: 'not-asked', needed: 'a checkpoint step after the login step' };

const identity = (change: object) => ({
  provider: 'aws',
  kind: 'assumed-role',
  shortLived: true,
  source: 'cloud',
  observedAt: '2026-11-18T10:07:00.000Z',
  ...change,
});
const use = (uses: string, change: object = {}) => ({ uses, kind: 'repository', line: 21, pinned: false, ...change });
const scope = (declared: string, observed: string) => ({ declared, observed, source: 'worker-log' });

const CACHE = use('actions/cache@v4');
const SETUP = use('actions/setup-node@v5');
const pwned = (minutes: number, change: object = {}) =>
  earlierRecord(minutes, { set: { '/actions/-': SETUP, ...change } }, 'pull-request-target');

const EXPOSURE = { uses: 'codecov/codecov-action@*', from: '2026-11-01', until: '2026-11-15' };
const CODECOV = use('codecov/codecov-action@v1');
const leaked = (change: object = {}) => earlierRecord(5 * DAY, { set: { '/actions/-': CODECOV, ...change } });

/** Nearly all that a job's token may have, each scope to be written. */
const EVERYWHERE = Object.fromEntries(
  ['actions', 'contents', 'deployments', 'issues', 'packages', 'pull-requests', 'statuses'].map((name) => [
    name,
    scope('write', 'write'),
  ]),
);
const NO_IDENTITY = { '/access/oidc': { available: false }, [`${SCOPES}/id-token`]: scope('none', 'none') };

/** Cases of the group’s rules by the rules’ ids. */
export const tokenCases: Readonly<Record<string, RuleCases>> = {
  'token-is-least-privilege': {
    pass: [
      { name: 'nothing is granted at once' },
      {
        name: 'a command is run without a pipeline',
        set: { '/pipeline/provider': 'local' },
        remove: ['/access/token'],
      },
      {
        name: 'it has what the policy allows',
        params: {
          allow: {
            contents: 'write',
            actions: 'read',
            attestations: 'write',
            'id-token': 'write',
            'pull-requests': 'read',
          },
        },
      },
      {
        name: 'it may write everywhere but in one place',
        set: { [SCOPES]: { ...EVERYWHERE, issues: scope('read', 'read') } },
      },
    ],
    fail: [
      { name: 'the file grants write-all', set: { '/access/token/shorthand': 'write-all' }, says: /write-all/ },
      {
        name: 'it has a scope that the policy does not allow',
        params: { allow: { contents: 'read' } },
        says: /id-token: write/,
      },
      { name: 'it may write everywhere by single scopes', set: { [SCOPES]: EVERYWHERE }, says: /every part/ },
    ],
    unknown: [
      { name: 'no permissions were seen', remove: [SCOPES] },
      { name: 'no token was seen', remove: ['/access/token'] },
    ],
  },
  'token-is-as-declared': {
    pass: [
      { name: 'each scope is seen to be as declared' },
      {
        name: 'a command is run without a pipeline',
        set: { '/pipeline/provider': 'local' },
        remove: ['/access/token'],
      },
      {
        name: 'the token was given less than declared',
        base: 'fork-ci',
        set: { [`${SCOPES}/contents`]: scope('write', 'read') },
      },
      {
        name: 'every token’s own scope is not declared',
        set: {
          [`${SCOPES}/metadata`]: scope('none', 'read'),
          [`${SCOPES}/models`]: { declared: 'none', source: 'workflow-file' },
        },
      },
      {
        name: 'a scope that is not declared is seen to be none',
        set: { [`${SCOPES}/packages`]: { observed: 'none', source: 'worker-log' } },
      },
    ],
    fail: [
      {
        name: 'a scope may be written that is declared to be read',
        set: { [`${SCOPES}/contents`]: scope('read', 'write') },
        says: /contents: write \(declared read\)/,
      },
      {
        name: 'a scope is there that is not declared',
        set: { [`${SCOPES}/packages`]: scope('none', 'read') },
        says: /packages: read/,
      },
      { name: 'metadata may be written', set: { [`${SCOPES}/metadata`]: scope('read', 'write') } },
      {
        name: 'one is wider and another was not seen',
        set: {
          [`${SCOPES}/contents`]: scope('read', 'write'),
          [`${SCOPES}/issues`]: { declared: 'read', source: 'workflow-file' },
        },
      },
      {
        name: 'two scopes are wider',
        set: { [`${SCOPES}/contents`]: scope('read', 'write'), [`${SCOPES}/packages`]: scope('none', 'read') },
        says: /contents: write \(declared read\), packages: read/,
      },
    ],
    unknown: [
      { name: 'no token was seen', remove: ['/access/token'] },
      { name: 'nothing was observed', set: { [SCOPES]: { contents: { declared: 'none', source: 'workflow-file' } } } },
      {
        name: 'a scope was not observed',
        set: { [`${SCOPES}/issues`]: { declared: 'read', source: 'workflow-file' } },
      },
      { name: 'nothing was declared', set: { [SCOPES]: { contents: { observed: 'read', source: 'worker-log' } } } },
      { name: 'there are no scopes at all', set: { [SCOPES]: {} } },
    ],
  },
  'cloud-key-is-short-lived': {
    pass: [
      { name: 'the end shows no trace of a cloud and nothing logs in to one' },
      { name: 'the identity ends by itself', set: { '/access/cloud': [identity({})] } },
      { name: 'a checkpoint saw none', set: { '/access/cloud': [] } },
    ],
    fail: [
      {
        name: 'there is an access key',
        set: { '/access/cloud': [identity({}), identity({ kind: 'access-key', shortLived: false })] },
        says: /cloud key that does not end by itself\.$/,
      },
      {
        name: 'there is a service account’s key, and one that does not tell',
        set: {
          '/access/cloud': [
            identity({ provider: 'gcp', kind: 'service_account', shortLived: false }),
            { ...identity({ provider: 'vault', kind: 'token' }), shortLived: undefined },
          ],
        },
        says: /cloud key that does not end by itself\.$/,
      },
    ],
    unknown: [
      { name: 'an identity was in use and is gone', set: { '/gaps': [CLOUD_GAP] } },
      { name: 'nobody looked', set: { '/gaps': [] } },
      { name: 'the job has only begun', set: { '/gaps': [{ ...CLOUD_GAP, reason: 'not-yet' }] } },
      { name: 'a key does not tell', set: { '/access/cloud': [{ ...identity({}), shortLived: undefined }] } },
      {
        name: 'the job logs in without a checkpoint',
        set: { '/actions/-': use('aws-actions/configure-aws-credentials@v5') },
        says: /configure-aws/,
      },
      {
        name: 'the job refers to a key of a cloud',
        set: { '/access/secrets': ['AWS_SECRET_ACCESS_KEY'] },
        says: /AWS_SECRET/,
      },
      { name: 'the job refers to all secrets', set: { '/access/secrets': ['*'] } },
      { name: 'the names of secrets were not seen', remove: ['/access/secrets'] },
      { name: 'the actions were not seen', remove: ['/actions'] },
      {
        name: 'an identity was in use and is gone, and something else was not found',
        set: { '/gaps': [{ pointer: '/resources/packages', reason: 'not-found', needed: 'a package' }, CLOUD_GAP] },
      },
    ],
  },
  'outsider-gets-no-secrets': {
    pass: [
      { name: 'a colleague pushed' },
      {
        name: 'a fork’s pull request refers to secrets that it never gets',
        base: 'fork-ci',
        set: { '/access/secrets': ['NPM_TOKEN'] },
      },
      { name: 'a stranger’s pull request is labelled without secrets', base: 'pull-request-target' },
      {
        name: 'it refers to its own token only',
        base: 'pull-request-target',
        set: { '/access/secrets': ['github_token'] },
      },
      {
        name: 'the policy allows it',
        base: 'pull-request-target',
        set: { '/access/secrets': ['LABEL_TOKEN'] },
        params: { allow: ['LABEL_*'] },
      },
      {
        name: 'the run follows one of the repository itself',
        base: 'workflow-run',
        set: { '/access/secrets': ['NPM_TOKEN'] },
      },
    ],
    fail: [
      {
        name: 'a fork’s pull request comes with secrets',
        base: 'pull-request-target',
        set: { '/access/secrets': ['NPM_TOKEN'] },
        says: /NPM_TOKEN/,
      },
      {
        name: 'all secrets are handed on',
        base: 'pull-request-target',
        set: { '/access/secrets': ['*'] },
        says: /all secrets/,
      },
      {
        name: 'a maintainer put the label on',
        base: 'pull-request-target',
        set: { '/access/secrets': ['NPM_TOKEN'], '/pipeline/eventAction': 'labeled' },
      },
      {
        name: 'a stranger comments',
        base: 'comment',
        set: { '/access/secrets': ['NPM_TOKEN'], '/pipeline/comment/association': 'NONE' },
      },
      {
        name: 'the run follows one of a fork',
        base: 'workflow-run',
        set: { '/access/secrets': ['NPM_TOKEN'], '/pipeline/workflowRun/fromFork': true },
      },
    ],
    unknown: [
      { name: 'the names of secrets were not seen', base: 'pull-request-target', remove: ['/access/secrets'] },
      {
        name: 'a private repository may give forks its secrets',
        base: 'fork-ci',
        set: { '/pipeline/visibility': 'private', '/access/secrets': ['NPM_TOKEN'] },
        says: /Whether the repository gives secrets/,
      },
      {
        name: 'it was not seen whether the repository is public',
        base: 'fork-ci',
        set: { '/access/secrets': ['NPM_TOKEN'] },
        remove: ['/pipeline/visibility'],
      },
      {
        name: 'it was not seen whose the branch is',
        base: 'pull-request-target',
        set: { '/access/secrets': ['NPM_TOKEN'] },
        remove: ['/pipeline/pullRequest/fromFork'],
      },
      {
        name: 'it was not seen who comments',
        base: 'comment',
        set: { '/access/secrets': ['NPM_TOKEN'] },
        remove: ['/pipeline/comment/association', '/people/initiator/association'],
      },
    ],
  },
  'outsider-gets-no-privilege': {
    pass: [
      { name: 'a colleague deploys' },
      { name: 'a stranger’s pull request is labelled', base: 'pull-request-target' },
      {
        name: 'a fork’s pull request declares what it does not get',
        base: 'fork-ci',
        set: { [`${SCOPES}/contents`]: scope('write', 'read'), '/pipeline/environment': 'preview' },
      },
      {
        name: 'a private repository’s token for forks was seen to read only',
        base: 'fork-ci',
        set: { '/pipeline/visibility': 'private', [`${SCOPES}/contents`]: scope('write', 'read') },
      },
      { name: 'a fork’s token was not seen', base: 'fork-ci', remove: [SCOPES] },
      {
        name: 'the policy allows it',
        base: 'pull-request-target',
        set: { [`${SCOPES}/contents`]: scope('write', 'write') },
        params: { allow: { contents: 'write', 'pull-requests': 'write' } },
      },
      {
        name: 'somebody approved the environment',
        base: 'pull-request-target',
        set: {
          '/pipeline/environment': 'preview',
          '/approvals': [{ environment: 'Preview', state: 'approved', user: { login: 'carol', id: '1003' } }],
        },
      },
      {
        name: 'the policy allows an identity',
        base: 'pull-request-target',
        set: { '/access/oidc': { available: true }, [`${SCOPES}/id-token`]: scope('write', 'write') },
        params: { allow: { 'id-token': 'write', 'pull-requests': 'write' } },
      },
    ],
    fail: [
      {
        name: 'it may write contents',
        base: 'pull-request-target',
        set: { [`${SCOPES}/contents`]: scope('write', 'write') },
        says: /contents: write/,
      },
      {
        name: 'it has an identity',
        base: 'pull-request-target',
        set: { [`${SCOPES}/id-token`]: scope('write', 'write') },
        says: /has id-token: write\.$/,
      },
      {
        name: 'it is offered an identity',
        base: 'pull-request-target',
        set: { '/access/oidc': { available: true } },
        says: /id-token: write/,
      },
      {
        name: 'what it may write is declared and not observed',
        base: 'pull-request-target',
        set: { [`${SCOPES}/packages`]: { declared: 'write', source: 'workflow-file' } },
      },
      {
        name: 'it comes into an environment unasked',
        base: 'pull-request-target',
        set: { '/pipeline/environment': 'production', '/approvals': [] },
        says: /environment production/,
      },
      {
        name: 'somebody rejected it or approved another environment',
        base: 'pull-request-target',
        set: {
          '/pipeline/environment': 'production',
          '/approvals': [
            { environment: 'production', state: 'rejected', user: { login: 'carol', id: '1003' } },
            { environment: 'preview', state: 'approved', user: { login: 'carol', id: '1003' } },
          ],
        },
      },
      { name: 'a stranger comments', base: 'comment', set: { '/pipeline/comment/association': 'NONE' } },
      {
        name: 'a private repository gives forks a token that writes',
        base: 'fork-ci',
        set: { [`${SCOPES}/contents`]: scope('write', 'write') },
      },
      {
        name: 'the policy allows less',
        base: 'pull-request-target',
        params: { allow: {} },
        says: /pull-requests: write/,
      },
      {
        name: 'it may write contents and is offered an identity',
        base: 'pull-request-target',
        set: { [`${SCOPES}/contents`]: scope('write', 'write'), '/access/oidc': { available: true } },
        says: /contents: write, id-token: write/,
      },
    ],
    unknown: [
      {
        name: 'a private repository may give forks what the file declares',
        base: 'fork-ci',
        set: {
          '/pipeline/visibility': 'private',
          [`${SCOPES}/contents`]: { declared: 'write', source: 'workflow-file' },
        },
      },
      { name: 'the token was not seen', base: 'pull-request-target', remove: [SCOPES] },
      {
        name: 'it was not seen whose the branch is',
        base: 'pull-request-target',
        set: { [`${SCOPES}/contents`]: scope('write', 'write') },
        remove: ['/pipeline/pullRequest/fromFork'],
      },
      {
        name: 'approvals were not seen',
        base: 'pull-request-target',
        set: { '/pipeline/environment': 'production' },
        remove: [],
      },
      {
        name: 'the environment was not seen',
        base: 'pull-request-target',
        set: { '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-available', needed: 'the file' } },
      },
      { name: 'nothing was seen of the token', base: 'pull-request-target', remove: ['/access/token'] },
    ],
  },
  'cache-is-not-shared-with-outsiders': {
    pass: [
      { name: 'the job uses no cache' },
      { name: 'a command is run without a pipeline', set: { '/pipeline/provider': 'local' }, remove: ['/actions'] },
      {
        name: 'no outsider was there',
        set: { '/actions/-': CACHE },
        history: [earlierRecord(HOUR, { set: { '/actions/-': CACHE } })],
      },
      {
        name: 'the outsider used no cache',
        set: { '/actions/-': CACHE },
        history: [pwned(HOUR, { '/actions/-': use('actions/labeler@v6') })],
      },
      {
        name: 'the outsider’s cache is its own',
        set: { '/actions/-': CACHE },
        history: [earlierRecord(HOUR, { set: { '/actions/-': CACHE } }, 'fork-ci')],
      },
      { name: 'it was long ago', set: { '/actions/-': CACHE }, history: [pwned(8 * DAY)] },
      {
        name: 'the job has no identity and no environment',
        base: 'pull-request-target',
        set: { '/actions/-': CACHE },
        history: [pwned(HOUR)],
      },
      {
        name: 'the policy names other actions',
        set: { '/actions/-': CACHE },
        params: { actions: ['octo-org/cache'] },
        history: [pwned(HOUR)],
      },
      {
        name: 'the job is seen to have no identity',
        base: 'pull-request-target',
        set: { '/actions/-': CACHE, ...NO_IDENTITY },
        history: [pwned(HOUR)],
      },
    ],
    fail: [
      {
        name: 'an outsider could write the cache',
        set: { '/actions/-': use('actions/cache/restore@v4') },
        history: [pwned(HOUR)],
        says: /pull_request_target/,
      },
      {
        name: 'the job has an identity and no environment',
        base: 'scheduled',
        set: { '/actions/-': SETUP },
        history: [pwned(DAY)],
      },
      {
        name: 'a stranger’s comment did it before a run without a cache',
        set: { '/actions/-': SETUP },
        history: [
          earlierRecord(DAY, { set: { '/actions/-': CACHE, '/pipeline/comment/association': 'NONE' } }, 'comment'),
          earlierRecord(HOUR, {}, 'pull-request-target'),
        ],
        says: /issue_comment/,
      },
      {
        name: 'the policy looks back further',
        set: { '/actions/-': CACHE },
        params: { hours: 240 },
        history: [pwned(8 * DAY)],
      },
      {
        name: 'the outsider’s run has no number',
        set: { '/actions/-': CACHE },
        history: [
          earlierRecord(HOUR, { set: { '/actions/-': SETUP, '/pipeline/runId': undefined } }, 'pull-request-target'),
        ],
        says: /could write by pull_request_target/,
      },
      {
        name: 'the job deploys without an identity',
        set: { '/actions/-': CACHE, ...NO_IDENTITY },
        history: [pwned(HOUR)],
      },
      {
        name: 'the job may ask for an identity, and whether it is offered one was not seen',
        base: 'scheduled',
        set: { '/actions/-': CACHE },
        remove: ['/access/oidc'],
        history: [pwned(DAY)],
      },
    ],
    unknown: [
      { name: 'there is no history', set: { '/actions/-': CACHE } },
      { name: 'the actions were not seen', remove: ['/actions'] },
      {
        name: 'an outsider’s actions were not seen',
        set: { '/actions/-': CACHE },
        history: [earlierRecord(HOUR, { remove: ['/actions'] }, 'pull-request-target')],
      },
      {
        name: 'the token was not seen',
        base: 'scheduled',
        set: { '/actions/-': CACHE },
        remove: ['/access/token', '/access/oidc'],
      },
      {
        name: 'the repository was not seen',
        set: { '/actions/-': CACHE },
        remove: ['/pipeline/repositoryId', '/pipeline/repository'],
        history: [],
      },
      {
        name: 'the environment was not seen',
        base: 'pull-request-target',
        set: {
          '/actions/-': CACHE,
          '/gaps/-': { pointer: '/pipeline/environment', reason: 'not-available', needed: 'the file' },
        },
        history: [],
      },
    ],
  },
  'exposed-secrets-are-rotated': {
    pass: [
      { name: 'the policy names no exposure' },
      { name: 'the job refers to no secret', set: { '/access/secrets': [] }, params: { exposures: [EXPOSURE] } },
      { name: 'nobody used the action', params: { exposures: [EXPOSURE] }, history: [earlierRecord(5 * DAY)] },
      {
        name: 'the secret was replaced since',
        params: { exposures: [{ ...EXPOSURE, rotated: { DEPLOY_TOKEN: '2026-11-16' } }] },
        history: [leaked()],
      },
      {
        name: 'the action was used before it was bad',
        params: { exposures: [{ ...EXPOSURE, from: '2026-11-14' }] },
        history: [leaked()],
      },
      {
        name: 'the action was used when it was mended',
        params: { exposures: [{ ...EXPOSURE, until: '2026-11-12T12:00:00Z' }] },
        history: [leaked()],
      },
      {
        name: 'the jobs that used it held another secret',
        params: { exposures: [EXPOSURE] },
        history: [leaked({ '/access/secrets': ['CODECOV_TOKEN'] })],
      },
      {
        name: 'only the token of the job is in use',
        set: { '/access/secrets': ['GITHUB_TOKEN'] },
        params: { exposures: [EXPOSURE] },
        history: [leaked({ '/access/secrets': ['GITHUB_TOKEN'] })],
      },
      {
        name: 'the job may use any secret, and the jobs that used it held none',
        set: { '/access/secrets': ['*'] },
        params: { exposures: [EXPOSURE] },
        history: [leaked({ '/access/secrets': [] })],
      },
      {
        name: 'secrets of the jobs that used it were not seen, and the job’s own was replaced since',
        params: { exposures: [{ ...EXPOSURE, rotated: { DEPLOY_TOKEN: '2026-11-16' } }] },
        history: [leaked({ '/access/secrets': undefined })],
      },
    ],
    fail: [
      {
        name: 'the secret is still in use',
        params: { exposures: [EXPOSURE] },
        history: [leaked()],
        says: /DEPLOY_TOKEN.*codecov/,
      },
      {
        name: 'the last day counts',
        params: { exposures: [{ ...EXPOSURE, until: '2026-11-13' }] },
        history: [leaked()],
      },
      {
        name: 'it was replaced too early',
        params: { exposures: [{ ...EXPOSURE, rotated: { DEPLOY_TOKEN: '2026-11-13T08:00:00Z' } }] },
        history: [leaked()],
      },
      {
        name: 'another one was replaced',
        params: { exposures: [{ ...EXPOSURE, rotated: { OTHER: '2026-11-16' } }] },
        history: [leaked()],
      },
      {
        name: 'the jobs that used it held all secrets',
        params: { exposures: [EXPOSURE] },
        history: [leaked({ '/access/secrets': ['*'] })],
      },
      {
        name: 'the job may use any of those',
        set: { '/access/secrets': ['*'] },
        params: { exposures: [EXPOSURE] },
        history: [leaked()],
      },
      {
        name: 'it was held again after it was replaced',
        params: { exposures: [{ ...EXPOSURE, rotated: { DEPLOY_TOKEN: '2026-11-12' } }] },
        history: [leaked({ '/access/secrets': ['*'] }), earlierRecord(9 * DAY, { set: { '/actions/-': CODECOV } })],
      },
      {
        name: 'it was replaced between two uses of different versions',
        params: { exposures: [{ ...EXPOSURE, rotated: { DEPLOY_TOKEN: '2026-11-11' } }] },
        history: [
          leaked(),
          earlierRecord(9 * DAY, { set: { '/actions/-': use('codecov/codecov-action@v2') } }),
          earlierRecord(10 * DAY, {
            set: { '/actions/-': use('codecov/codecov-action@v3'), '/access/secrets': ['OTHER'] },
          }),
        ],
      },
      {
        name: 'one exposure is told and what another reached was not seen',
        params: { exposures: [{ ...EXPOSURE, uses: 'actions/setup-node@*' }, EXPOSURE] },
        history: [leaked(), earlierRecord(5 * DAY, { set: { '/actions/-': SETUP, '/access/secrets': undefined } })],
        says: /codecov/,
      },
    ],
    unknown: [
      { name: 'there is no history', params: { exposures: [EXPOSURE] } },
      {
        name: 'the names of secrets were not seen',
        params: { exposures: [EXPOSURE] },
        remove: ['/access/secrets'],
        history: [leaked()],
      },
      {
        name: 'secrets of the jobs that used it were not seen',
        params: { exposures: [EXPOSURE] },
        history: [leaked({ '/access/secrets': undefined })],
        says: /codecov/,
      },
    ],
  },
};
