import { describe, expect, it } from '@jest/globals';
import type { AccessRecord } from '../../src/model/access-record.ts';
import { silentAbsences } from '../support/silent-absences.ts';
import { TRIGGERS } from '../support/world.ts';
import { REVIEWED_GAPS } from './reviewed-gaps.ts';
import { permittedWorld, playWhole } from './whole-job.ts';

function expected(trigger: string, phase: 'start' | 'end'): string[] {
  return REVIEWED_GAPS.filter((each) => (each.phase === 'both' || each.phase === phase) && each.on.includes(trigger))
    .map(({ gap }) => gap)
    .sort();
}

function gapsOf({ gaps }: AccessRecord): string[] {
  return gaps.map(({ pointer, reason }) => `${reason} ${pointer}`).sort();
}

describe('a job that may see all', () => {
  it.each(Object.keys(TRIGGERS))('has no gap but the reviewed ones when it is started by: %s', async (trigger) => {
    const { start, end } = await playWhole(permittedWorld(trigger));
    expect(gapsOf(start)).toEqual(expected(trigger, 'start'));
    expect(gapsOf(end)).toEqual(expected(trigger, 'end'));
    expect([...silentAbsences(start), ...silentAbsences(end)]).toEqual([]);
    expect(end.recordId).toBe(start.recordId);
  });
});
