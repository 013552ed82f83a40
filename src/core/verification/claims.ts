import { type Check, check } from './check.ts';
import { hasGapAt, valueAt } from './pointer.ts';

/**
 * One claim of a Fulcio certificate and where the record says the same.
 * Object identifiers: github.com/sigstore/fulcio, docs/oid-info.md.
 */
interface ClaimRow {
  /** Last number of the object identifier, after 1.3.6.1.4.1.57264.1. */
  readonly oid: number;
  readonly id: string;
  readonly title: string;
  readonly pointers: readonly string[];
  /** Turns the record's values, in the order of the pointers, into the claim's form. */
  readonly form?: (...values: string[]) => string;
  /** Without this claim a certificate proves nothing about the job. */
  readonly required?: true;
  /** The record need not say it: another row compares the same claim. */
  readonly mayBeMissing?: true;
}

const FULCIO = '1.3.6.1.4.1.57264.1.';

const PIPELINE_CLAIMS: readonly ClaimRow[] = [
  // The name is free text and stands in the log view only; oid 18 compares the workflow itself.
  { oid: 4, id: 'workflow-name', title: 'Workflow name', pointers: ['/pipeline/workflow'], mayBeMissing: true },
  {
    oid: 9,
    id: 'job-workflow',
    title: 'Workflow file of the job',
    pointers: ['/pipeline/server', '/pipeline/jobWorkflowRef'],
    form: address,
    required: true,
  },
  { oid: 10, id: 'job-workflow-commit', title: 'Commit of that file', pointers: ['/pipeline/jobWorkflowSha'] },
  { oid: 11, id: 'runner', title: 'Runner', pointers: ['/runner/environment'] },
  {
    oid: 12,
    id: 'repository',
    title: 'Repository',
    pointers: ['/pipeline/server', '/pipeline/repository'],
    form: address,
    required: true,
  },
  { oid: 13, id: 'commit', title: 'Commit', pointers: ['/pipeline/sha'], required: true },
  { oid: 14, id: 'ref', title: 'Ref', pointers: ['/pipeline/ref'] },
  { oid: 15, id: 'repository-id', title: 'Repository id', pointers: ['/pipeline/repositoryId'] },
  {
    oid: 16,
    id: 'owner',
    title: 'Owner',
    pointers: ['/pipeline/server', '/pipeline/repository'],
    form: (server, repository = '') => address(server, repository.split('/')[0]),
  },
  {
    oid: 16,
    id: 'owner-name',
    title: 'Owner by name',
    pointers: ['/pipeline/server', '/pipeline/repositoryOwner'],
    form: address,
    mayBeMissing: true,
  },
  { oid: 17, id: 'owner-id', title: 'Owner id', pointers: ['/pipeline/repositoryOwnerId'] },
  {
    oid: 18,
    id: 'workflow',
    title: 'Workflow file that was started',
    pointers: ['/pipeline/server', '/pipeline/workflowRef'],
    form: address,
  },
  { oid: 19, id: 'workflow-commit', title: 'Commit of that file', pointers: ['/pipeline/workflowSha'] },
  { oid: 20, id: 'event', title: 'Event', pointers: ['/pipeline/event'] },
  {
    oid: 21,
    id: 'run',
    title: 'Run and attempt',
    pointers: ['/pipeline/server', '/pipeline/repository', '/pipeline/runId', '/pipeline/runAttempt'],
    form: runAddress,
    required: true,
  },
  { oid: 22, id: 'visibility', title: 'Visibility', pointers: ['/pipeline/visibility'] },
  { oid: 23, id: 'environment', title: 'Environment', pointers: ['/pipeline/environment'] },
  {
    oid: 24,
    id: 'token-subject',
    title: 'Subject of the token',
    pointers: ['/access/oidc/claims/sub'],
    mayBeMissing: true,
  },
];

const RECORDER_CLAIMS: readonly ClaimRow[] = [
  {
    oid: 9,
    id: 'recorder-workflow',
    title: 'Workflow file of the recorder',
    pointers: ['/recorder/server', '/recorder/workflowRef'],
    form: address,
  },
  {
    oid: 12,
    id: 'recorder-repository',
    title: 'Repository of the recorder',
    pointers: ['/recorder/server', '/recorder/repository'],
    form: address,
  },
  {
    oid: 15,
    id: 'recorder-repository-id',
    title: 'Repository id of the recorder',
    pointers: ['/recorder/repositoryId'],
  },
  {
    oid: 21,
    id: 'recorder-run',
    title: 'Run and attempt of the recorder',
    pointers: ['/recorder/server', '/recorder/repository', '/recorder/runId', '/recorder/runAttempt'],
    form: runAddress,
  },
];

function address(server = '', path = ''): string {
  return `${server}/${path}`;
}

function runAddress(server = '', repository = '', runId = '', attempt = ''): string {
  return `${server}/${repository}/actions/runs/${runId}/attempts/${attempt}`;
}

/**
 * Compares every claim of the certificate with what a job's own record says of itself: another value is a failure, so
 * is silence without a gap that owns up to it.
 */
export function compareWithPipeline(claims: Readonly<Record<string, string>>, record: unknown): Check[] {
  return PIPELINE_CLAIMS.flatMap((row) => compareClaim(row, claims, record));
}

/**
 * Compares the claims with the record's recorder. `strict` for a recorder outside the job, of which nothing else in the
 * record speaks: then it must say all.
 */
export function compareWithRecorder(
  claims: Readonly<Record<string, string>>,
  record: unknown,
  options: { readonly strict: boolean },
): Check[] {
  return RECORDER_CLAIMS.flatMap((row) =>
    compareClaim(options.strict ? { ...row, required: true } : { ...row, mayBeMissing: true }, claims, record),
  );
}

function compareClaim(row: ClaimRow, claims: Readonly<Record<string, string>>, record: unknown): Check[] {
  const open = check(`claim-${row.id}`, row.title);
  const claimed = claims[`${FULCIO}${row.oid}`];
  const values = row.pointers.map((pointer) => valueAt(record, pointer));
  const missing = row.pointers.filter((_, index) => values[index] === undefined);
  if (claimed === undefined) {
    if (row.required) return [open.failed(`The certificate claims no such thing, so it proves nothing about the job.`)];
    return missing.length > 0 ? [] : [open.notChecked('The certificate claims nothing of the kind.')];
  }
  if (missing.length > 0) {
    if (row.mayBeMissing) return [];
    const place = missing.join(' and ');
    return missing.every((pointer) => hasGapAt(record, pointer))
      ? [open.notChecked(`The record says that it could not see ${place}; the certificate claims ${claimed}.`)]
      : [open.failed(`The certificate claims ${claimed}, and the record says nothing at ${place}.`)];
  }
  const said = (row.form ?? String)(...values.map(textOf));
  const place = row.pointers.at(-1);
  return said === claimed
    ? [open.ok(`The certificate and the record both say ${claimed}.`)]
    : [open.failed(`The certificate claims ${claimed}, the record says ${said} at ${place}.`)];
}

/** What is no text must not turn into the same text: a list of one name is not that name. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
