import { PLENTY } from './bench-world.ts';
import { type Bench, HOOKS, type MeasuredHook } from './job.ts';
import { type Ready, type Services, withLogStores } from './service-process.ts';
import { median } from './statistics.ts';

/** Milliseconds that every reply is late by, where depth is measured. */
const LATENCY = 200;

/** First rounds, which only fill the caches of the file system. */
const WARM_UP = 2;

/** A figure for each hook. */
export type PerHook = Record<MeasuredHook, number>;

/** Processor time of the hooks, in milliseconds and as multiples of bare Node's. */
export interface ProcessorCost {
  readonly bare: number;
  readonly milliseconds: PerHook;
  readonly ratio: PerHook;
}

/**
 * Processor time: in each round bare Node, start, bare Node, end, bare Node; each hook is divided by the mean of the
 * bare ones around it, and the medians over the rounds count.
 */
export async function measureProcessorTime(
  bench: Bench,
  { ready }: Services,
  rounds: number,
  tell: (done: number) => void,
): Promise<ProcessorCost> {
  const bare: number[] = [];
  const spent = { pre: [] as number[], post: [] as number[] };
  const ratios = { pre: [] as number[], post: [] as number[] };
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round >= 0) tell(round);
    let before = bench.meter.bareNode();
    await bench.playJob(ready, async (hook, run) => {
      await run({ metered: true });
      const time = bench.meter.read();
      const after = bench.meter.bareNode();
      if (round >= 0) {
        bare.push(after);
        spent[hook].push(time);
        ratios[hook].push((2 * time) / (before + after));
      }
      before = after;
    });
  }
  return { bare: median(bare), milliseconds: perHook(spent), ratio: perHook(ratios) };
}

/** Round trips that follow one another: the time that latency adds, divided by the latency, median over the rounds. */
export async function measureDepth(
  bench: Bench,
  services: Services,
  rounds: number,
  ready: Ready = services.ready,
): Promise<PerHook> {
  const depths = { pre: [] as number[], post: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    await services.setLatency(0);
    const fast = await timesOf(bench, ready);
    await services.setLatency(LATENCY);
    const slow = await timesOf(bench, ready);
    for (const hook of HOOKS) depths[hook].push((slow[hook] - fast[hook]) / LATENCY);
  }
  await services.setLatency(0);
  return perHook(depths);
}

async function timesOf(bench: Bench, ready: Ready, mayWarn = false): Promise<PerHook> {
  const times: PerHook = { pre: 0, post: 0 };
  await bench.playJob(ready, async (hook, run) => {
    const start = performance.now();
    await run({ metered: false, mayWarn });
    times[hook] = performance.now() - start;
  });
  return times;
}

/**
 * Milliseconds that a log store which never answers adds to a start, median over the rounds. Raises where it changes the
 * result of either hook.
 */
export async function measureSilence(bench: Bench, { ready }: Services, rounds: number): Promise<number> {
  const added: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const answered = await timesOf(bench, ready);
    const silent = await timesOf(bench, withLogStores(ready, 'silent'), true);
    added.push(silent.pre - answered.pre);
  }
  return median(added);
}

/** Requests to GitHub's API by hooks each of which finds so much of the token's budget left. */
export async function countRequests(bench: Bench, services: Services, remaining: number): Promise<PerHook> {
  const counts: PerHook = { pre: 0, post: 0 };
  await bench.playJob(services.ready, async (hook, run) => {
    await services.setRemaining(remaining);
    const before = await services.requestsSoFar();
    await run({ metered: false, mayWarn: remaining < PLENTY });
    counts[hook] = (await services.requestsSoFar()) - before;
  });
  await services.setRemaining(PLENTY);
  return counts;
}

function perHook(values: Record<MeasuredHook, readonly number[]>): PerHook {
  return { pre: median(values.pre), post: median(values.post) };
}
