import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { type EffectivePermissions, effectivePermissions } from '../../../src/core/workflow/effective-permissions.ts';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { DoorlogError } from '../../../src/errors.ts';

function permissionsOf(text: string, caller?: EffectivePermissions): EffectivePermissions {
  return effectivePermissions(parseWorkflow(text, yaml), 'a', caller);
}

function callerWith(permissions: EffectivePermissions['permissions']): EffectivePermissions {
  return { permissions, source: 'job', line: 1 };
}

describe('effectivePermissions', () => {
  it('takes the job’s block in full when both it and the workflow declare', () => {
    const text = 'permissions: {contents: write, issues: write}\njobs:\n  a:\n    permissions:\n      packages: read\n';
    expect(permissionsOf(text)).toEqual({ permissions: { packages: 'read' }, source: 'job', line: 4 });
  });

  it('takes the workflow’s block when the job declares nothing', () => {
    const text = 'permissions: {contents: read, issues: none}\njobs:\n  a: {}\n';
    expect(permissionsOf(text)).toEqual({ permissions: { contents: 'read' }, source: 'workflow', line: 1 });
  });

  it('gives nothing when the block is empty', () => {
    expect(permissionsOf('jobs:\n  a: {permissions: {}}\n')).toEqual({ permissions: {}, source: 'job', line: 2 });
  });

  it('says that only the default would tell when nobody declares', () => {
    expect(permissionsOf('jobs:\n  a: {}\n')).toEqual({ permissions: null, source: 'default' });
  });

  it('gives no identity token when read-all is declared', () => {
    const { permissions } = permissionsOf('permissions: read-all\njobs:\n  a: {}\n');
    expect(permissions).toMatchObject({ contents: 'read', 'pull-requests': 'read', models: 'read' });
    expect(Object.keys(permissions ?? {})).not.toContain('id-token');
    expect(new Set(Object.values(permissions ?? {}))).toEqual(new Set(['read']));
  });

  it('keeps the scopes that can only be read at read when write-all is declared', () => {
    const { permissions } = permissionsOf('permissions: write-all\njobs:\n  a: {}\n');
    expect(permissions).toMatchObject({
      contents: 'write',
      'id-token': 'write',
      models: 'read',
      'vulnerability-alerts': 'read',
    });
  });

  it('keeps scopes that nobody knows and narrows `models: write` when they are declared', () => {
    const text = 'jobs:\n  a: {permissions: {teleport: write, models: write, constructor: read, id-token: read}}\n';
    expect(permissionsOf(text).permissions).toEqual({ teleport: 'write', models: 'read', constructor: 'read' });
  });

  it('hands the caller’s permissions down when a called workflow declares nothing', () => {
    const caller = callerWith({ contents: 'write' });
    expect(permissionsOf('jobs:\n  a: {}\n', caller)).toEqual({ permissions: { contents: 'write' }, source: 'caller' });
  });

  it('narrows when a called workflow asks for less than its caller has', () => {
    const text = 'permissions: {contents: read}\njobs:\n  a: {}\n';
    expect(permissionsOf(text, callerWith({ contents: 'write' })).permissions).toEqual({ contents: 'read' });
  });

  it.each([
    ['its job asks for more', 'jobs:\n  a: {permissions: {contents: write}}\n', /job `a`.*line 2; GitHub refuses/],
    ['its root asks for more', 'permissions: {issues: read}\njobs:\n  a: {permissions: {}}\n', /`issues: read`.*none/],
    ['it asks for write-all', 'permissions: write-all\njobs:\n  a: {}\n', /asks for/],
  ])('refuses a called workflow when %s', (_what, text, sentence) => {
    expect(() => permissionsOf(text, callerWith({ contents: 'read' }))).toThrow(sentence);
  });

  it('accepts a called workflow’s own permissions when its caller’s are unknown', () => {
    const unknown: EffectivePermissions = { permissions: null, source: 'default' };
    const text = 'jobs:\n  a: {permissions: {contents: write}}\n';
    expect(permissionsOf(text, unknown).permissions).toEqual({ contents: 'write' });
  });

  it('refuses when there is no such job', () => {
    expect(() => effectivePermissions({ triggers: [], jobs: new Map() }, 'gone')).toThrow(/no job `gone`/);
  });

  it('never gives more than the ceiling when a called workflow declares anything at all', () => {
    const scope = fc.constantFrom('contents', 'issues', 'models', 'id-token', 'packages', 'teleport');
    const level = fc.constantFrom('read', 'write', 'none');
    const block = fc.option(fc.oneof(fc.dictionary(scope, level), fc.constantFrom('read-all', 'write-all')));
    const ceilings = fc.dictionary(scope, fc.constantFrom('read' as const, 'write' as const));
    fc.assert(
      fc.property(block, block, ceilings, (root, own, ceiling) => {
        const text = JSON.stringify({
          ...(root === null ? {} : { permissions: root }),
          jobs: { a: own === null ? {} : { permissions: own } },
        });
        try {
          const granted = permissionsOf(text, callerWith(ceiling)).permissions ?? {};
          for (const [name, given] of Object.entries(granted)) {
            expect([given, 'write']).toContain(ceiling[name]);
          }
        } catch (error) {
          expect(error).toBeInstanceOf(DoorlogError);
        }
      }),
    );
  });
});
