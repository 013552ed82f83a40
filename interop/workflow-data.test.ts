import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import * as yaml from 'yaml';
import * as z from 'zod/mini';
import { doorlog } from '../__tests__/cli/cli-process.ts';
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

/**
 * The other implementation notes, as GitHub's own parser does, `read` under `read-all` for the two scopes that GitHub's
 * schema has as write or none. That level grants nothing (a runner offers an identity token for write only), so it is
 * left out of what is granted.
 */
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

const Explained = z.array(
  z.object({
    file: z.string(),
    job: z.string(),
    permissions: Permissions,
    triggers: z.array(z.string()),
    actions: z.array(z.object({ uses: z.string(), line: z.number() })),
    declaredIn: z.object({ shorthand: z.optional(z.string()) }),
    lines: z.object({
      permissions: z.record(z.string(), z.number()),
      secrets: z.record(z.string(), z.array(z.number())),
    }),
  }),
);

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

  it('are explained, none refused and none with a wrong permission, when the command reads their folder', async () => {
    const { code, out, err } = await doorlog(['workflow', 'explain', fileURLToPath(FOLDER), '--json'], {
      cwd: fileURLToPath(FOLDER),
      env: process.env,
    });
    expect([code, err]).toEqual([0, '']);
    const explained = Explained.parse(JSON.parse(out)).map(({ file, ...job }) => ({ ...job, file: basename(file) }));
    const wanted = cases.flatMap(([file, { on, jobs }]) => jobs.map((job) => ({ file, on: [...on].sort(), ...job })));
    expect(explained.map(({ file, job }) => `${file} ${job}`).sort()).toEqual(
      wanted.map(({ file, id }) => `${file} ${id}`).sort(),
    );
    for (const { file, id, on, perm, jobs } of wanted) {
      const found = explained.find((each) => each.file === file && each.job === id);
      expect({ file, id, on: [...(found?.triggers ?? [])].sort() }).toEqual({ file, id, on });
      // For a call that it could follow, the other implementation tells what the called file's root has left of it.
      if (jobs === undefined) expect({ file, id, perm: found?.permissions }).toEqual({ file, id, perm: granted(perm) });
    }
  });

  it('are explained for people with every action, and every line, when the table is asked for', async () => {
    const { code, out } = await doorlog(['workflow', 'explain', fileURLToPath(FOLDER)], {
      cwd: fileURLToPath(FOLDER),
      env: process.env,
    });
    expect(code).toBe(0);
    expect(out).not.toMatch(/undefined|\[object/);
  });

  it('give every scope, secret and action a line that says so when they are explained', async () => {
    const { out } = await doorlog(['workflow', 'explain', fileURLToPath(FOLDER), '--json'], {
      cwd: fileURLToPath(FOLDER),
      env: process.env,
    });
    for (const { file, lines, actions, declaredIn } of Explained.parse(JSON.parse(out))) {
      const text = readFileSync(file, 'utf8').split('\n');
      for (const [scope, line] of Object.entries(lines.permissions)) {
        expect(text[line - 1]).toContain(declaredIn.shorthand ?? `${scope}:`);
      }
      for (const [name, at] of Object.entries(lines.secrets)) {
        for (const line of at) {
          expect(`${file} ${text.slice(line - 1, line + 20).join(' ')}`).toMatch(
            name === 'GITHUB_TOKEN'
              ? /github_token|github\.token/i
              : name === '*'
                ? /inherit|secrets/
                : new RegExp(name),
          );
        }
      }
      for (const { uses, line } of actions) expect(text[line - 1]).toContain(uses);
    }
  });
});
