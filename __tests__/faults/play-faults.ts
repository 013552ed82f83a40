import { beforeAll, describe, expect, it } from '@jest/globals';
import { outcomeOf, playCell } from './cell.ts';
import { FAULTS, type FaultName, KILL_POINTS, type KillPoint } from './faults.ts';
import { killAndReplay } from './kill.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { type Cell, FAULT_TABLE, type Outcome, outcomeIn } from './table.ts';

/** More processes than this at once only stand in each other's way. */
const KILLED_AT_ONCE = 3;

/** Entries that a hook or a replay delivers by one call. */
const MANY = 3;
/** Where the record is not in the store, and nothing on this machine knows. */
const UNSEEN: readonly Outcome[] = ['believed', 'unspooled'];
/** What a store that tells duplicates apart must never come to. */
const COPIED: readonly Outcome[] = ['repeated', 'replayed-twice'];

/** All cells of one sink as tests. They are played beforehand, many at once: most of them only wait. */
export function testFaults(store: StoreUnderTest): void {
  const { title, faults, killed, tellsDuplicates } = FAULT_TABLE[store.type];
  const isRight = (cell: Cell) => (outcome: Outcome) => outcome === outcomeIn(cell);
  // Entries behind one that uses up the time are not even sent, so that their outcomes may be better.
  const isKept = (cell: Cell) => (outcome: Outcome) =>
    isRight(cell)(outcome) || !(UNSEEN.includes(outcome) || (tellsDuplicates && COPIED.includes(outcome)));
  describe(`delivery to ${title}`, () => {
    const playing: (() => Promise<void>)[] = [];
    beforeAll(async () => {
      await Promise.all(playing.map((play) => play()));
    }, 120_000);
    const one = testCells(possible(FAULTS, faults), {
      sentence: (cell) => `${store.type} ${isUnseen(cell) ? 'can’t see the loss' : 'loses nothing'} when %s`,
      play: (name) => outcomesOf(store, name, 1),
      isRight,
    });
    const many = testCells(possible(FAULTS, faults), {
      sentence: (cell) => `${store.type} ${isUnseen(cell) ? 'can’t see every loss' : 'loses nothing'} of many when %s`,
      play: (name) => outcomesOf(store, name, MANY),
      isRight: isKept,
    });
    const ofKilled = testCells(possible(KILL_POINTS, killed), {
      sentence: (cell) =>
        `${store.type} ${isUnseen(cell) ? 'has nothing to replay' : 'loses nothing'} when its process is killed %s`,
      play: async (point) => [await killAndReplay(store, point)],
      isRight,
      atOnce: KILLED_AT_ONCE,
    });
    playing.push(one, many, ofKilled);
  });
}

/** What the tests of some cells have in common. */
interface Testing<Name> {
  readonly sentence: (cell: Cell) => string;
  readonly play: (name: Name) => Promise<Outcome[]>;
  readonly isRight: (cell: Cell) => (outcome: Outcome) => boolean;
  readonly atOnce?: number;
}

/** A cell that is to be played, with the words for it. */
type Possible<Name> = readonly [words: string, Name, Cell];

/** Makes a test of each cell; the answer plays them all, and is to be called before the tests run. */
function testCells<Name extends FaultName | KillPoint>(
  cells: readonly Possible<Name>[],
  { sentence, play, isRight, atOnce = cells.length }: Testing<Name>,
): () => Promise<void> {
  const played = new Map<Name, Outcome[] | Error>();
  for (const [words, name, cell] of cells) {
    it(sentence(cell).replace('%s', words), () => {
      const outcomes = played.get(name);
      if (outcomes instanceof Error) throw outcomes;
      const isSo = isRight(cell);
      expect(outcomes?.map((outcome) => (isSo(outcome) ? outcomeIn(cell) : outcome))).toEqual(
        outcomes?.map(() => outcomeIn(cell)),
      );
    });
  }
  return async () => {
    const waiting = [...cells];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [, name] = next;
        played.set(name, await play(name).catch((error) => error));
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
  };
}

function isUnseen(cell: Cell): boolean {
  return UNSEEN.includes(outcomeIn(cell));
}

function possible<Name extends string>(
  words: Readonly<Record<Name, string>>,
  cells: Readonly<Record<Name, Cell>>,
): Possible<Name>[] {
  const names = Object.keys(words) as Name[];
  return names.filter((name) => outcomeIn(cells[name]) !== 'none').map((name) => [words[name], name, cells[name]]);
}

/** A clock can be wrong either way. */
async function outcomesOf(store: StoreUnderTest, name: FaultName, entries: number): Promise<Outcome[]> {
  const off = name === 'clock' ? [-2, 2] : [0];
  const seen = await Promise.all(off.map((days) => playCell(store, name, { days, entries })));
  return seen.flat().map(outcomeOf);
}
