import type { AttackGroup } from './attack.ts';
import { COLLECTOR } from './evidence.ts';

const SITE = 'https://github.com/';
const BRANCH = COLLECTOR.replace('refs/heads/main', 'refs/heads/mine');
const STRANGER = COLLECTOR.replace('collect.yml', 'labels.yml');
const CALLER = 'https://github.com/mallory/octo-repo/.github/workflows/call.yml@refs/heads/main';

export const ATTACKS_ON_COLLECTORS: AttackGroup = {
  title: 'On and by the collector',
  files: [
    {
      id: 'collector-unlisted',
      attack: 'A collector’s record is signed by a workflow that is not among the collectors',
      check: 'collector',
      says: `The record was signed by ${STRANGER}, which is none of the collectors that are believed.`,
      given: { collector: true },
      spoil: {
        record: [({ recorder }) => Object.assign(recorder, { workflowRef: STRANGER.replace(SITE, '') })],
        claims: { 9: STRANGER, 18: STRANGER },
        signing: { identity: STRANGER },
      },
    },
    {
      id: 'collector-branch',
      attack: 'A collector’s record is signed by its workflow from another branch',
      check: 'collector',
      says: `The collector’s workflow is believed, but not from refs/heads/mine: it was signed by ${BRANCH}.`,
      given: { collector: true },
      spoil: {
        record: [({ recorder }) => Object.assign(recorder, { workflowRef: BRANCH.replace(SITE, '') })],
        claims: { 9: BRANCH, 14: 'refs/heads/mine', 18: BRANCH },
        signing: { identity: BRANCH },
      },
    },
    {
      id: 'collector-unasked',
      attack: 'A job says that it is a collector, where nobody believes any',
      check: 'collector',
      says: `A collector made the record, about another job, and nobody said which collectors are believed; it was signed by ${COLLECTOR}.`,
      given: { collector: true },
      spoil: { expected: { collectors: [] } },
    },
    {
      id: 'collector-called',
      attack: 'The collector’s workflow is called by a stranger’s, who chose its inputs',
      check: 'collector-run',
      says: `The collector’s run was started by ${CALLER}, which is none of the collectors believed.`,
      given: { collector: true },
      spoil: { claims: { 18: CALLER } },
    },
    {
      id: 'collector-for-pull-request',
      attack: 'The collector’s workflow runs for a pull request',
      check: 'collector-run',
      says: 'The collector’s run was for refs/pull/7/merge, and its workflow file is from refs/heads/main.',
      given: { collector: true },
      spoil: { claims: { 14: 'refs/pull/7/merge' } },
    },
    {
      id: 'collector-with-another-recorder',
      attack: 'The collector’s record names another workflow as its recorder',
      check: 'claim-recorder-workflow',
      says: `The certificate claims ${COLLECTOR}, the record says ${STRANGER} at /recorder/workflowRef.`,
      given: { collector: true },
      spoil: { record: [({ recorder }) => Object.assign(recorder, { workflowRef: STRANGER.replace(SITE, '') })] },
    },
    {
      id: 'collector-of-another-repository',
      attack: 'The collector’s record names another repository’s id as its recorder’s',
      check: 'claim-recorder-repository-id',
      says: 'The certificate claims 1001, the record says 9 at /recorder/repositoryId.',
      given: { collector: true },
      spoil: { record: [({ recorder }) => Object.assign(recorder, { repositoryId: '9' })] },
    },
    {
      id: 'collector-about-another-repository',
      attack: 'A believed collector’s record is about a job of another repository than the expected one',
      check: 'repository',
      says: 'Signed for the repository octo-org/other, but octo-org/octo-repo was expected.',
      given: { collector: true },
      spoil: { record: [({ pipeline }) => Object.assign(pipeline, { repository: 'octo-org/other' })] },
    },
    {
      id: 'collector-too-late',
      attack: 'An old testimony of a collector is signed later',
      check: 'time',
      says: 'It was signed at …, more than 15 minutes after the time in the record, ….',
      given: { collector: true },
      spoil: {
        record: [
          ({ observedAt }) => Object.assign(observedAt, { collector: new Date(Date.now() - 1_200_000).toISOString() }),
        ],
      },
    },
    {
      id: 'actor-unlike-seen',
      attack: 'The record names another actor than the collector saw',
      check: 'seen-actor',
      says: 'The record says 9 at /people/initiator/id, and the collector saw that the actor was 5005.',
      given: { testimony: {} },
      spoil: { record: [({ people }) => Object.assign(people, { initiator: { login: 'octocat', id: '9' } })] },
    },
    {
      id: 'outcome-unlike-seen',
      attack: 'The record says that its job was well, and the collector saw it fail',
      check: 'seen-outcome',
      says: 'The record says success at /outcome/status, and the collector saw that the outcome was failure.',
      given: {
        testimony: { record: [({ outcome }) => Object.assign(outcome ?? {}, { status: 'failure' })] },
        record: [({ outcome }) => Object.assign(outcome ?? {}, { status: 'failure' })],
      },
      spoil: { record: [({ outcome }) => Object.assign(outcome ?? {}, { status: 'success' })] },
    },
    {
      id: 'collector-disagrees',
      attack: 'A believed collector has written down what it saw otherwise, in a part that is not here',
      check: 'disagreements',
      says: 'The collector found that the record says otherwise than it saw at /actions/0/commit.',
      given: { testimony: {} },
      spoil: {
        testimony: {
          record: [
            (it) => Object.assign(it, { disagreements: [{ pointer: '/actions/0/commit', record: 'd'.repeat(64) }] }),
          ],
        },
      },
    },
    {
      id: 'testimony-forged',
      attack: 'A testimony in favour of the record is signed by a workflow that is no collector’s',
      verdict: 'incomplete',
      check: 'testimony-agrees',
      says: `What is given as a collector’s testimony is not believed: The record was signed by ${STRANGER}, which is none of the collectors that are believed.`,
      given: { testimony: {} },
      spoil: { testimony: { signing: { identity: STRANGER } } },
    },
    {
      id: 'testimony-about-another-job',
      attack: 'A genuine testimony about another job is held out for this one’s',
      verdict: 'incomplete',
      check: 'testimony-agrees',
      says: 'The collector’s record is about another job, and says nothing of this one.',
      given: { testimony: {} },
      spoil: {
        testimony: {
          record: [
            (it) => {
              it.pipeline.checkRunId = '4005';
              it.recordId = 'f'.repeat(64);
              delete it.sources['/pipeline/checkRunId'];
            },
          ],
        },
      },
    },
  ],
};
