import { beforeAll, describe, expect, it } from '@jest/globals';
import { outcomeOf, playCell } from './cell.ts';
import { FAULTS, type FaultName, KILL_POINTS, type KillPoint } from './faults.ts';
import { killAndReplay } from './kill.ts';
import type { StoreUnderTest } from './store-under-test.ts';
import { type Cell, FAULT_TABLE, type Outcome, outcomeIn } from './table.ts';

/** More processes than this at once only stand in each other's way. */
const KILLED_AT_ONCE = 3;

/** All cells of one sink as tests. They are played beforehand, many at once: most of them only wait. */
export function testFaults(store: StoreUnderTest): void {
  const { title, faults, killed } = FAULT_TABLE[store.type];
  describe(`delivery to ${title}`, () => {
    testCells(possible(FAULTS, faults), faults, Number.POSITIVE_INFINITY, {
      sentence: `${store.type} loses nothing when %s`,
      play: (name) => outcomesOf(store, name),
    });
    testCells(possible(KILL_POINTS, killed), killed, KILLED_AT_ONCE, {
      sentence: `${store.type} loses nothing when its process is killed %s`,
      play: async (point) => [await killAndReplay(store, point)],
    });
  });
}

function testCells<Name extends FaultName | KillPoint>(
  names: readonly (readonly [words: string, Name])[],
  cells: Readonly<Record<Name, Cell>>,
  atOnce: number,
  { sentence, play }: { sentence: string; play: (name: Name) => Promise<Outcome[]> },
): void {
  const played = new Map<Name, Outcome[] | Error>();
  beforeAll(async () => {
    const waiting = [...names];
    const work = async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
        const [, name] = next;
        played.set(name, await play(name).catch((error) => error));
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, names.length) }, work));
  }, 120_000);

  it.each(names)(sentence, (_, name) => {
    const outcomes = played.get(name);
    if (outcomes instanceof Error) throw outcomes;
    expect(new Set(outcomes)).toEqual(new Set([outcomeIn(cells[name])]));
  });
}

function possible<Name extends string>(
  words: Readonly<Record<Name, string>>,
  cells: Readonly<Record<Name, Cell>>,
): (readonly [string, Name])[] {
  const names = Object.keys(words) as Name[];
  return names.filter((name) => outcomeIn(cells[name]) !== 'none').map((name) => [words[name], name]);
}

/** A clock can be wrong either way. */
async function outcomesOf(store: StoreUnderTest, name: FaultName): Promise<Outcome[]> {
  const days = name === 'clock' ? [-2, 2] : [0];
  return Promise.all(days.map(async (off) => outcomeOf(await playCell(store, name, off))));
}
