import type { Check } from './check.ts';
import { address, type ClaimRow, type Claims, compareClaim, runAddress } from './claim.ts';

const PIPELINE_CLAIMS: readonly ClaimRow[] = [
  // The name is free text and stands in the log view only; oid 18 compares the workflow itself.
  {
    oid: 4,
    id: 'claim-workflow-name',
    title: 'Workflow name',
    weight: 'optional',
    pointers: ['/pipeline/workflow'],
  },
  {
    oid: 9,
    id: 'claim-job-workflow',
    title: 'Workflow file of the job',
    weight: 'proof',
    pointers: ['/pipeline/server', '/pipeline/jobWorkflowRef'],
    form: address,
  },
  {
    oid: 10,
    id: 'claim-job-workflow-commit',
    title: 'Commit of that file',
    weight: 'detail',
    pointers: ['/pipeline/jobWorkflowSha'],
  },
  { oid: 11, id: 'claim-runner', title: 'Runner', weight: 'detail', pointers: ['/runner/environment'] },
  {
    oid: 12,
    id: 'claim-repository',
    title: 'Repository',
    weight: 'proof',
    pointers: ['/pipeline/server', '/pipeline/repository'],
    form: address,
  },
  { oid: 13, id: 'claim-commit', title: 'Commit', weight: 'proof', pointers: ['/pipeline/sha'] },
  { oid: 14, id: 'claim-ref', title: 'Ref', weight: 'essential', pointers: ['/pipeline/ref'] },
  {
    oid: 15,
    id: 'claim-repository-id',
    title: 'Repository id',
    weight: 'essential',
    pointers: ['/pipeline/repositoryId'],
  },
  {
    oid: 16,
    id: 'claim-owner',
    title: 'Owner',
    weight: 'detail',
    pointers: ['/pipeline/server', '/pipeline/repository'],
    form: (server, repository = '') => address(server, repository.split('/')[0]),
  },
  {
    oid: 16,
    id: 'claim-owner-name',
    title: 'Owner by name',
    weight: 'optional',
    pointers: ['/pipeline/server', '/pipeline/repositoryOwner'],
    form: address,
  },
  { oid: 17, id: 'claim-owner-id', title: 'Owner id', weight: 'essential', pointers: ['/pipeline/repositoryOwnerId'] },
  {
    oid: 18,
    id: 'claim-workflow',
    title: 'Workflow file that was started',
    weight: 'essential',
    pointers: ['/pipeline/server', '/pipeline/workflowRef'],
    form: address,
  },
  {
    oid: 19,
    id: 'claim-workflow-commit',
    title: 'Commit of that file',
    weight: 'detail',
    pointers: ['/pipeline/workflowSha'],
  },
  { oid: 20, id: 'claim-event', title: 'Event', weight: 'essential', pointers: ['/pipeline/event'] },
  {
    oid: 21,
    id: 'claim-run',
    title: 'Run and attempt',
    weight: 'proof',
    pointers: ['/pipeline/server', '/pipeline/repository', '/pipeline/runId', '/pipeline/runAttempt'],
    form: runAddress,
  },
  { oid: 22, id: 'claim-visibility', title: 'Visibility', weight: 'detail', pointers: ['/pipeline/visibility'] },
];

const ENVIRONMENT: ClaimRow = {
  oid: 23,
  id: 'claim-environment',
  title: 'Environment',
  weight: 'if-claimed',
  pointers: ['/pipeline/environment'],
};

/** A gate speaks of the environment that the run is going to; that of its own job stands beside what else is claimed. */
const ENVIRONMENT_OF_GATE: ClaimRow = {
  ...ENVIRONMENT,
  id: 'claim-recorder-environment',
  title: 'Environment of the gate',
  pointers: ['/recorder/environment'],
};

const RECORDER_CLAIMS: readonly ClaimRow[] = [
  {
    oid: 9,
    id: 'claim-recorder-workflow',
    title: 'Workflow file of the recorder',
    weight: 'optional',
    pointers: ['/recorder/server', '/recorder/workflowRef'],
    form: address,
  },
  {
    oid: 12,
    id: 'claim-recorder-repository',
    title: 'Repository of the recorder',
    weight: 'optional',
    pointers: ['/recorder/server', '/recorder/repository'],
    form: address,
  },
  {
    oid: 15,
    id: 'claim-recorder-repository-id',
    title: 'Repository id of the recorder',
    weight: 'optional',
    pointers: ['/recorder/repositoryId'],
  },
  {
    oid: 21,
    id: 'claim-recorder-run',
    title: 'Run and attempt of the recorder',
    weight: 'optional',
    pointers: ['/recorder/server', '/recorder/repository', '/recorder/runId', '/recorder/runAttempt'],
    form: runAddress,
  },
];

/**
 * Compares every claim of the certificate with what a job's own record says of itself: another value is a failure, so
 * is silence, but for a detail with a gap at exactly its place that owns up to it.
 */
export function compareWithPipeline(claims: Claims, record: unknown, recorder: 'job' | 'gate' = 'job'): Check[] {
  const rows = [...PIPELINE_CLAIMS, recorder === 'gate' ? ENVIRONMENT_OF_GATE : ENVIRONMENT];
  return rows.flatMap((row) => compareClaim(row, claims, record));
}

/**
 * Compares the claims with the record's recorder. `strict` for a recorder outside the job, of which nothing else in the
 * record speaks: then it must say all.
 */
export function compareWithRecorder(claims: Claims, record: unknown, options: { readonly strict: boolean }): Check[] {
  return RECORDER_CLAIMS.flatMap((row) =>
    compareClaim(options.strict ? { ...row, weight: 'proof' } : row, claims, record),
  );
}

/** Whether the certificate lacks a claim without which it is not proven which job it was. */
export function isIncomplete(checks: readonly Check[]): boolean {
  const open = checks.filter(({ status }) => status === 'not-checked');
  return open.some(({ id }) => PIPELINE_CLAIMS.some((row) => row.id === id && row.weight === 'essential'));
}
