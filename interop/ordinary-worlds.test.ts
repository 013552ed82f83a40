import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { playJob } from '../__tests__/support/in-process-job.ts';
import {
  ALL_PERMISSIONS,
  DEFAULT_PERMISSIONS,
  type OrdinaryJob,
  ordinaryJobs,
} from '../__tests__/support/ordinary-worlds.ts';
import type { RuleResult } from '../src/model/verdict.ts';

const FOLDER = new URL('../../shared/data/workflows/', import.meta.url);
const WORLDS = 100;

function everydayJobs(): OrdinaryJob[] {
  if (!existsSync(FOLDER)) {
    process.stderr.write('Skipped: the real workflow files are not on this machine (../shared/data/workflows).\n');
    return [];
  }
  const policy = 'version: 1\nextends: baseline\n';
  const files = readdirSync(FOLDER).filter((name) => /\.ya?ml$/.test(name));
  const all = files.flatMap((name) => ordinaryJobs(name, readFileSync(new URL(name, FOLDER), 'utf8'), policy));
  // Spread over all files and triggers, the same in every run.
  const step = all.length / WORLDS;
  return all.length < WORLDS
    ? all
    : Array.from({ length: WORLDS }, (_, index) => all[Math.floor(index * step)]).flatMap((job) => job ?? []);
}

const jobs = everydayJobs();

function worrying(results: readonly RuleResult[] = []): string[] {
  return results
    .filter(({ result, severity }) => result === 'fail' && severity !== 'low')
    .map(({ rule, severity, message }) => `${rule} (${severity}): ${message}`);
}

describe('the baseline over ordinary jobs', () => {
  if (jobs.length === 0) {
    it('is skipped when the files are not here', () => {
      expect(jobs).toEqual([]);
    });
    return;
  }

  it('has a hundred of them when the real workflow files are read', () => {
    expect(jobs).toHaveLength(WORLDS);
  });

  describe.each([
    ['every permission', ALL_PERMISSIONS],
    ['none but the default', DEFAULT_PERMISSIONS],
  ] as const)('with %s', (_, permissions) => {
    it.each(jobs.map((job) => [job.name, job] as const))(
      'finds nothing above low when it is %s',
      async (_name, job) => {
        const { start, end, output } = await playJob(job.world(permissions));
        expect(worrying(start.policy?.results)).toEqual([]);
        expect(worrying(end.policy?.results)).toEqual([]);
        expect(end.policy?.policy.templates).toEqual(['baseline']);
        expect(end.enforcement?.position).toBe(0);
        expect(output).not.toContain('::error');
      },
    );
  });
});
