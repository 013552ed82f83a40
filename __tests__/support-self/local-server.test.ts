import { get as httpsGet } from 'node:https';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  cutShort,
  dropped,
  endless,
  type Fault,
  forbidden,
  html,
  invalidJson,
  notFound,
  rateLimited,
  serverError,
  tooManyRequests,
  unauthorized,
} from '../support/faults.ts';
import { json, type LocalServer, serve } from '../support/local-server.ts';
import { testTls } from '../support/test-tls.ts';

let server: LocalServer | undefined;
let handled = 0;

async function start(tls = false): Promise<LocalServer> {
  handled = 0;
  server = await serve({
    tls,
    handle() {
      handled += 1;
      return json(200, { fine: true });
    },
  });
  return server;
}

afterEach(() => server?.close());

describe('a fault', () => {
  it.each<[string, Fault, number]>([
    ['html', html(), 200],
    ['invalid JSON', invalidJson(), 200],
    ['401', unauthorized(), 401],
    ['403', forbidden(), 403],
    ['403 by rate limit', rateLimited(), 403],
    ['404', notFound(), 404],
    ['500', serverError(), 500],
    ['429', tooManyRequests(7), 429],
  ])('is sent once when it is %s', async (_name, fault, status) => {
    const { url, addFault, requests } = await start();
    addFault({ method: 'GET', path: /^\/a/ }, fault);
    expect((await fetch(`${url}/b`)).status).toBe(200);
    const struck = await fetch(`${url}/a?b`);
    expect(struck.status).toBe(status);
    expect(struck.headers.get('retry-after')).toBe(status === 429 ? '7' : null);
    expect((await fetch(`${url}/a`)).status).toBe(200);
    expect(requests.map(({ path }) => path)).toEqual(['/b', '/a?b', '/a']);
  });

  it('leaves the work undone when the connection is dropped', async () => {
    const { url, addFault } = await start();
    addFault({ times: Number.POSITIVE_INFINITY }, dropped());
    await expect(fetch(url)).rejects.toThrow();
    expect(handled).toBe(0);
  });

  it('comes after the work when the reply is cut', async () => {
    const { url, addFault, requests } = await start();
    addFault({}, cutShort());
    await expect(fetch(url).then((reply) => reply.text())).rejects.toThrow();
    expect([handled, requests[0]?.status]).toEqual([1, 0]);
  });

  it('keeps sending when the reply never ends, until the client leaves', async () => {
    const { url, addFault } = await start();
    addFault({}, endless());
    const reply = await fetch(url);
    const reader = reply.body?.getReader();
    for (let read = 0; read < 3; read += 1) expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
  });

  it('is over when it is disarmed', async () => {
    const { url, addFault } = await start();
    addFault({ times: Number.POSITIVE_INFINITY }, serverError())();
    expect((await fetch(url)).status).toBe(200);
  });
});

describe('TLS', () => {
  it('is trusted when the client is given the test authority, and only then', async () => {
    const { url } = await start(true);
    const { ca } = await testTls();
    const status = (options: object) =>
      new Promise((resolve, reject) => {
        httpsGet(url, { agent: false, ...options }, (reply) => {
          reply.resume();
          resolve(reply.statusCode);
        }).on('error', reject);
      });
    expect(await status({ ca })).toBe(200);
    await expect(status({})).rejects.toThrow();
  });
});
