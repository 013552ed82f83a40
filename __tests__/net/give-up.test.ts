import { afterEach, describe, expect, it } from '@jest/globals';
import { givenUpAt } from '../../src/net/give-up.ts';
import { createHttp } from '../../src/net/http.ts';
import { type SilentServer, startSilentServer } from '../process/silent-server.ts';
import { type LocalServer, serve } from '../support/local-server.ts';

const open: (SilentServer | LocalServer)[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function silent(): Promise<SilentServer> {
  const server = await startSilentServer();
  open.push(server);
  return server;
}

describe('givenUpAt', () => {
  it('ends a request that is under way when the signal fires', async () => {
    const server = await silent();
    const limit = new AbortController();
    const http = givenUpAt(createHttp({}), limit.signal);
    const asking = http({ service: 'The store', method: 'GET', url: server.url, timeout: 600_000 });
    await server.asked();
    limit.abort();
    await expect(asking).rejects.toMatchObject({ code: 'http-timeout', message: expect.stringContaining('given up') });
  });

  it('sends nothing more when the signal has fired', async () => {
    const server = await serve({ handle: () => ({ status: 200 }) });
    open.push(server);
    const http = givenUpAt(createHttp({}), AbortSignal.abort());
    await expect(http({ service: 'The store', method: 'GET', url: server.url })).rejects.toMatchObject({
      code: 'http-timeout',
    });
    expect(server.requests).toEqual([]);
  });

  it('obeys the request’s own signal too when it has one', async () => {
    const server = await silent();
    const own = new AbortController();
    const http = givenUpAt(createHttp({}), new AbortController().signal);
    const asking = http({ service: 'The store', method: 'GET', url: server.url, signal: own.signal });
    await server.asked();
    own.abort();
    await expect(asking).rejects.toMatchObject({ code: 'http-timeout' });
  });
});
