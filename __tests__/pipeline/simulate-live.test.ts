import { describe, expect, it } from '@jest/globals';
import { recordText } from '../../src/cli/record-text.ts';
import { createHistory } from '../../src/core/history.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { deliverLive, type LivePorts, testRecord } from '../../src/pipeline/simulate-live.ts';
import type { LogEntry, Sink } from '../../src/ports.ts';
import { ecsDocument } from '../../src/sinks/shapes/ecs.ts';
import { baseRecord } from '../support/base-record.ts';

const said: string[] = [];
const ports = (sinks: readonly Sink[] = []): LivePorts => ({
  sinks,
  logger: { info: (line) => void said.push(line), warn: (line) => void said.push(line) },
  version: '0.1.0',
  now: new Date('2026-11-21T12:00:00.000Z'),
  nonce: 'one',
  timeout: 1_000,
});
const record = () => testRecord(baseRecord(), 'self-approval', ports());

/** A sink that takes everything and says of it what it is told to. */
function sinkThat(changes: Partial<Sink>): Sink & { entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  return {
    name: 'fake',
    required: false,
    entries,
    async deliver(entry) {
      entries.push(entry);
      return { sink: 'fake', status: 'delivered' };
    },
    ...changes,
  };
}

describe('a test record', () => {
  it('is a valid record that says it is a simulation when it is made', () => {
    expect(AccessRecord.safeParse(record()).success).toBe(true);
    expect(record()).toMatchObject({ simulation: true, recorder: { kind: 'local', version: '0.1.0' } });
  });

  it('has an id of its own, new in each run, when the nonce is another', () => {
    const other = testRecord(baseRecord(), 'self-approval', { ...ports(), nonce: 'two' });
    expect(new Set([record().recordId, other.recordId, baseRecord().recordId]).size).toBe(3);
  });

  it('is of today when it is made from a job of another day', () => {
    expect(record().observedAt).toEqual({ start: '2026-11-21T11:55:31.000Z', end: '2026-11-21T12:00:00.000Z' });
  });

  it('is told from a real one when it is shown, indexed, or read as history', () => {
    expect(recordText(record(), { view: 'log', isTerminal: false })).toContain(
      'a simulation: nothing of this happened',
    );
    const entry = { recordId: 'a', phase: 'end', digest: 'b', time: 'c', document: record() };
    expect(ecsDocument(entry, 'object').tags).toEqual(['doorlog-simulation']);
    expect(ecsDocument({ ...entry, document: baseRecord() }, 'object').tags).toBeUndefined();
    expect(createHistory([record()]).begins).toBeUndefined();
  });
});

describe('deliverLive', () => {
  it('counts only what the sink itself says that it has when it was delivered', async () => {
    const sure = sinkThat({ confirm: async () => ({ confirmed: true, how: 'It was read back.' }) });
    const unsure = sinkThat({});
    const failing = sinkThat({ deliver: async () => ({ sink: 'fake', status: 'failed', reason: 'No.' }) });
    const found = await deliverLive(record(), 'self-approval', ports([sure, unsure, failing]));
    expect(found.map(({ confirmed, reason }) => ({ confirmed, reason }))).toEqual([
      { confirmed: true, reason: 'It was read back.' },
      { confirmed: false, reason: 'The sink can’t tell whether it has it.' },
      { confirmed: false, reason: 'No.' },
    ]);
    expect(sure.entries[0]?.document).toMatchObject({ simulation: true });
    expect(said).toContain('self-approval at fake: confirmed. It was read back.');
  });
});
