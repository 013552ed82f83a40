import { describe, expect, it } from '@jest/globals';
import type { EntryDelivery } from '../../src/pipeline/deliver.ts';
import { problemsOfDeliveries } from '../../src/pipeline/hook.ts';

const named = { recordId: 'a'.repeat(64), digest: 'd'.repeat(64) };
const lost = (sink: string, phase: EntryDelivery['phase'], reason: string): EntryDelivery => ({
  sink,
  phase,
  ...named,
  status: 'failed',
  reason,
});

function messagesOf(deliveries: readonly EntryDelivery[]): string[] {
  return problemsOfDeliveries(deliveries, []).map(({ message }) => message);
}

describe('problems of deliveries', () => {
  it('are one sentence for a sink when it lacks several entries for one reason', () => {
    expect(messagesOf([lost('a', 'start', 'It is shut.'), lost('a', 'end', 'It is shut.')])).toEqual([
      'The end record did not arrive at the sink “a”, nor did the start record: It is shut.',
    ]);
    const three = [lost('a', 'start', 'X.'), lost('a', 'checkpoint', 'X.'), lost('a', 'end', 'X.')];
    expect(messagesOf(three)).toEqual([
      'The end record did not arrive at the sink “a”, nor did the start and the checkpoint records: X.',
    ]);
  });

  it('are a sentence each when the reasons or the sinks differ, or an entry met a conflict', () => {
    const conflict: EntryDelivery = { sink: 'a', phase: 'start', ...named, status: 'conflict', reason: 'X.' };
    const all = [conflict, lost('a', 'end', 'X.'), lost('a', 'end', 'Y.'), lost('b', 'end', 'X.')];
    expect(messagesOf(all)).toEqual([
      'The start record met a conflict at the sink “a”: X.',
      'The end record did not arrive at the sink “a”: X.',
      'The end record did not arrive at the sink “a”: Y.',
      'The end record did not arrive at the sink “b”: X.',
    ]);
  });
});
