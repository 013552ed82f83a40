import { describe, expect, it } from '@jest/globals';
import { createHistory, roleChangesIn, timeOf } from '../../src/core/history.ts';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { baseRecord } from '../support/base-record.ts';
import { earlierRecord } from '../support/earlier-record.ts';

const WORKFLOW = '.github/workflows/deploy.yml';
const now = timeOf(baseRecord());
const one = earlierRecord(30);
const two = earlierRecord(20);
const three = earlierRecord(10);
const idsOf = (records: readonly (AccessRecord | undefined)[]) => records.map((record) => record?.recordId);

function startOf(record: AccessRecord): AccessRecord {
  const { end: _, ...observedAt } = record.observedAt;
  return { ...record, phase: 'start', observedAt };
}

describe('newest', () => {
  const history = createHistory([three, one, two]);
  const find = (span: { from?: number; until: number; most?: number }, holds = (_: AccessRecord) => true) =>
    history.newest('workflow', WORKFLOW, span, holds)?.record.recordId;

  it('is the last record for which the test holds when several do', () => {
    expect(find({ until: now })).toBe(three.recordId);
    expect(find({ until: now }, (record) => record !== three)).toBe(two.recordId);
    expect(find({ until: now }, () => false)).toBeUndefined();
  });

  it('looks at nothing that was made before or after when a span is given', () => {
    expect(find({ until: timeOf(three) })).toBe(two.recordId);
    expect(find({ from: timeOf(two), until: now }, (record) => record === one)).toBeUndefined();
    expect(find({ from: timeOf(one), until: now }, (record) => record === one)).toBe(one.recordId);
  });

  it('gives up when it has looked at as many as it may', () => {
    expect(find({ until: now, most: 2 }, (record) => record === one)).toBeUndefined();
    expect(find({ until: now, most: 3 }, (record) => record === one)).toBe(one.recordId);
    expect(history.newest('workflow', 'other.yml', { until: now }, () => true)).toBeUndefined();
  });
});

describe('startsWithoutEnd', () => {
  it('are those whose ends never came when others have theirs, in whatever order', () => {
    const history = createHistory();
    for (const record of [startOf(one), startOf(two), two, three, startOf(three)]) history.add(record);
    expect(idsOf(history.startsWithoutEnd(WORKFLOW, { until: now }).map(({ record }) => record))).toEqual([
      one.recordId,
    ]);
    expect(history.startsWithoutEnd(WORKFLOW, { until: timeOf(startOf(one)) })).toEqual([]);
    expect(history.startsWithoutEnd(WORKFLOW, { from: timeOf(startOf(one)) + 1, until: now })).toEqual([]);
    expect(history.startsWithoutEnd('other.yml', { until: now })).toEqual([]);
  });

  it('are the oldest, as many as are asked for, when there are more, and one each when a start came twice', () => {
    const history = createHistory();
    for (const record of [three, one, two, one].map(startOf)) history.add(record);
    const found = (most?: number) =>
      idsOf(history.startsWithoutEnd(WORKFLOW, { until: now, ...(most && { most }) }).map(({ record }) => record));
    expect(found()).toEqual([one.recordId, two.recordId, three.recordId]);
    expect(found(2)).toEqual([one.recordId, two.recordId]);
    history.add(two);
    expect(found()).toEqual([one.recordId, three.recordId]);
  });
});

describe('what is found by changes', () => {
  const admin = earlierRecord(15, { set: { '/people/initiator/permission': 'admin' } });
  const weak = earlierRecord(14, { set: { '/enforcement/position': 1 } });
  const weakToo = earlierRecord(13, { set: { '/enforcement/position': 2 } });
  const unseen = earlierRecord(12, { remove: ['/enforcement', '/people/initiator/permission'] });
  const history = createHistory([one, two, admin, weak, weakToo, unseen, three]);
  const all = (trait: 'role-change' | 'audit-change', value: string) =>
    idsOf(history.between(trait, value, 0, now).map(({ record }) => record));

  it('are records with another permission than before when rights were given and taken', () => {
    expect(all('role-change', '701234567')).toEqual(idsOf([admin, weak]));
    expect(roleChangesIn(baseRecord(), history)).toEqual([]);
    expect(roleChangesIn(baseRecord({ set: { '/people/initiator/permission': 'read' } }), history)).toEqual(['1001']);
  });

  it('are records with another audit than before when a step was moved and moved back', () => {
    expect(all('audit-change', `${WORKFLOW}#deploy refs/heads/main`)).toEqual(idsOf([one, weak, three]));
  });
});

describe('traits', () => {
  it('are found by outsider, tag and run when records have them', () => {
    const outsider = earlierRecord(5, {}, 'pull-request-target');
    const tag = earlierRecord(4, {}, 'tag');
    const history = createHistory([one, outsider, tag]);
    expect(history.first('outsider', '701234567')?.record.recordId).toBe(outsider.recordId);
    expect([...history.values('tag')]).toEqual([tag.pipeline.ref]);
    expect(history.first('run', `${WORKFLOW} ${one.pipeline.runNumber}`)?.record.recordId).toBe(one.recordId);
    expect([...createHistory().values('action')]).toEqual([]);
  });

  it('hold a record once when one person is all and an action is used twice', () => {
    const actions = [...(one.actions ?? []), ...(one.actions ?? [])];
    const record = { ...one, actions, people: { ...one.people, rerunner: { login: 'alice', id: '1001' } } };
    const history = createHistory([record]);
    expect(history.between('person', '1001', 0, now)).toHaveLength(1);
    expect(history.between('action', actions[0]?.uses ?? '', 0, now)).toHaveLength(1);
  });
});
