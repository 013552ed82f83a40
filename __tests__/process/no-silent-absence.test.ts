import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalize } from '../../src/core/canonical.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import {
  type Fault,
  forbidden,
  html,
  invalidJson,
  notFound,
  rateLimited,
  serverError,
  unauthorized,
} from '../support/faults.ts';
import { playJob } from '../support/in-process-job.ts';
import { silentAbsences } from '../support/silent-absences.ts';
import { TRIGGERS } from '../support/world.ts';
import type { World } from '../support/world-types.ts';

const SCOPES = ['actions', 'attestations', 'contents', 'deployments', 'id-token', 'metadata', 'pull-requests'] as const;

const FAULTS: Readonly<Record<string, () => Fault>> = {
  forbidden,
  html,
  invalidJson,
  notFound,
  rateLimited,
  unauthorized,
  serverError: () => serverError(501),
};

const PLACES = [
  { operation: 'Overview' },
  { path: /\/collaborators\// },
  { path: /\/approvals/ },
  { path: /\/environments\// },
  { path: /\/actions\/runs\/\d+\/attempts/ },
] as const;

/** Anything that can be otherwise about a job: what started it, what its token may do, which answers fail. */
const JOBS = fc.record({
  trigger: fc.constantFrom(...Object.keys(TRIGGERS)),
  granted: fc.subarray([...SCOPES]),
  failing: fc.array(fc.tuple(fc.constantFrom(...PLACES), fc.constantFrom(...Object.keys(FAULTS))), { maxLength: 3 }),
  unset: fc.subarray([
    'GITHUB_ACTOR',
    'GITHUB_ACTOR_ID',
    'GITHUB_EVENT_PATH',
    'GITHUB_WORKFLOW_REF',
    'RUNNER_NAME',
    'GITHUB_JOB',
  ]),
  rateLimit: fc.constantFrom(1000, 20),
});

function worldOf(trigger: string, granted: readonly string[], remaining: number): World {
  const world = TRIGGERS[trigger]?.();
  if (!world) throw new Error(`There is no trigger ${trigger}`);
  world.tokenPermissions = Object.fromEntries(granted.map((scope) => [scope, scope === 'id-token' ? 'write' : 'read']));
  return { ...world, rateLimit: { limit: 1000, remaining, reset: 4_102_444_800 } };
}

function expectExplained(record: AccessRecord): void {
  expect(silentAbsences(record)).toEqual([]);
  for (const { pointer, needed } of record.gaps) expect(`${pointer} ${needed}`).toMatch(/^\/\S* \S.*/);
  const pointers = record.gaps.map(({ pointer }) => pointer);
  expect(new Set(pointers).size).toBe(pointers.length);
}

describe('the records of a job', () => {
  it('hold or explain every fact when anything is missing, forbidden or broken', async () => {
    await fc.assert(
      fc.asyncProperty(JOBS, async ({ trigger, granted, failing, unset, rateLimit }) => {
        const faults = failing.map(([matcher, name]) => [matcher, FAULTS[name]?.() ?? forbidden()] as const);
        const env = Object.fromEntries(unset.map((name) => [name, undefined]));
        const { start, end } = await playJob(worldOf(trigger, granted, rateLimit), { faults, env });
        expectExplained(start);
        expectExplained(end);
        expect(end.recordId).toBe(start.recordId);
        for (const record of [start, end]) {
          expect(canonicalize(JSON.parse(JSON.stringify(record)))).toBe(canonicalize(record));
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
