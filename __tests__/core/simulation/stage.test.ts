import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../src/core/canonical.ts';
import { stage, stageHarmless } from '../../../src/core/simulation/stage.ts';
import { neededPermissions } from '../../../src/core/simulation/without.ts';
import { AccessRecord } from '../../../src/model/access-record.ts';
import type { Staging } from '../../../src/model/scenario.ts';
import { baseRecord } from '../../support/base-record.ts';

const staged = (staging: Staging, without: readonly string[] = []) =>
  stage(staging, { baseOf: (name) => baseRecord({}, name), without });
const job = { base: 'deploy' };

describe('stage', () => {
  it('leaves out of the start what only the end can see when a job is staged', () => {
    const { start, end } = staged({ job });
    expect(start.phase).toBe('start');
    expect(start.resources).toBeUndefined();
    expect(start.outcome).toBeUndefined();
    expect(start.observedAt).toEqual({ start: '2026-11-18T10:05:12.000Z' });
    expect(end.resources?.artifacts).toHaveLength(1);
    expect(AccessRecord.safeParse(start).success).toBe(true);
    expect(AccessRecord.safeParse(end).success).toBe(true);
  });

  it('binds the end to its very start when a job is staged', () => {
    const { start, end } = staged({ job });
    expect(end.links.startEvent).toEqual({ digest: digestOf(start), announced: 'announced' });
  });

  it('computes the drift as a hook does when facts differ at the end only', () => {
    const { start, end } = staged({
      job: { ...job, end: { set: { '/people/initiator/role': 'admin' } } },
    });
    expect(start.people.initiator?.role).toBe('write');
    expect(end.drift).toEqual([
      { pointer: '/people/initiator/role', from: 'start', to: 'end', before: 'write', after: 'admin' },
    ]);
  });

  it('shows no drift when a fact differs all along', () => {
    expect(staged({ job: { ...job, set: { '/people/initiator/role': 'admin' } } }).end.drift).toEqual([]);
  });

  it('says why the start is missing, as the end itself does, when it is taken away', () => {
    const { end } = staged({ job: { ...job, end: { remove: ['/observedAt/start'] } } });
    expect(end.links.startEvent).toBeUndefined();
    expect(end.gaps).toContainEqual(expect.objectContaining({ pointer: '/observedAt/start', reason: 'state-invalid' }));
  });

  it('adds to what the end concluded when its drift is set', () => {
    const drift = { pointer: '/policy/policy/digest', from: 'start', to: 'end', before: 'a', after: 'b' };
    expect(staged({ job: { ...job, end: { set: { '/drift/-': drift } } } }).end.drift).toEqual([drift]);
  });

  it('moves start and end together when it is told when the job ran', () => {
    expect(staged({ at: '2026-11-15T02:30:00.000Z', job }).end.observedAt).toEqual({
      start: '2026-11-15T02:25:31.000Z',
      end: '2026-11-15T02:30:00.000Z',
    });
  });

  it('makes as many earlier jobs as asked for, each of its own run and time, with their starts, when there is a history', () => {
    const { history = [], end } = staged({ job, history: [{ ...job, ago: '1h', times: 3, every: '10m' }] });
    const ends = history.filter(({ phase }) => phase === 'end');
    expect(ends.map(({ observedAt }) => observedAt.end)).toEqual([
      '2026-11-18T09:09:41.000Z',
      '2026-11-18T08:59:41.000Z',
      '2026-11-18T08:49:41.000Z',
    ]);
    expect(history.filter(({ phase }) => phase === 'start')).toHaveLength(4);
    expect(new Set([...ends, end].map(({ recordId }) => recordId)).size).toBe(4);
    expect(new Set([...ends, end].map(({ pipeline }) => pipeline.runId)).size).toBe(4);
  });

  it('leaves the end out when an earlier job has only its start', () => {
    const { history = [] } = staged({ job, history: [{ ...job, ago: '1h', phase: 'start' }] });
    expect(history.map(({ phase }) => phase)).toEqual(['start', 'start']);
  });

  it('puts the number of each job for {n} when several are alike', () => {
    const earlier = { ...job, ago: '1h', times: 2, set: { '/pipeline/ref': 'refs/heads/feature-{n}' } };
    const { history = [] } = staged({ job, history: [earlier] });
    const refs = history.flatMap(({ phase, pipeline }) => (phase === 'end' ? [pipeline.ref] : []));
    expect(refs).toEqual(['refs/heads/feature-1', 'refs/heads/feature-2']);
  });

  it('sorts the audit log by time when it is given in another order', () => {
    const events = ['2026-11-18T10:00:00.000Z', '2026-11-17T10:00:00.000Z'].map((at, index) => ({
      id: String(index),
      action: 'repo.add_member',
      at,
    }));
    expect(staged({ job, auditLog: events }).auditLog?.map(({ id }) => id)).toEqual(['1', '0']);
  });

  it('says which fact is at fault when changes make no record', () => {
    expect(() => staged({ job: { ...job, set: { '/people/initiator/login': 7 } } })).toThrow(
      'the changes make no access record: /people/initiator/login must be text',
    );
  });

  it('says which pointer leads nowhere when something is removed that is not there', () => {
    expect(() => staged({ job: { ...job, remove: ['/people/rerunner'] } })).toThrow('/people/rerunner');
  });
});

describe('a permission that is missing', () => {
  it('takes away what it shows and leaves a gap that says so when approvals can’t be read', () => {
    const { end } = staged({ job }, ['actions:read']);
    expect(end.approvals).toBeUndefined();
    expect(end.gaps).toContainEqual({
      pointer: '/approvals',
      reason: 'not-permitted',
      needed: 'permissions: actions: read',
    });
    expect(AccessRecord.safeParse(end).success).toBe(true);
  });

  it.each(neededPermissions())('leaves valid records without any drift when it is %s', (permission) => {
    const { start, end } = staged({ job }, [permission]);
    expect(AccessRecord.safeParse(start).success).toBe(true);
    expect(AccessRecord.safeParse(end).success).toBe(true);
    expect(end.drift).toEqual([]);
  });
});

describe('stageHarmless', () => {
  const surroundings = { baseOf: (name: string) => baseRecord({}, name), without: [] };
  const attack: Staging = {
    job: { ...job, set: { '/access/secrets': ['A'] }, end: { set: { '/runner/name': 'other' } } },
    history: [{ ...job, ago: '1d' }],
  };

  it('puts its changes on top of the attack’s when it names some', () => {
    const { end } = stageHarmless(attack, { set: { '/access/secrets': [] } }, surroundings);
    expect(end.access.secrets).toEqual([]);
    expect(end.drift).toHaveLength(1);
  });

  it('takes the place of what differs at the end and of the history when it names them', () => {
    const { end, history } = stageHarmless(attack, { end: {}, history: [] }, surroundings);
    expect(end.drift).toEqual([]);
    expect(end.access.secrets).toEqual(['A']);
    expect(history).toHaveLength(1);
  });
});
