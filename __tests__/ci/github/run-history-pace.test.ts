import { describe, expect, it } from '@jest/globals';
import { type Pace, paceRequests } from '../../../src/ci/github/run-history-pace.ts';
import type { HttpRequest } from '../../../src/ports.ts';

const request: HttpRequest = { service: 'GitHub’s API', method: 'GET', url: 'https://api.github.com/x' };

/** A server with a budget, and a clock that only waiting moves. */
function connect(replies: readonly { status: number; headers?: Record<string, string> }[], more: Partial<Pace> = {}) {
  let now = 1_000_000;
  let sent = 0;
  const waits: number[] = [];
  const ask = paceRequests(
    async () => {
      const reply = replies[Math.min(sent++, replies.length - 1)] ?? { status: 200 };
      return { status: reply.status, headers: reply.headers ?? {}, body: Buffer.from('') };
    },
    {
      mayWait: true,
      onWait: (left) => void waits.push(left),
      now: () => now,
      pause: async (milliseconds) => {
        now += milliseconds;
      },
      signal: new AbortController().signal,
      ...more,
    },
  );
  return { ask, waits, sent: () => sent, now: () => now };
}

function budget(remaining: number, reset = 1_010): Record<string, string> {
  return {
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-limit': '1000',
    'x-ratelimit-reset': String(reset),
  };
}

describe('The pace of requests', () => {
  it('does not wait when much of the budget is left', async () => {
    const { ask, waits } = connect([{ status: 200, headers: budget(101) }]);

    await ask(request);
    await ask(request);

    expect(waits).toEqual([]);
  });

  it('leaves a tenth of the budget to others when it nears its end, and counts down once for all', async () => {
    const { ask, waits, sent } = connect([
      { status: 200, headers: budget(100) },
      { status: 200, headers: budget(1_000) },
    ]);

    await ask(request);
    await Promise.all([ask(request), ask(request), ask(request)]);

    expect(waits).toEqual([10_000, 9_000, 8_000, 7_000, 6_000, 5_000, 4_000, 3_000, 2_000, 1_000, 0]);
    expect(sent()).toBe(4);
  });

  it.each([
    ['the budget is used up', { status: 403, headers: budget(0) }, 10_000],
    ['a pause is asked for', { status: 403, headers: { 'retry-after': '30' } }, 30_000],
    ['there are too many at once', { status: 429 }, 60_000],
  ])('sends again after a while when GitHub refuses because %s', async (_, refusal, wait) => {
    const { ask, sent, now } = connect([refusal, { status: 200 }]);

    expect((await ask(request)).status).toBe(200);
    expect(sent()).toBe(2);
    expect(now()).toBe(1_000_000 + wait);
  });

  it('gives a refusal back when it is not for the rate limit', async () => {
    const { ask, sent } = connect([{ status: 403, headers: budget(900) }]);

    expect((await ask(request)).status).toBe(403);
    expect(sent()).toBe(1);
  });

  it('says to run again when it may not wait, before anything is sent', async () => {
    const { ask, sent } = connect([{ status: 200, headers: budget(100) }], { mayWait: false });

    await ask(request);

    await expect(ask(request)).rejects.toMatchObject({ code: 'api-rate-limited' });
    expect(sent()).toBe(1);
  });

  it('does not wait for hours when that is what GitHub says', async () => {
    const { ask } = connect([{ status: 200, headers: budget(0, 100_000) }]);

    await ask(request);

    await expect(ask(request)).rejects.toMatchObject({ code: 'api-rate-limited' });
  });

  it('ends with the reason when it is told to while it waits', async () => {
    const stop = new AbortController();
    const pause = async () => {
      stop.abort(new Error('enough'));
      stop.signal.throwIfAborted();
    };
    const { ask } = connect([{ status: 429 }], { signal: stop.signal, pause });

    await expect(ask(request)).rejects.toThrow('enough');
    await expect(ask(request)).rejects.toThrow('enough');
  });
});
