import { describe, expect, it } from '@jest/globals';
import { startDeadline } from '../../src/pipeline/deadline.ts';

const LONG = 60_000;

/** The order in which things happen, whatever the clock says. */
async function orderOf(events: Readonly<Record<string, Promise<unknown>>>): Promise<string[]> {
  const order: string[] = [];
  await Promise.all(Object.entries(events).map(async ([name, event]) => event.then(() => order.push(name))));
  return order;
}

function firing(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve());
  });
}

describe('startDeadline', () => {
  it('tells the sinks to give up before it is over, and is over when its time is', async () => {
    const deadline = startDeadline(100, undefined);
    const alarm = new Promise((resolve) => setTimeout(resolve, 110));
    const order = await orderOf({ alarm, over: deadline.over, signal: firing(deadline.signal) });
    expect(order).toEqual(['signal', 'over', 'alarm']);
    deadline.clear();
  });

  it('takes the shorter time when it is shortened, and never a longer one', async () => {
    const deadline = startDeadline(LONG, undefined);
    deadline.shorten(100);
    deadline.shorten(LONG);
    const alarm = new Promise((resolve) => setTimeout(resolve, 110));
    expect(await orderOf({ alarm, over: deadline.over, signal: firing(deadline.signal) })).toEqual([
      'signal',
      'over',
      'alarm',
    ]);
    deadline.clear();
  });

  it.each([
    ['fired before', () => AbortSignal.abort()],
    ['fires later', () => AbortSignal.timeout(10)],
  ])('is over soon when the signal from outside %s', async (_, signal) => {
    const deadline = startDeadline(LONG, signal());
    expect(await orderOf({ over: deadline.over, signal: firing(deadline.signal) })).toEqual(['signal', 'over']);
    deadline.clear();
  });

  it('is over at once when there is no time at all', async () => {
    const deadline = startDeadline(0, undefined);
    await deadline.over;
    expect(deadline.signal.aborted).toBe(true);
    deadline.clear();
  });

  it('hears nothing more of the signal from outside when it is cleared', () => {
    const outer = new AbortController();
    const deadline = startDeadline(LONG, outer.signal);
    deadline.clear();
    outer.abort();
    expect(deadline.signal.aborted).toBe(false);
  });
});
