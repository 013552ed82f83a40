import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../src/core/canonical.ts';
import { commit } from '../../src/core/commitment.ts';
import type { Problem } from '../../src/core/problem.ts';
import { DoorlogError } from '../../src/errors.ts';
import type { EntryDelivery } from '../../src/pipeline/deliver.ts';
import { type HandingOver, type HandOverPorts, handOver } from '../../src/pipeline/hand-over.ts';
import type { HandoverPacker, LogEntry, Spool, SpooledEntry } from '../../src/ports.ts';
import { baseRecord } from '../support/base-record.ts';

const views = commit(baseRecord(), 'ab'.repeat(32));
const record = views.log;

function entryOf(document: LogEntry['document'], phase = 'end'): LogEntry {
  return { recordId: record.recordId, phase, digest: digestOf(document), time: '2026-03-01T00:00:00Z', document };
}

const ENTRY = entryOf(record);

function deliveryOf({ recordId, phase, digest }: LogEntry, status: EntryDelivery['status']): EntryDelivery {
  return { sink: `store-${status}`, status, recordId, phase, digest };
}

function spoolWith(known: readonly SpooledEntry[] | Error, put: LogEntry[] = []): Spool {
  return {
    folder: '/spool',
    async put(entry) {
      if (known instanceof Error) throw known;
      put.push(entry);
      return { entry, keys: new Map(), done: [] };
    },
    async list() {
      if (known instanceof Error) throw known;
      return { entries: known, broken: [] };
    },
    markKey: async () => undefined,
    markDone: async () => undefined,
  };
}

/** Hands over with fakes; answers what came of it, what was packed and what was uploaded under which name. */
async function play(
  handing: Partial<HandingOver>,
  {
    view = 'attested',
    artifacts = 'kept',
    spool = spoolWith([]),
  }: { view?: HandoverPacker['view']; artifacts?: 'kept' | 'refused' | 'none'; spool?: Spool } = {},
) {
  const problems: Problem[] = [];
  const packed: SpooledEntry[] = [];
  const uploaded: string[] = [];
  const packer: HandoverPacker = {
    view,
    async pack(entries) {
      packed.push(...entries);
      return { 'file.jsonl': 'text' };
    },
  };
  const ports: HandOverPorts = {
    handover: async () => ({ packer, problems: [] }),
    spool,
    artifacts:
      artifacts === 'none'
        ? undefined
        : {
            async upload(name) {
              if (artifacts === 'refused') throw new DoorlogError('delivery-failed', 'The artifact was not kept.');
              uploaded.push(name);
            },
          },
  };
  const undelivered = await handOver(
    ports,
    { name: 'left', entries: [ENTRY], deliveries: [deliveryOf(ENTRY, 'pending')], ...handing },
    problems,
  );
  return { undelivered, packed, uploaded, told: problems.map(({ message }) => message) };
}

describe('handOver', () => {
  it('leaves nothing and says nothing when every store has everything', async () => {
    for (const status of ['delivered', 'already-there', 'conflict'] as const) {
      const played = await play({ deliveries: [deliveryOf(ENTRY, status)] });
      expect(played).toEqual({ undelivered: undefined, packed: [], uploaded: [], told: [] });
    }
  });

  it('leaves only what a store lacks when others are through', async () => {
    const start = entryOf({ ...record, phase: 'start' }, 'start');
    const deliveries = [deliveryOf(start, 'delivered'), deliveryOf(ENTRY, 'failed'), deliveryOf(ENTRY, 'delivered')];
    const { packed, undelivered } = await play({ entries: [start, ENTRY], deliveries }, { view: 'whole' });
    expect(packed.map(({ entry }) => entry)).toEqual([ENTRY]);
    expect(undelivered).toEqual({ entries: 1, place: { kind: 'artifact', name: 'left', view: 'whole' } });
  });

  it('does not hand on that a store has it when that is in the spool alone and the store did not say so', async () => {
    const done = ['store-pending', 'store-before'].map((sink) => ({ sink, status: 'delivered' as const }));
    const spool = spoolWith([{ entry: ENTRY, keys: new Map(), done }]);
    for (const view of ['whole', 'attested'] as const) {
      const { packed } = await play({}, { view, spool });
      expect(packed[0]?.done.map(({ sink }) => sink)).toEqual(['store-before']);
    }
  });

  it('leaves the attested view under its own digest when there is no key', async () => {
    const { packed, told } = await play({});
    const [{ entry } = { entry: ENTRY }] = packed;
    expect(entry).toMatchObject({ view: 'attested', phase: 'end', digest: digestOf(views.attested) });
    expect(entry.document).toEqual(views.attested);
    expect(told).toEqual([expect.stringMatching(/^1 record did not reach .* its attested view is left as .*“left”/)]);
  });

  it('takes the view that was made already, with its bundle, when there is one', async () => {
    const made: LogEntry = { ...entryOf(views.attested), view: 'attested', bundle: '{}' };
    const { packed } = await play({ made: new Map([[ENTRY.digest, made]]) });
    expect(packed.map(({ entry }) => entry)).toEqual([made]);
  });

  it('shows nothing of what is no record when anybody may read it', async () => {
    const strange = entryOf({ recordId: record.recordId, secret: 'swordfish' }, 'checkpoint');
    const { packed, undelivered } = await play({
      entries: [strange, ENTRY],
      deliveries: [deliveryOf(strange, 'failed'), deliveryOf(ENTRY, 'failed')],
    });
    expect(packed).toHaveLength(1);
    expect(JSON.stringify(packed)).not.toContain('swordfish');
    expect(undelivered?.entries).toBe(2);
  });

  it('hands on what the spool knows of keys and of stores that have it', async () => {
    const keys = new Map([['a', 'taken' as const]]);
    const done = [{ sink: 'b', status: 'delivered' as const, location: 'somewhere' }];
    const spool = spoolWith([{ entry: ENTRY, keys, done }]);
    expect((await play({}, { spool, view: 'whole' })).packed).toEqual([{ entry: ENTRY, keys, done }]);
    expect((await play({}, { spool })).packed).toMatchObject([{ keys: new Map(), done }]);
  });

  it.each(['none', 'refused'] as const)('leaves it in the spool when artifacts are %s', async (artifacts) => {
    const put: LogEntry[] = [];
    const { undelivered, told } = await play(
      { hasUnmade: true, deliveries: [] },
      { artifacts, spool: spoolWith([], put) },
    );
    expect(put).toEqual([ENTRY]);
    expect(undelivered?.place).toEqual({ kind: 'spool', folder: '/spool' });
    expect(told.at(-1)).toMatch(/it is left on this machine alone, in \/spool: deliver from there/);
  });

  it('says that it is nowhere when the spool fails too', async () => {
    const spool = spoolWith(new DoorlogError('spool-failed', 'The spool is full.'));
    const { undelivered, told } = await play({}, { artifacts: 'none', spool });
    expect(undelivered?.place).toEqual({ kind: 'nowhere' });
    expect(told).toEqual(['The spool is full.', expect.stringMatching(/could not be left anywhere\.$/)]);
  });
});
