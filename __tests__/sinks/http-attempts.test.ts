import { describe, expect, it } from '@jest/globals';
import { DoorlogError } from '../../src/errors.ts';
import { UNSENT } from '../../src/net/http.ts';
import type { Http, HttpResponse } from '../../src/ports.ts';
import { sendUntilAnswered } from '../../src/sinks/http-attempts.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A store that answers so, one reply after the other and the last one for ever. */
function storeThat(...replies: readonly Partial<HttpResponse>[]) {
  let asked = 0;
  const http: Http = async () => {
    const reply = replies[Math.min(asked, replies.length - 1)];
    asked++;
    return { status: 200, headers: {}, body: Buffer.alloc(0), ...reply };
  };
  return { http, asked: () => asked };
}

function send(http: Http, signal: AbortSignal) {
  return sendUntilAnswered({
    http,
    signal,
    request: () => ({ service: 'The store', method: 'POST', url: 'http://127.0.0.1:1/' }),
    read: ({ status }) =>
      status === 200
        ? { kind: 'answered', answer: 'stored' }
        : { kind: 'busy', reason: `it answers with status ${status}`, mayBeStored: false },
  });
}

describe('requests until a store has an answer', () => {
  it('has turns left when the store is busy for a while and asks for no wait', async () => {
    const { http, asked } = storeThat({ status: 429, headers: { 'retry-after': '0' } });
    expect(await send(http, AbortSignal.timeout(500))).toMatchObject({ kind: 'pending', mayBeStored: false });
    expect(asked()).toBeLessThan(100);
  });

  it('counts to the moment that the store names by the store’s clock when this machine’s is two days off', async () => {
    const date = new Date(Date.now() + 2 * DAY).toUTCString();
    const { http } = storeThat({ status: 503, headers: { 'retry-after': date, date } }, {});
    expect(await send(http, AbortSignal.timeout(5_000))).toMatchObject({ kind: 'answered', answer: 'stored' });
  });

  it('waits no less than the store asks for when it names seconds', async () => {
    const { http, asked } = storeThat({ status: 429, headers: { 'retry-after': '3600' } });
    expect(await send(http, AbortSignal.timeout(50))).toMatchObject({ kind: 'pending' });
    expect(asked()).toBe(1);
  });

  it.each([
    ['before there was a connection', { cause: Object.assign(new Error('unsent'), { code: UNSENT }) }, false],
    ['over a connection', {}, true],
  ])('may have stored it as far as it was sent when the time is over %s', async (_, options, mayBeStored) => {
    const stop = new AbortController();
    const http: Http = async () => {
      stop.abort();
      throw new DoorlogError('http-timeout', 'The request was given up.', options);
    };
    expect(await send(http, stop.signal)).toMatchObject({ kind: 'pending', mayBeStored });
  });
});
