import * as z from 'zod/mini';
import { AccessLevel } from '../../../model/access-level.ts';
import type { AccessRecord } from '../../../model/access-record.ts';
import { defineRule, fail, type Judgement, pass, unknown } from '../../rule.ts';
import { permissionsPlace, thisJob } from '../job-file.ts';
import { isWider, levelOf } from './levels.ts';

const Params = z.strictObject({
  allow: z.optional(
    z
      .record(z.string(), AccessLevel)
      .check(z.describe('The widest set of scopes that a job may have; left out, only write-all is refused.')),
  ),
});

/** The job's token can do no more than it must. */
export const tokenIsLeastPrivilege = defineRule({
  id: 'token-is-least-privilege',
  group: 'token',
  title: 'The job’s token has no more rights than it needs',
  why: 'Every step, and everything that a step downloads, can use the token with all its rights.',
  mend: 'Give the job a `permissions:` block that lists only what its steps use.',
  severity: 'medium',
  controls: ['OWASP CICD-SEC-5', 'CIS 2.1.7', 'SOC 2 CC6.1', 'ISO 27001 A.8.2', 'NIST AC-6'],
  evidence: ['token', 'workflow-file'],
  params: Params,
  judge(record, { params }) {
    const token = record.access.token;
    if (record.pipeline.provider === 'local') {
      return pass('A local run has no token of its own.', ['/pipeline/provider']);
    }
    if (token?.shorthand === 'write-all') {
      return fail('The workflow file grants write-all.', ['/access/token/shorthand'], {
        locations: permissionsPlace(record),
        subject: thisJob(record),
      });
    }
    if (token?.permissions === undefined) return unknown(record, '/access/token/permissions');
    return params.allow
      ? judgeAgainst(params.allow, record, token.permissions)
      : judgeUnbounded(record, token.permissions);
  },
});

type Permissions = NonNullable<NonNullable<AccessRecord['access']['token']>['permissions']>;

function judgeAgainst(
  allow: Readonly<Record<string, AccessLevel>>,
  record: AccessRecord,
  permissions: Permissions,
): Judgement {
  // Every token of a job may read metadata; no workflow can take that away.
  const widest = new Map<string, AccessLevel>([['metadata', 'read'], ...Object.entries(allow)]);
  const wider = Object.entries(permissions)
    .map(([scope, permission]) => ({ scope, level: levelOf(permission) ?? 'none' }))
    .filter(({ scope, level }) => isWider(level, widest.get(scope) ?? 'none'));
  if (wider.length === 0) return pass('The token has no scope beyond the allowed ones.', ['/access/token/permissions']);
  const list = wider.map(({ scope, level }) => `${scope}: ${level}`).join(', ');
  return fail(
    `The token has more than the policy allows: ${list}.`,
    wider.map(({ scope }) => `/access/token/permissions/${scope}`),
    { locations: permissionsPlace(record), subject: thisJob(record) },
  );
}

/** Without a list, only a token that may write nearly everywhere is refused: that is write-all by another way. */
function judgeUnbounded(record: AccessRecord, permissions: Permissions): Judgement {
  const everywhere = ['actions', 'contents', 'deployments', 'issues', 'packages', 'pull-requests', 'statuses'];
  const writesAll = everywhere.every((scope) => {
    const permission = permissions[scope];
    return permission !== undefined && levelOf(permission) === 'write';
  });
  return writesAll
    ? fail('The token may write to every part of the repository.', ['/access/token/permissions'], {
        locations: permissionsPlace(record),
        subject: thisJob(record),
      })
    : pass('The token is not granted write-all.', ['/access/token/permissions']);
}
