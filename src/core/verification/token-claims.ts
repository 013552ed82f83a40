import { type Check, check } from './check.ts';
import { address, type ClaimRow, type Claims, compareClaim, runAddress } from './claim.ts';

const TOKEN = '/access/oidc/claims/';

/** Claims of the identity token by the number of the certificate's extension that is made of them as they are. */
const SAME: readonly (readonly [oid: number, name: string])[] = [
  [8, 'iss'],
  [10, 'job_workflow_sha'],
  [11, 'runner_environment'],
  [13, 'sha'],
  [14, 'ref'],
  [15, 'repository_id'],
  [17, 'repository_owner_id'],
  [19, 'workflow_sha'],
  [20, 'event_name'],
  [22, 'repository_visibility'],
  [23, 'environment'],
  [24, 'sub'],
];

/** The same for those that the certificate puts behind the server's address. */
const ADDRESSED: readonly (readonly [oid: number, name: string])[] = [
  [9, 'job_workflow_ref'],
  [12, 'repository'],
  [16, 'repository_owner'],
  [18, 'workflow_ref'],
];

const RUN = ['/pipeline/server', '/pipeline/repository', '/pipeline/runId', '/pipeline/runAttempt'] as const;
const [SERVER, REPOSITORY, RUN_ID, ATTEMPT] = RUN;

function rows(): ClaimRow[] {
  return [
    ...SAME.map(([oid, name]) => rowOf(oid, name, [])),
    ...ADDRESSED.map(([oid, name]) => ({ ...rowOf(oid, name, [SERVER]), form: address })),
    { ...rowOf(21, 'run_attempt', [SERVER, REPOSITORY, RUN_ID]), form: runAddress },
    {
      ...rowOf(21, 'run_id', [SERVER, REPOSITORY, ATTEMPT]),
      form: (server, repository, attempt, runId) => runAddress(server, repository, runId, attempt),
    },
  ];
}

function rowOf(oid: number, name: string, before: readonly string[]): ClaimRow {
  const title = `Claim ${name} of the token`;
  return { oid, id: `token-${name}`, title, weight: 'optional', pointers: [...before, `${TOKEN}${name}`] };
}

/**
 * Compares what the record says that the job's identity token claimed with what the certificate made of such a token:
 * one failure for each that differs, else one check for all.
 */
export function compareWithToken(claims: Claims, record: unknown): Check[] {
  const compared = rows()
    .flatMap((row) => compareClaim(row, claims, record))
    .filter(({ status }) => status !== 'not-checked');
  const failed = compared.filter(({ status }) => status === 'failed');
  if (failed.length > 0 || compared.length === 0) return failed;
  const open = check('token-claims', 'Claims of the token');
  return [open.ok(`The certificate and the record agree on ${compared.length} claims of the job’s identity token.`)];
}
