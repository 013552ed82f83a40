import { earlierRecord } from '../../../support/earlier-record.ts';
import type { RuleCases } from './case.ts';

const DAY = 24 * 60;
const SELF_HOSTED = { '/runner/environment': 'self-hosted' };
const OWN = { ...SELF_HOSTED, '/runner/name': 'build-7' };
const LOCAL = { '/pipeline/provider': 'local' };
const hidden = { remove: ['/runner/environment'] };

/** Cases of the group’s rules by the rules’ ids. */
export const runnerCases: Readonly<Record<string, RuleCases>> = {
  'self-hosted-runner-is-listed': {
    pass: [
      { name: 'the runner is GitHub’s' },
      { name: 'the policy lists it', set: OWN, params: { names: ['build-*'] } },
      { name: 'the policy lists it in other letters', set: OWN, params: { names: ['Build-7'] } },
      { name: 'a command is run without a pipeline', set: LOCAL, ...hidden },
    ],
    fail: [
      { name: 'the policy lists none', set: OWN },
      {
        name: 'the policy lists others',
        set: { ...OWN, '/runner/name': 'SHA1HULUD' },
        params: { names: ['build-*'] },
        says: /^(?!.*SHA1HULUD)/,
      },
    ],
    unknown: [
      { name: 'it was not seen whose machine it is', ...hidden },
      { name: 'its name was not seen', set: SELF_HOSTED, remove: ['/runner/name'], params: { names: ['build-*'] } },
    ],
  },
  'self-hosted-runner-is-known': {
    pass: [
      { name: 'the runner is GitHub’s' },
      { name: 'it has run a job before', set: OWN, history: [earlierRecord(60, { set: OWN })] },
      {
        name: 'it is one of those that come and go',
        set: { ...OWN, '/runner/name': 'arc-x7f2k' },
        params: { 'come-and-go': ['arc-*'] },
        history: [earlierRecord(20 * DAY)],
      },
    ],
    fail: [
      { name: 'it runs its first job', set: OWN, history: [earlierRecord(20 * DAY)], says: /^(?!.*build-7)/ },
      {
        name: 'all its earlier jobs failed',
        set: OWN,
        history: [earlierRecord(20 * DAY), earlierRecord(60, { set: { ...OWN, '/outcome/status': 'failure' } })],
      },
      {
        name: 'only a hosted one had its name',
        set: OWN,
        history: [earlierRecord(20 * DAY, { set: { '/runner/name': 'build-7' } })],
      },
      {
        name: 'the policy learns for three days only',
        set: OWN,
        params: { 'learn-days': 3 },
        history: [earlierRecord(4 * DAY)],
      },
    ],
    unknown: [
      { name: 'there is no history', set: OWN },
      { name: 'the history is young', set: OWN, history: [earlierRecord(10 * DAY)], says: /14 days/ },
      { name: 'the history is empty', set: OWN, history: [] },
      { name: 'it was not seen whose machine it is', ...hidden, history: [] },
      { name: 'its name was not seen', set: SELF_HOSTED, remove: ['/runner/name'], history: [] },
    ],
  },
  'fork-runs-on-hosted-runner': {
    pass: [
      { name: 'a fork’s pull request runs on GitHub’s machine', base: 'fork-ci' },
      { name: 'a colleague pushes to a self-hosted machine', set: OWN },
      { name: 'a colleague’s branch is tried there', base: 'ci', set: OWN },
      { name: 'a stranger comments', base: 'comment', set: { ...OWN, '/pipeline/comment/association': 'NONE' } },
      { name: 'a hosted machine runs nobody knows whose', base: 'fork-ci', remove: ['/pipeline/pullRequest/fromFork'] },
    ],
    fail: [
      { name: 'a fork’s pull request runs there', base: 'fork-ci', set: OWN },
      { name: 'it runs with the base’s rights', base: 'pull-request-target', set: OWN },
      {
        name: 'a run of a fork is followed up there',
        base: 'workflow-run',
        set: { ...OWN, '/pipeline/workflowRun/fromFork': true },
      },
    ],
    unknown: [
      {
        name: 'it was not seen whose the branch is',
        base: 'fork-ci',
        set: OWN,
        remove: ['/pipeline/pullRequest/fromFork'],
      },
      { name: 'it was not seen whose machine it is', base: 'fork-ci', ...hidden },
      { name: 'the event was not seen', base: 'fork-ci', set: OWN, remove: ['/pipeline/event'] },
    ],
  },
};
