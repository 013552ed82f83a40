import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { attemptAll, isStored } from '../../src/pipeline/attempt.ts';
import type { Delivery, KeyState, LogEntry, Sink, Spool } from '../../src/ports.ts';
import { together } from '../../src/sinks/s3/create.ts';
import { type Creation, storeOnce } from '../../src/sinks/store-once.ts';
import { entryOf } from './entries.ts';

const silentLogger = { info: () => undefined, warn: () => undefined };
const ENTRY = entryOf(1);
const OWN = 'own';
const SPARE = 'own-again';

/** What becomes of one request, or of the process while it is on its way. */
const FATES = ['well', 'turned away', 'lost', 'reply lost', 'killed before', 'killed after'] as const;
type Fate = (typeof FATES)[number];
const CERTAIN: readonly Fate[] = ['well', 'turned away', 'killed before'];

/** A store, a journal on disk, and a process that works with both until it is killed. */
function world(fates: readonly Fate[], squatted: readonly string[], halves: readonly string[]) {
  const store = new Map<string, 'ours' | 'theirs'>(squatted.map((key) => [key, 'theirs']));
  const left = [...fates];
  let journal: { key?: KeyState; done?: Delivery } = {};

  function processOf(): { sink: Sink; spool: Spool; killed: Promise<void> } {
    let isDead = false;
    let kill: () => void = () => undefined;
    const killed = new Promise<void>((resolve) => {
      kill = () => {
        isDead = true;
        resolve();
      };
    });
    const forEver = new Promise<never>(() => undefined);

    const createAt = async (id: string, mayBeOurs: boolean): Promise<Creation> =>
      together(await Promise.all(halves.map((half) => createHalf(half + id, mayBeOurs))));

    async function createHalf(id: string, mayBeOurs: boolean): Promise<Creation> {
      if (isDead) return forEver;
      const fate = left.shift() ?? 'well';
      if (fate === 'killed before') kill();
      if (isDead) return forEver;
      if (fate === 'turned away') return { kind: 'pending', reason: 'it is busy', mayBeOurs };
      if (fate === 'lost') return { kind: 'pending', reason: 'no answer', mayBeOurs: true };
      const isTaken = store.has(id);
      if (!isTaken) store.set(id, 'ours');
      if (fate === 'killed after') kill();
      if (isDead) return forEver;
      if (fate === 'reply lost') return { kind: 'pending', reason: 'no answer', mayBeOurs: true };
      return isTaken ? { kind: 'taken', mayBeOurs } : { kind: 'created' };
    }

    const sink: Sink = {
      name: 'model',
      required: false,
      deliver: (_, { key, noteKey }) =>
        storeOnce({ sink: 'model', service: 'The model', id: OWN, key, noteKey, createAt, locationOf: (id) => id }),
    };
    const spool: Spool = {
      folder: '/spool',
      put: async (entry) => ({ entry, keys: new Map(), done: [] }),
      list: async () => ({ entries: [], broken: [] }),
      markKey: async (_: LogEntry, __: string, key: KeyState) => {
        if (!isDead) journal = { ...journal, key };
      },
      markDone: async (_, done) => {
        if (!isDead) journal = { ...journal, done };
      },
    };
    return { sink, spool, killed };
  }

  return {
    store,
    /** One process: it delivers what the journal says is open, and may be killed over it. */
    async run(): Promise<Delivery | undefined> {
      const { sink, spool, killed } = processOf();
      const keys = new Map(journal.key ? [['model', journal.key] as const] : []);
      const due = [{ entry: ENTRY, keys, done: journal.done ? [journal.done] : [], spool }];
      const deadline = {
        signal: new AbortController().signal,
        over: killed,
        shorten: () => undefined,
        clear: () => undefined,
      };
      const [delivery] = await attemptAll(sink, due, { logger: silentLogger, deadline });
      return delivery;
    },
  };
}

async function untilDelivered(fates: readonly Fate[], squatted: readonly string[], halves: readonly string[] = ['']) {
  const { store, run } = world(fates, squatted, halves);
  let delivery: Delivery | undefined;
  for (let runs = 0; runs < fates.length + 3; runs++) {
    delivery = await run();
    if (delivery && isStored(delivery)) break;
  }
  const ours = [...store].flatMap(([key, owner]) => (owner === 'ours' ? [key] : []));
  return { delivery, ours, copies: ours.length };
}

const anyFates = fc.array(fc.constantFrom(...FATES), { maxLength: 8 });

describe('what a store that creates a key once holds', () => {
  it('is one copy when requests and replies are lost and processes killed', async () => {
    await fc.assert(
      fc.asyncProperty(anyFates, async (fates) => {
        const { delivery, copies } = await untilDelivered(fates, []);
        expect(delivery && isStored(delivery)).toBe(true);
        expect(copies).toBe(1);
      }),
    );
  });

  it('is one copy beside a squatter’s when every answer is certain but processes are killed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...CERTAIN, 'killed after' as const), { maxLength: 8 }),
        async (fates) => {
          const { delivery, copies } = await untilDelivered(['well', ...fates], [OWN]);
          expect(delivery?.status).not.toBe('delivered');
          expect(copies).toBe(1);
        },
      ),
    );
  });

  it('is at least one copy when processes are killed at the key that nobody can guess', async () => {
    const anyEnds = fc.array(fc.constantFrom('killed before' as const, 'killed after' as const), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(anyEnds, async (ends) => {
        const fates = ['well', 'well', ...ends.flatMap((end) => [end, 'well'] as const)] as const;
        const { delivery, copies } = await untilDelivered(fates, [OWN, SPARE]);
        expect(delivery?.status).toBe('conflict');
        expect(copies).toBeGreaterThanOrEqual(1);
      }),
    );
  });

  it('is one copy beside two squatters’ when nothing is lost', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('well' as const, 'turned away' as const), { maxLength: 8 }),
        async (fates) => {
          const { delivery, copies } = await untilDelivered(fates, [OWN, SPARE]);
          expect(delivery?.status).toBe('conflict');
          expect(copies).toBe(1);
        },
      ),
    );
  });
});

describe('two halves that a store creates once each', () => {
  const HALVES = ['records/', 'erasable/'];

  it('are there both, once, when requests and replies are lost and processes killed', async () => {
    await fc.assert(
      fc.asyncProperty(anyFates, async (fates) => {
        const { delivery, ours } = await untilDelivered(fates, [], HALVES);
        expect(delivery && isStored(delivery)).toBe(true);
        expect(ours.toSorted()).toEqual(['erasable/own', 'records/own']);
      }),
    );
  });

  it.each(HALVES)(
    'are there both under one other key when somebody had that of %s and processes are killed',
    async (half) => {
      const later = fc.array(fc.constantFrom(...CERTAIN, 'killed after' as const), { maxLength: 8 });
      await fc.assert(
        fc.asyncProperty(later, async (fates) => {
          const { delivery, ours } = await untilDelivered(['well', 'well', ...fates], [`${half}${OWN}`], HALVES);
          expect(delivery?.status).toBe('conflict');
          expect(ours).toEqual(expect.arrayContaining([`records/${SPARE}`, `erasable/${SPARE}`]));
          expect(ours).toHaveLength(3);
        }),
      );
    },
  );
});
