import * as z from 'zod/mini';
import type { AccessRecord } from '../../../model/access-record.ts';
import { repositoryKey, timeOf } from '../../history.ts';
import { isRestricted } from '../../outsider.ts';
import { defineRule, fail, gapFor, notSupplied, pass, unknown, unseen } from '../../rule.ts';
import { nameOf } from '../actions/foreign-actions.ts';
import { jobLines, someOf, thisJob } from '../job-file.ts';
import { isListed, patternList } from '../listed.ts';
import { hasIdentity } from './levels.ts';

const HOUR = 60 * 60 * 1_000;

/** Actions that restore a cache, by their own default or by an input that the record does not hold. */
const CACHING: readonly string[] = [
  'actions/cache',
  'actions/cache/**',
  'actions/setup-*',
  'astral-sh/setup-uv',
  'buildjet/cache',
  'docker/build-push-action',
  'gradle/actions/**',
  'gradle/gradle-build-action',
  'pnpm/action-setup',
  'ruby/setup-ruby',
  'swatinem/rust-cache',
];

/** What publishes does not take over files that somebody from outside could leave in the cache. */
export const cacheIsNotSharedWithOutsiders = defineRule({
  id: 'cache-is-not-shared-with-outsiders',
  group: 'token',
  title: 'A job that publishes takes nothing from a cache that outsiders could write',
  why: 'A job by `pull_request_target` and its like writes caches of the default branch; who poisons one there runs code in the next job that restores it (TanStack, CVE-2026-45321).',
  mend: 'Build without a cache where the job publishes or deploys, or do the outsiders’ part by `pull_request`, whose cache is its own.',
  severity: 'high',
  controls: ['OWASP CICD-SEC-3', 'OWASP CICD-SEC-4', 'CIS 2.3.4', 'SOC 2 CC8.1', 'NIST SR-4'],
  evidence: ['event', 'token', 'environment', 'actions', 'history'],
  params: z.strictObject({
    actions: patternList(
      'Actions that restore caches, without their refs, as patterns; left out, the well-known ones.',
    ),
    hours: z.optional(
      z.int().check(z.minimum(1), z.maximum(8_760), z.describe('How long a cache may be taken over; default 168.')),
    ),
  }),
  judge(record, { params, history }) {
    if (record.pipeline.provider === 'local') return pass('A local run uses no action.', ['/pipeline/provider']);
    const patterns = params.actions ?? CACHING;
    const caching = (record.actions ?? []).filter(({ uses }) => isListed(nameOf(uses), patterns));
    if (record.actions !== undefined && caching.length === 0) {
      return pass('The job uses no action that restores a cache.', ['/actions']);
    }
    const privilege = privilegeOf(record);
    if (privilege === 'none')
      return pass('The job neither deploys nor has an identity.', ['/access/token/permissions']);
    if (record.actions === undefined) return unknown(record, '/actions');
    if (privilege !== 'some') return unknown(record, privilege);
    if (history === undefined) return notSupplied('no-history');
    const repository = repositoryKey(record);
    if (repository === undefined) return unknown(record, '/pipeline/repositoryId');
    const until = timeOf(record);
    const span = { from: until - (params.hours ?? 168) * HOUR, until };
    const isOther = (earlier: AccessRecord) => earlier.recordId !== record.recordId && !isRestricted(earlier);
    const outsider = history.newest(
      'outsider',
      repository,
      span,
      (earlier) => isOther(earlier) && (earlier.actions ?? []).some(({ uses }) => isListed(nameOf(uses), patterns)),
    );
    if (outsider) {
      const { event, runId } = outsider.record.pipeline;
      return fail(
        `The job restores a cache (${someOf(caching.map(({ uses }) => uses))}) that somebody from outside could write${runId === undefined ? '' : ` in run ${runId}`} by ${event}.`,
        ['/actions', '/access/token/permissions'],
        {
          locations: jobLines(
            record,
            caching.map(({ line }) => line),
          ),
          subject: thisJob(record),
        },
      );
    }
    const untold = history.newest('outsider', repository, span, (earlier) => isOther(earlier) && !earlier.actions);
    if (untold)
      return unseen('not-certain', 'Of an outsider’s job it is not known whether it wrote caches.', ['/actions']);
    return pass('Nobody from outside could write a cache that the job restores.', ['/actions']);
  },
});

/** Whether what the job makes counts elsewhere, or where that would be seen. */
function privilegeOf(record: AccessRecord): 'some' | 'none' | `/${string}` {
  const identity = hasIdentity(record);
  if (identity || record.pipeline.environment !== undefined) return 'some';
  if (gapFor(record.gaps, '/pipeline/environment')?.reason !== 'not-applicable') return '/pipeline/environment';
  return identity === undefined ? '/access/token/permissions' : 'none';
}
