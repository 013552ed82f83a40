import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { driftBetween } from '../../src/core/drift.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';

function at(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .reduce<unknown>(
      (part, key) => (part as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
      value,
    );
}

describe('driftBetween', () => {
  it('finds nothing when the snapshots are equal', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        expect(driftBetween(record, structuredClone(record))).toEqual([]);
      }),
    );
  });

  it('names the same facts with values exchanged when the snapshots change places', () => {
    fc.assert(
      fc.property(arbitraryRecord(), arbitraryRecord(), (one, other) => {
        const there = driftBetween(one, other);
        const back = driftBetween(other, one);
        expect(back.map(({ pointer, before, after }) => [pointer, after, before])).toEqual(
          there.map(({ pointer, before, after }) => [pointer, before, after]),
        );
      }),
    );
  });

  it('names only facts that both snapshots hold, with the values that they hold, in order', () => {
    fc.assert(
      fc.property(arbitraryRecord(), arbitraryRecord(), (one, other) => {
        const drift = driftBetween(one, other);
        for (const { pointer, before, after } of drift) {
          expect(before).toBe(at(one, pointer));
          expect(after).toBe(at(other, pointer));
          expect(before).toBeDefined();
          expect(after).toBeDefined();
        }
        const pointers = drift.map(({ pointer }) => pointer);
        expect(pointers).toEqual([...pointers].sort());
        expect(new Set(pointers).size).toBe(pointers.length);
      }),
    );
  });

  it('names no variable in a pointer, which everybody may read, when one that was asked for changed', () => {
    const base = recordOfSeed(3);
    const withVariable = (value: string) => ({ ...base, runner: { environmentVariables: { PRIVATE_NAME: value } } });
    expect(driftBetween(withVariable('a'), withVariable('b')).map(({ pointer }) => pointer)).toEqual([
      '/runner/environmentVariables',
    ]);
  });

  it('gives entries that a record may hold when keys are long or odd', () => {
    const base = recordOfSeed(3);
    const scope = (level: 'read' | 'write') => ({ observed: level, source: 'worker-log' }) as const;
    const withScope = (name: string, level: 'read' | 'write') => ({
      ...base,
      access: { token: { permissions: { [name]: scope(level) } } },
    });
    for (const name of ['a/b~c', 'x'.repeat(400)]) {
      const drift = driftBetween(withScope(name, 'read'), withScope(name, 'write'));
      expect(drift).toHaveLength(1);
      expect(AccessRecord.safeParse({ ...base, drift }).error?.issues).toBeUndefined();
    }
  });

  it('says nothing when only the source of a permission is another one', () => {
    const base = recordOfSeed(4);
    const withSource = (source: 'worker-log' | 'workflow-file') => ({
      ...base,
      access: { token: { permissions: { contents: { observed: 'read' as const, source } } } },
    });
    expect(driftBetween(withSource('worker-log'), withSource('workflow-file'))).toEqual([]);
  });

  it('shows a role, an approval, a protection, a proxy and a claim when they changed', () => {
    const base = recordOfSeed(5);
    const account = { login: 'carol', id: '3' };
    const make = (late: boolean): AccessRecord => ({
      ...base,
      people: { initiator: { login: 'alice', role: late ? 'admin' : 'write' } },
      approvals: [{ environment: 'production', state: late ? 'rejected' : 'approved', user: account }],
      protections: { environment: { name: 'production', reviewersRequired: !late } },
      runner: { proxy: late ? 'http://proxy:1' : 'none' },
      source: {},
      access: { oidc: { available: true, claims: { repository_visibility: late ? 'public' : 'private' } } },
    });
    expect(driftBetween(make(false), make(true)).map(({ pointer }) => pointer)).toEqual([
      '/access/oidc/claims/repository_visibility',
      '/approvals',
      '/people/initiator/role',
      '/protections/environment/reviewersRequired',
      '/runner/proxy',
    ]);
  });

  it.each([
    ['is masked at the end', 'fix hunter2-abc', 'fix ***'],
    ['was masked at the start', 'fix ***', 'fix hunter2-abc'],
    ['is masked otherwise', 'a *** b c', 'a b *** c'],
  ])('finds nothing when free text %s because a step set a variable in between', (_name, before, after) => {
    const base = recordOfSeed(1);
    const saying = (text: string) => ({
      ...base,
      source: { ...base.source, headline: text },
      approvals: [{ environment: 'production', state: 'approved', user: { login: 'carol' }, comment: text }],
    });
    expect(driftBetween(saying(before), saying(after))).toEqual([]);
  });

  it('still finds another approver and another login when their texts have a mask in them', () => {
    const base = recordOfSeed(1);
    const by = (login: string) => ({
      ...base,
      people: { ...base.people, initiator: { login: `${login}***` } },
      approvals: [{ environment: 'production', state: 'approved', user: { login }, comment: '***' }],
    });
    expect(driftBetween(by('carol'), by('mallory')).map(({ pointer }) => pointer)).toEqual([
      '/approvals',
      '/people/initiator/login',
    ]);
  });
});
