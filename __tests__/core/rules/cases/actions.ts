import { earlierRecord } from '../../../support/earlier-record.ts';
import type { RuleCases } from './case.ts';

const use = (uses: string, change: object = {}) => ({ uses, kind: 'repository', line: 21, pinned: false, ...change });
const OLD = 'a'.repeat(40);
const NEW = 'b'.repeat(40);
const COMMIT = `octo/scan@${OLD}`;
const SCAN = use('octo/scan@v2');
const scanned = (commit: string | undefined, change: object = {}, minutes = 60) =>
  earlierRecord(minutes, { set: { '/actions/-': { ...SCAN, ...(commit && { commit }) }, ...change } });
const MOVED = { '/actions/-': { ...SCAN, commit: NEW } };

/** Cases of the group’s rules by the rules’ ids. */
export const actionsCases: Readonly<Record<string, RuleCases>> = {
  'actions-are-pinned': {
    pass: [
      { name: 'every action is named by its commit' },
      { name: 'GitHub’s own has a tag', set: { '/actions/-': use('actions/cache/restore@v4') } },
      {
        name: 'the files are the job’s own',
        set: { '/actions/-': use('./.github/actions/setup', { kind: 'local', pinned: true }) },
      },
      {
        name: 'an image has its digest',
        set: { '/actions/-': use(`docker://alpine@sha256:${'c'.repeat(64)}`, { kind: 'docker', pinned: true }) },
      },
      { name: 'the policy trusts its owner', set: { '/actions/-': SCAN }, params: { trusted: ['Octo/*'] } },
      { name: 'the job uses nothing', set: { '/actions': [] } },
      { name: 'a command is run without a pipeline', set: { '/pipeline/provider': 'local' }, remove: ['/actions'] },
    ],
    fail: [
      { name: 'one has a tag', set: { '/actions/-': SCAN }, says: /octo\/scan@v2/ },
      {
        name: 'an image has a tag',
        set: { '/actions/-': use('docker://alpine:3', { kind: 'docker' }) },
        says: /alpine:3/,
      },
      {
        name: 'a called workflow has a branch',
        set: { '/actions/-': use('octo/ci/.github/workflows/test.yml@main', { kind: 'workflow' }) },
      },
      { name: 'the policy trusts nobody', set: { '/actions/-': use('actions/cache@v4') }, params: { trusted: [] } },
      {
        name: 'there are many',
        set: { '/actions': Array.from({ length: 8 }, (_, index) => use(`octo/a${index}@v1`)) },
        says: /octo\/a4@v1 and 3 more/,
      },
    ],
    unknown: [{ name: 'the actions were not seen', remove: ['/actions'] }],
  },
  'actions-are-allowed': {
    pass: [
      { name: 'the policy has no list', set: { '/actions/-': SCAN } },
      { name: 'all are on the list', params: { allow: ['actions/**', 'doorlog/doorlog'] } },
      {
        name: 'the list names its commit',
        set: { '/actions': [use(COMMIT, { pinned: true })] },
        params: { allow: [COMMIT] },
      },
      { name: 'none is on the list of those that may not be used', params: { deny: ['octo/*'] } },
      {
        name: 'the files are the job’s own',
        set: { '/actions': [use('./setup', { kind: 'local', pinned: true })] },
        params: { allow: [] },
      },
      {
        name: 'the called workflow is of the same commit',
        set: { '/actions': [use('./.github/workflows/test.yml', { kind: 'workflow', pinned: true })] },
        params: { allow: [] },
      },
    ],
    fail: [
      {
        name: 'one is not on the list',
        set: { '/actions/-': SCAN },
        params: { allow: ['actions/*', 'doorlog/*'] },
        says: /octo\/scan@v2\.$/,
      },
      { name: 'one may not be used', set: { '/actions/-': SCAN }, params: { allow: ['**'], deny: ['octo/scan@v2'] } },
      {
        name: 'an image is not on the list',
        set: { '/actions/-': use('docker://alpine:3', { kind: 'docker' }) },
        params: { allow: ['*/*'] },
      },
    ],
    unknown: [{ name: 'the actions were not seen', remove: ['/actions'], params: { deny: ['octo/*'] } }],
  },
  'action-commit-did-not-change': {
    pass: [
      { name: 'every action is named by its commit' },
      { name: 'the tag leads where it led', set: MOVED, history: [scanned(NEW)] },
      { name: 'the last job that succeeded had it', set: MOVED, history: [scanned(OLD, {}, 120), scanned(NEW)] },
      {
        name: 'GitHub moved its own tag',
        set: { '/actions/-': use('actions/cache@v4', { commit: NEW }) },
        history: [earlierRecord(60, { set: { '/actions/-': use('actions/cache@v4', { commit: OLD }) } })],
      },
      { name: 'the policy lets it move', set: MOVED, params: { trusted: ['octo/scan@v2'] }, history: [scanned(OLD)] },
      { name: 'it is an image', set: { '/actions/-': use('docker://alpine:3', { kind: 'docker' }) } },
    ],
    fail: [
      {
        name: 'the tag leads elsewhere',
        set: MOVED,
        history: [scanned(OLD)],
        says: /led to aaaaaaaaaaaa and now leads to bbbbbbbbbbbb/,
      },
      {
        name: 'only a failed job had it',
        set: MOVED,
        history: [scanned(OLD, {}, 120), scanned(NEW, { '/outcome/status': 'failure' })],
      },
      { name: 'jobs between did not see the commit', set: MOVED, history: [scanned(OLD, {}, 120), scanned(undefined)] },
      {
        name: 'another one was not seen',
        set: { '/actions': [use('octo/other@v1'), { ...SCAN, commit: NEW }] },
        history: [scanned(OLD)],
      },
    ],
    unknown: [
      { name: 'there is no history', set: MOVED },
      { name: 'the actions were not seen', remove: ['/actions'], history: [scanned(OLD)] },
      { name: 'the commit was not seen', set: { '/actions/-': SCAN }, history: [scanned(OLD)] },
      { name: 'it is used for the first time', set: MOVED, history: [earlierRecord(60)], says: /first time/ },
    ],
  },
};
