import * as z from 'zod/mini';
import { AccessLevel } from '../../../model/access-level.ts';
import type { AccessRecord } from '../../../model/access-record.ts';
import { isDeprived, isOutsiders, isRestricted, outsiderFact } from '../../outsider.ts';
import { defineRule, fail, gapFor, pass, unknown } from '../../rule.ts';
import { isSameEnvironment } from '../../same-environment.ts';
import { permissionsPlace, thisJob } from '../job-file.ts';
import { hasIdentity, isWider, levelOf } from './levels.ts';

/** Labels, comments and check results: what such workflows are there for. */
const HARMLESS: Readonly<Record<string, AccessLevel>> = {
  'pull-requests': 'write',
  issues: 'write',
  statuses: 'write',
  checks: 'write',
};

/** Whoever can open a pull request or write a comment can't change the repository or deploy by it. */
export const outsiderGetsNoPrivilege = defineRule({
  id: 'outsider-gets-no-privilege',
  group: 'token',
  title: 'A job that somebody from outside caused has no right that matters',
  why: 'What the job works on comes from somebody unknown; with write access, an identity or an environment it publishes in the project’s name.',
  mend: 'Give the job only what labelling and commenting take, and do the rest in a job that a maintainer starts. Doorlog needs no `id-token: write` there: its record is then left unsigned.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-4', 'OWASP CICD-SEC-5', 'CIS 2.1.7', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'],
  evidence: ['event', 'token', 'workflow-file', 'environment', 'approvals'],
  params: z.strictObject({
    allow: z.optional(
      z
        .record(z.string(), AccessLevel)
        .check(
          z.describe(
            'Scopes that such a job may write; left out, `pull-requests`, `issues`, `statuses` and `checks`. Reading is always allowed.',
          ),
        ),
    ),
  }),
  judge(record, { params }) {
    const outsider = isOutsiders(record);
    if (outsider === false) return pass('Nobody from outside caused the job.', ['/pipeline/event']);
    const restricted = isRestricted(record);
    const held = rightsOf(record, params.allow ?? HARMLESS, restricted);
    if (held.found.length > 0) {
      if (outsider === undefined) return unknown(record, outsiderFact(record));
      return fail(
        `Somebody from outside caused the job, which has ${held.found.map(({ name }) => name).join(', ')}.`,
        [...held.found.map(({ pointer }) => pointer), '/pipeline/event'],
        { locations: permissionsPlace(record), subject: thisJob(record) },
      );
    }
    if (isDeprived(record)) return pass('The token of a fork’s pull request only reads.', ['/pipeline/pullRequest']);
    if (held.missing !== undefined) return unknown(record, held.missing);
    if (restricted && !isObserved(record)) return unknown(record, '/access/token/permissions');
    return pass('The job has no right that is kept from outsiders.', ['/access/token/permissions']);
  },
});

/** What the file declares of such a token is no more than what it may be given. */
function isObserved({ access }: AccessRecord): boolean {
  return Object.values(access.token?.permissions ?? {}).every(
    ({ observed, declared }) => observed !== undefined || declared !== 'write',
  );
}

interface Rights {
  readonly found: readonly { readonly name: string; readonly pointer: string }[];
  /** What would have to be seen to know of more. */
  readonly missing?: string;
}

function rightsOf(record: AccessRecord, allow: Readonly<Record<string, AccessLevel>>, restricted: boolean): Rights {
  const permissions = record.access.token?.permissions;
  const allowed = new Map(Object.entries(allow));
  const scopes = Object.entries(permissions ?? {}).flatMap(([scope, permission]) => {
    // What the file declares is lowered there; only what was seen counts.
    const level = restricted ? permission.observed : levelOf(permission);
    if (level !== 'write' || !isWider(level, allowed.get(scope) ?? 'none')) return [];
    return [{ name: `${scope}: write`, pointer: `/access/token/permissions/${scope}` }];
  });
  const identity = 'id-token: write';
  if (
    !restricted &&
    hasIdentity(record) &&
    allow['id-token'] !== 'write' &&
    !scopes.some(({ name }) => name === identity)
  ) {
    scopes.push({ name: identity, pointer: '/access/oidc' });
  }
  const door = restricted ? 'shut' : environmentOf(record);
  const { environment } = record.pipeline;
  if (door === 'open') scopes.push({ name: `the environment ${environment}`, pointer: '/pipeline/environment' });
  const missing = permissions === undefined ? '/access/token/permissions' : door.startsWith('/') ? door : undefined;
  return { found: scopes, ...(missing !== undefined && { missing }) };
}

/** Whether the job came into an environment without anybody's approval: somebody who approves has looked at it. */
function environmentOf(record: AccessRecord): 'open' | 'shut' | `/${string}` {
  const { environment } = record.pipeline;
  if (environment === undefined) {
    const isNone = gapFor(record.gaps, '/pipeline/environment')?.reason === 'not-applicable';
    return isNone ? 'shut' : '/pipeline/environment';
  }
  if (record.approvals === undefined) return '/approvals';
  const isApproved = record.approvals.some(
    (approval) => approval.state === 'approved' && isSameEnvironment(approval.environment, environment),
  );
  return isApproved ? 'shut' : 'open';
}
