import type { AccessRecord } from '../../src/model/access-record.ts';
import { withToken } from '../core/verification/sample.ts';
import type { AttackGroup, FileAttack } from './attack.ts';
import { type Change, idOf } from './evidence.ts';

const SITE = 'https://github.com/octo-org/octo-repo';
const WORKFLOW = `${SITE}/.github/workflows/deploy.yml@refs/heads/main`;
const OTHER_COMMIT = '1'.repeat(40);
const [COMMIT, WORKFLOW_COMMIT] = ['a'.repeat(40), 'b'.repeat(40)];

function inPipeline(changes: Partial<AccessRecord['pipeline']>): Change {
  return (record) => {
    Object.assign(record.pipeline, changes);
    record.recordId = idOf(record);
  };
}

/** A record that says otherwise than its certificate. */
function differs(
  row: Pick<FileAttack, 'id' | 'attack' | 'check'>,
  [claimed, said, pointer]: readonly [string, string, string],
  change: Change,
): FileAttack {
  return {
    ...row,
    says: `The certificate claims ${claimed}, the record says ${said} at ${pointer}.`,
    spoil: { record: [change] },
  };
}

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}

export const ATTACKS_ON_CLAIMS: AttackGroup = {
  title: 'On what the record says of its job',
  files: [
    differs(
      { id: 'other-commit', attack: 'The record tells another commit', check: 'claim-commit' },
      [COMMIT, OTHER_COMMIT, '/pipeline/sha'],
      (record) => {
        record.pipeline.sha = OTHER_COMMIT;
        record.source.commit = OTHER_COMMIT;
      },
    ),
    differs(
      { id: 'other-repository-id', attack: 'The record tells another repository’s id', check: 'claim-repository-id' },
      ['1001', '9', '/pipeline/repositoryId'],
      inPipeline({ repositoryId: '9' }),
    ),
    differs(
      { id: 'other-owner-id', attack: 'The record tells another owner’s id', check: 'claim-owner-id' },
      ['2002', '9', '/pipeline/repositoryOwnerId'],
      inPipeline({ repositoryOwnerId: '9' }),
    ),
    differs(
      { id: 'other-ref-told', attack: 'The record tells another ref', check: 'claim-ref' },
      ['refs/heads/main', 'refs/heads/release', '/pipeline/ref'],
      inPipeline({ ref: 'refs/heads/release' }),
    ),
    differs(
      { id: 'other-run', attack: 'The record tells another run', check: 'claim-run' },
      [`${SITE}/actions/runs/3003/attempts/2`, `${SITE}/actions/runs/9/attempts/2`, '/pipeline/runAttempt'],
      inPipeline({ runId: '9', runUrl: `${SITE}/actions/runs/9` }),
    ),
    differs(
      { id: 'other-attempt', attack: 'The record tells another attempt of the run', check: 'claim-run' },
      [`${SITE}/actions/runs/3003/attempts/2`, `${SITE}/actions/runs/3003/attempts/1`, '/pipeline/runAttempt'],
      inPipeline({ runAttempt: '1', runUrl: `${SITE}/actions/runs/3003/attempts/1` }),
    ),
    differs(
      { id: 'other-environment-told', attack: 'The record tells another environment', check: 'claim-environment' },
      ['production', 'staging', '/pipeline/environment'],
      inPipeline({ environment: 'staging' }),
    ),
    {
      id: 'environment-hidden',
      attack: 'The record keeps silent about its environment',
      check: 'claim-environment',
      says: 'The certificate claims production, and the record says nothing at /pipeline/environment.',
      spoil: {
        record: [
          ({ pipeline }) => {
            delete pipeline.environment;
          },
        ],
      },
    },
    differs(
      { id: 'other-event', attack: 'The record tells another event', check: 'claim-event' },
      ['push', 'workflow_dispatch', '/pipeline/event'],
      inPipeline({ event: 'workflow_dispatch' }),
    ),
    differs(
      { id: 'other-workflow-told', attack: 'The record tells another workflow file', check: 'claim-workflow' },
      [WORKFLOW, WORKFLOW.replace('deploy', 'other'), '/pipeline/workflowRef'],
      inPipeline({ workflowRef: 'octo-org/octo-repo/.github/workflows/other.yml@refs/heads/main' }),
    ),
    differs(
      {
        id: 'other-called-workflow',
        attack: 'The record tells another called workflow',
        check: 'claim-job-workflow',
      },
      [WORKFLOW, WORKFLOW.replace('deploy', 'other'), '/pipeline/jobWorkflowRef'],
      inPipeline({ jobWorkflowRef: 'octo-org/octo-repo/.github/workflows/other.yml@refs/heads/main' }),
    ),
    differs(
      {
        id: 'other-workflow-commit',
        attack: 'The record tells another commit of the workflow file',
        check: 'claim-workflow-commit',
      },
      [WORKFLOW_COMMIT, OTHER_COMMIT, '/pipeline/workflowSha'],
      inPipeline({ workflowSha: OTHER_COMMIT }),
    ),
    differs(
      { id: 'other-runner-told', attack: 'The record tells another kind of runner', check: 'claim-runner' },
      ['github-hosted', 'self-hosted', '/runner/environment'],
      ({ runner }) => {
        runner.environment = 'self-hosted';
      },
    ),
    differs(
      { id: 'other-recorder-run', attack: 'The record’s recorder is another run', check: 'claim-recorder-run' },
      [`${SITE}/actions/runs/3003/attempts/2`, `${SITE}/actions/runs/9/attempts/2`, '/recorder/runAttempt'],
      ({ recorder }) => {
        recorder.runId = '9';
      },
    ),
    differs(
      {
        id: 'other-token-claim',
        attack: 'The record tells another claim of the job’s token',
        check: 'token-repository_id',
      },
      ['1001', '9', '/access/oidc/claims/repository_id'],
      (record) => {
        record.access = withToken({ repository_id: '9' }).access;
      },
    ),
    {
      id: 'page-of-another-run',
      attack: 'The record’s link leads to another run',
      check: 'run-url',
      says: `The page of the run should be ${SITE}/actions/runs/3003/attempts/2; the record says ${SITE}/actions/runs/9 at /pipeline/runUrl.`,
      spoil: { record: [inPipeline({ runUrl: `${SITE}/actions/runs/9` })] },
    },
    {
      id: 'other-source',
      attack: 'The record shows the signature of another commit than the one that ran',
      check: 'source-commit',
      says: `The record looked at commit ${OTHER_COMMIT} (/source/commit), which is neither the run’s nor its pull request’s head.`,
      spoil: { record: [({ source }) => Object.assign(source, { commit: OTHER_COMMIT })] },
    },
    {
      id: 'gap-for-a-proof',
      attack: 'The record owns up to not having seen its commit, which the certificate proves',
      check: 'claim-commit',
      says: `The certificate claims ${COMMIT}, and the record says nothing at /pipeline/sha.`,
      spoil: {
        record: [
          ({ pipeline, source, gaps }) => {
            delete pipeline.sha;
            delete source.commit;
            gaps.push({ pointer: '/pipeline/sha', reason: 'not-available', needed: 'a runner that names it' });
          },
        ],
      },
    },
    {
      id: 'certificate-without-run',
      attack: 'The certificate claims no run, so that the record could be any run’s',
      check: 'claim-run',
      says: 'The certificate claims no such thing, so it proves nothing about the job.',
      spoil: { claims: { 21: undefined } },
    },
    {
      id: 'certificate-without-ref',
      attack: 'The certificate claims no ref, so that nobody can tell the branch',
      verdict: 'incomplete',
      check: 'claim-ref',
      says: 'The certificate claims nothing of the kind.',
      spoil: { claims: { 14: undefined } },
    },
    {
      id: 'signed-long-after',
      attack: 'An old record is signed by a later job of the same run',
      check: 'time',
      says: 'It was signed at …, more than 15 minutes after the time in the record, ….',
      spoil: { record: [({ observedAt }) => Object.assign(observedAt, { end: minutesAgo(20) })] },
    },
    {
      id: 'made-after-it-was-signed',
      attack: 'The record tells a time that had not come when it was signed',
      check: 'time',
      says: 'It was signed at …, more than 5 minutes before the time in the record, ….',
      spoil: { record: [({ observedAt }) => Object.assign(observedAt, { end: minutesAgo(-10) })] },
    },
    {
      id: 'no-time',
      attack: 'The record does not say when it was made',
      check: 'time',
      says: 'It was signed at …, and the record does not say when it was made.',
      spoil: {
        record: [
          (record) => {
            record.observedAt = {};
          },
        ],
      },
    },
    {
      id: 'id-of-another-job',
      attack: 'The record takes the id of another job of the same run',
      check: 'record-id',
      says: 'The record id is not the one of this run, attempt and job: it was filed under another job’s.',
      spoil: {
        record: [
          (record) => {
            record.recordId = idOf({ ...record, pipeline: { ...record.pipeline, checkRunId: '4005' } });
          },
        ],
      },
    },
    {
      id: 'job-as-local',
      attack: 'A job’s record says that it was made on somebody’s own machine, where no claim is compared',
      check: 'recorder',
      says: 'A job signed the record, but the record says that its recorder was local.',
      spoil: { record: [({ recorder }) => Object.assign(recorder, { kind: 'local' })] },
    },
    {
      id: 'job-in-the-collectors-phase',
      attack: 'A job signs its record as the one that a collector would make later',
      check: 'recorder',
      says: 'The record says that a job made it, and that it speaks of the phase collector.',
      spoil: {
        record: [
          (record) => {
            record.phase = 'collector';
            record.observedAt.collector = record.observedAt.end;
          },
        ],
      },
    },
    {
      id: 'old-policy',
      attack: 'The job was judged by an old policy, by which it passed',
      check: 'policy',
      says: 'By this policy the job is refused: …; doorlog policy explain says why.',
      given: { policy: 'version: 1\nextends: []\nrules: []\n' },
      spoil: { policy: 'version: 1\nextends: [strict]\non-violation: fail\n' },
    },
  ],
};
