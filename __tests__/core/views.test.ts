import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attestedView, viewAt } from '../../src/core/views.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { arbitraryRecord, recordOfSeed } from '../support/arbitrary-record.ts';
import { leavesOf } from '../support/schema-walk.ts';

type Visibility = AccessRecord['pipeline']['visibility'];

function withVisibility(record: AccessRecord, visibility: Visibility): AccessRecord {
  const { visibility: _, ...pipeline } = record.pipeline;
  return { ...record, pipeline: visibility ? { ...pipeline, visibility } : pipeline };
}

const ANY = fc.constantFrom<Visibility>('public', 'private', 'internal', undefined);

describe('attestedView', () => {
  it('is a valid record when any record is shown to anybody', () => {
    fc.assert(
      fc.property(arbitraryRecord(), ANY, (record, visibility) => {
        const view = attestedView(withVisibility(record, visibility));
        expect(AccessRecord.safeParse(JSON.parse(JSON.stringify(view))).error?.issues).toBeUndefined();
      }),
    );
  });

  it('holds no field of the log and, when the public or nobody knows who reads it, none of members', () => {
    fc.assert(
      fc.property(arbitraryRecord(), ANY, (record, visibility) => {
        const view = attestedView(withVisibility(record, visibility));
        const members = visibility === 'private' || visibility === 'internal';
        const allowed = members ? ['public', 'members'] : ['public'];
        const leaves = leavesOf(AccessRecord, { ...view, drift: [] });
        expect(leaves.filter((leaf) => !allowed.includes(leaf.view ?? 'none'))).toEqual([]);
      }),
    );
  });

  it('holds every field that may be shown when the record has it', () => {
    fc.assert(
      fc.property(arbitraryRecord(), ANY, (record, visibility) => {
        const whole = withVisibility(record, visibility);
        const allowed = visibility === 'private' || visibility === 'internal' ? ['public', 'members'] : ['public'];
        const wanted = leavesOf(AccessRecord, { ...whole, drift: [] }).filter(({ view }) =>
          allowed.includes(view ?? ''),
        );
        const shown = leavesOf(AccessRecord, { ...attestedView(whole), drift: [] });
        expect(JSON.stringify(shown)).toBe(JSON.stringify(wanted));
      }),
    );
  });

  it('changes nothing when it is taken twice', () => {
    fc.assert(
      fc.property(arbitraryRecord(), (record) => {
        const view = attestedView(record);
        expect(JSON.stringify(attestedView(view))).toBe(JSON.stringify(view));
      }),
    );
  });

  it.each([
    ['/people/initiator/login', 'public', true],
    ['/people/initiator/role', 'public', false],
    ['/people/initiator/role', 'private', true],
    ['/people/initiator/role', undefined, false],
    ['/people/author/email', 'private', false],
    ['/runner/name', 'internal', false],
    ['/access/token/permissions/contents/observed', 'public', true],
    ['/approvals', 'public', false],
    ['/people', 'private', false],
    ['/somewhere/else', 'private', false],
  ] as const)('shows the values of a change at %s when the repository is %s: %s', (pointer, visibility, shown) => {
    const drift = { pointer, from: 'start', to: 'end', before: 'one', after: 'two' } as const;
    const record = recordOfSeed(1);
    const [change] = attestedView(withVisibility({ ...record, drift: [drift] }, visibility)).drift;
    expect(change).toEqual(shown ? drift : { pointer, from: 'start', to: 'end' });
  });

  it('hides what a whole section was and is when a change names all of it', () => {
    const record = recordOfSeed(2);
    const before = { name: 'Ann', email: 'ann@example.com' };
    const drift = { pointer: '/people/author', from: 'start', to: 'end', before, after: {} } as const;
    expect(JSON.stringify(attestedView({ ...record, drift: [drift] }))).not.toContain('ann@example.com');
  });
});

describe('viewAt', () => {
  it.each([
    ['/recordId', 'public'],
    ['/people/author/email', 'log'],
    ['/people/initiator/role', 'members'],
    ['/protections/environment/reviewers', 'members'],
    ['/protections/environment/reviewers/0/login', 'members'],
    ['/access/token/permissions/a~1b/observed', 'public'],
    ['/nowhere', 'log'],
    ['', 'log'],
    ['/people/initiator/toString', 'log'],
    ['/people/__proto__', 'log'],
    ['/constructor', 'log'],
  ])('says of %s that it is for %s when asked', (pointer, view) => {
    expect(viewAt(pointer)).toBe(view);
  });
});
