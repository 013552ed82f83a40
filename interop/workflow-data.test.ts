import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import * as z from 'zod/mini';
import { type EffectivePermissions, effectivePermissions } from '../src/core/workflow/effective-permissions.ts';
import { parseWorkflow } from '../src/core/workflow/parse-workflow.ts';
import { runnerStepIds } from '../src/core/workflow/step-ids.ts';
import type { Workflow } from '../src/core/workflow/workflow.ts';

const FOLDER = new URL('../../shared/data/workflows/', import.meta.url);
const Permissions = z.nullable(z.record(z.string(), z.enum(['read', 'write', 'none'])));
const Leaf = z.object({ id: z.string(), source: z.string(), perm: Permissions });
const Expected = z.record(
  z.string(),
  z.object({
    workflow_permissions: Permissions,
    on: z.array(z.string()),
    jobs: z.array(z.extend(Leaf, { uses: z.optional(z.string()), jobs: z.optional(z.array(Leaf)) })),
  }),
);

function expected(): [string, z.infer<typeof Expected>[string]][] {
  if (!existsSync(new URL('expected.json', FOLDER))) {
    process.stderr.write('Skipped: the real workflow files are not on this machine (../shared/data/workflows).\n');
    return [];
  }
  return Object.entries(Expected.parse(JSON.parse(readFileSync(new URL('expected.json', FOLDER), 'utf8'))));
}

function workflowAt(name: string): Workflow | undefined {
  const path = new URL(name, FOLDER);
  return existsSync(path) ? parseWorkflow(readFileSync(path, 'utf8'), yaml, name) : undefined;
}

/** The other implementation lists `read` for the two scopes that GitHub grants as write or not at all. */
function granted(permissions: z.infer<typeof Permissions>): EffectivePermissions['permissions'] {
  if (permissions === null) {
    return null;
  }
  const kept: [string, 'read' | 'write'][] = [];
  for (const [scope, level] of Object.entries(permissions)) {
    if (level !== 'none' && !(level === 'read' && (scope === 'id-token' || scope === 'copilot-requests'))) {
      kept.push([scope, level]);
    }
  }
  return Object.fromEntries(kept);
}

const cases = expected();

describe('real workflow files', () => {
  if (cases.length === 0) {
    it('is skipped when the files are not here', () => {
      expect(cases).toEqual([]);
    });
    return;
  }

  it.each(cases)('has the expected permissions when the file is %s', (name, want) => {
    const workflow = workflowAt(name);
    expect(workflow).toBeDefined();
    if (workflow === undefined) {
      return;
    }
    expect([...workflow.triggers].sort()).toEqual([...want.on].sort());
    expect([...workflow.jobs.keys()]).toEqual(want.jobs.map((job) => job.id));
    for (const job of want.jobs) {
      const own = effectivePermissions(workflow, job.id);
      expect(workflow.jobs.get(job.id)?.uses).toBe(job.uses);
      expect(own.source).toBe(job.source);
      const prefix = name.slice(0, name.lastIndexOf('__') + 2);
      const called = job.uses?.startsWith('./') ? workflowAt(prefix + job.uses.split('/').at(-1)) : undefined;
      if (job.jobs === undefined) {
        expect({ job: job.id, permissions: own.permissions }).toEqual({
          job: job.id,
          permissions: granted(job.perm),
        });
      } else if (called !== undefined) {
        for (const inner of job.jobs) {
          expect(effectivePermissions(called, inner.id, own).permissions).toEqual(granted(inner.perm));
        }
      }
    }
  });

  it('gives every step an id of its own when a file is read', () => {
    for (const [name] of cases) {
      for (const job of workflowAt(name)?.jobs.values() ?? []) {
        expect(new Set(runnerStepIds(job.steps)).size).toBe(job.steps.length);
      }
    }
  });
});
