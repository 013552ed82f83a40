import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createHttp, UNSENT } from '../../src/net/http.ts';
import type { HttpRequest } from '../../src/ports.ts';
import { dropped, endless, replies, serverError, tooManyRequests } from '../support/faults.ts';
import { type LocalServer, type LocalServerOptions, serve } from '../support/local-server.ts';
import { testTls } from '../support/test-tls.ts';

const open: LocalServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()));
});

async function start(options: LocalServerOptions = {}): Promise<LocalServer> {
  const server = await serve({
    ...options,
    handle: ({ body }) => ({ status: 200, body: `got ${body.toString('utf8')}` }),
  });
  open.push(server);
  return server;
}

function request(server: LocalServer, more: Partial<HttpRequest> = {}): HttpRequest {
  return { service: 'The test', method: 'GET', url: `${server.url}/x?key=s3cret`, ...more };
}

describe.each([
  ['HTTP', false],
  ['TLS', true],
])('createHttp over %s', (_name, tls) => {
  const make = async () => createHttp(tls ? { ca: [(await testTls()).ca] } : {});

  it('sends method, headers and body and gives the whole reply when asked', async () => {
    const server = await start({ tls });
    const http = await make();
    const reply = await http(request(server, { method: 'POST', body: 'ü', headers: { 'X-Test': '1' } }));
    expect([reply.status, reply.body.toString('utf8')]).toEqual([200, 'got ü']);
    expect(server.requests[0]?.headers).toMatchObject({
      'x-test': '1',
      'content-length': '2',
      'user-agent': 'doorlog',
    });
  });

  it('gives any status as a reply when it is not worth another attempt', async () => {
    const server = await start({ tls });
    server.addFault({}, replies(404, 'no'));
    expect((await (await make())(request(server))).status).toBe(404);
    expect(server.requests).toHaveLength(1);
  });

  it('tries again when the server failed or dropped the connection, and no more than asked', async () => {
    const server = await start({ tls });
    server.addFault({}, serverError(503));
    server.addFault({}, dropped());
    const attempts: number[] = [];
    const reply = await (await make())(request(server, { onAttempt: (attempt) => attempts.push(attempt) }));
    expect(reply.status).toBe(200);
    expect(attempts).toEqual([1, 2, 3]);
    server.addFault({ times: Number.POSITIVE_INFINITY }, dropped());
    await expect((await make())(request(server, { retries: 1 }))).rejects.toMatchObject({ code: 'http-connection' });
    expect(server.requests).toHaveLength(5);
  });

  it('waits as long as Retry-After says when the server asks for it', async () => {
    const server = await start({ tls });
    server.addFault({}, tooManyRequests(1));
    const began = performance.now();
    expect((await (await make())(request(server))).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(990);
  });

  it('gives the 429 as it is when Retry-After is later than the deadline', async () => {
    const server = await start({ tls });
    server.addFault({ times: Number.POSITIVE_INFINITY }, tooManyRequests(3_600));
    const reply = await (await make())(request(server, { timeout: 2_000 }));
    expect(reply.status).toBe(429);
    expect(server.requests).toHaveLength(1);
  });

  it('has one deadline for all attempts when a reply never ends', async () => {
    const server = await start({ tls });
    server.addFault({ times: Number.POSITIVE_INFINITY }, endless());
    await expect((await make())(request(server, { timeout: 300, retries: 9 }))).rejects.toMatchObject({
      code: 'http-timeout',
      message: expect.stringMatching(/^The test at 127\.0\.0\.1:\d+ did not answer within 0\.3 s\.$/),
    });
    expect(server.requests).toHaveLength(1);
  });

  it('gives up when the caller does, before, during and between attempts', async () => {
    const server = await start({ tls });
    const http = await make();
    await expect(http(request(server, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      code: 'http-timeout',
    });
    expect(server.requests).toHaveLength(0);
    server.addFault({}, endless());
    const during = AbortSignal.timeout(100);
    await expect(http(request(server, { signal: during }))).rejects.toMatchObject({ code: 'http-timeout' });
    server.addFault({ times: Number.POSITIVE_INFINITY }, tooManyRequests(5));
    const between = AbortSignal.timeout(100);
    await expect(http(request(server, { signal: between }))).rejects.toMatchObject({ code: 'http-timeout' });
    expect(server.requests).toHaveLength(2);
  });

  it('says that nothing was sent when there was no connection yet, and only then', async () => {
    const server = await start({ tls });
    const http = await make();
    await expect(http(request(server, { signal: AbortSignal.abort() }))).rejects.toMatchObject({
      cause: { code: UNSENT },
    });
    const mute = createTcpServer();
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const { port } = mute.address() as AddressInfo;
    const limit = { signal: AbortSignal.timeout(200), retries: 0 };
    const asked = http(request(server, { ...limit, url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}/` }));
    // Over TLS a server that says nothing never ends the handshake; without it, the request is on its way.
    await expect(asked).rejects.toMatchObject(tls ? { cause: { code: UNSENT } } : { code: 'http-timeout' });
    if (!tls) await expect(asked).rejects.not.toHaveProperty('cause');
    mute.close();
    await http(request(server));
    server.addFault({}, endless());
    // Over the connection that is open already.
    const again = http(request(server, { signal: AbortSignal.timeout(200), retries: 0 }));
    await expect(again).rejects.not.toHaveProperty('cause');
    await http(request(server));
    server.addFault({}, endless());
    const fromTimer = new Promise((resolve, reject) => {
      setTimeout(() => http(request(server, { signal: AbortSignal.timeout(200), retries: 0 })).then(resolve, reject));
    });
    await expect(fromTimer).rejects.not.toHaveProperty('cause');
  });

  it('drops a reply when it is too large', async () => {
    const server = await start({ tls });
    server.addFault({}, replies(200, 'x'.repeat(2_000)));
    await expect((await make())(request(server, { maxBytes: 1_000 }))).rejects.toMatchObject({
      code: 'http-too-large',
    });
    expect(server.requests).toHaveLength(1);
  });

  it('never has the query or a header in its sentence when something fails', async () => {
    const server = await start({ tls });
    const http = await make();
    server.addFault({ times: Number.POSITIVE_INFINITY }, dropped());
    const failed = http(request(server, { retries: 0, headers: { authorization: 'Bearer s3cret' } }));
    await expect(failed).rejects.toMatchObject({ message: expect.not.stringContaining('s3cret') });
  });
});

describe('createHttp', () => {
  it('uses one connection again when requests follow each other', async () => {
    let connections = 0;
    const server = createServer((_incoming, outgoing) => outgoing.end('ok'));
    server.on('connection', () => {
      connections += 1;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const http = createHttp({});
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    for (let count = 0; count < 5; count++) await http({ service: 'The test', method: 'GET', url });
    expect(connections).toBe(1);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('trusts no certificate when its authority is not known, and says how to mend that', async () => {
    const server = await start({ tls: true });
    await expect(createHttp({})(request(server))).rejects.toMatchObject({
      code: 'http-tls',
      message: expect.stringMatching(/not trusted \([A-Z_]+\); name its authority in NODE_EXTRA_CA_CERTS\.$/),
    });
    expect(server.requests).toHaveLength(0);
  });

  it('does not speak of trust when the server speaks no TLS at all', async () => {
    const server = await start();
    const url = server.url.replace('http:', 'https:');
    await expect(createHttp({})(request(server, { url, retries: 0 }))).rejects.toMatchObject({
      message: expect.not.stringContaining('not trusted'),
    });
  });

  it('trusts no certificate when it is for another host', async () => {
    const server = await start({ tls: true });
    const http = createHttp({ ca: [(await testTls()).ca] });
    const url = server.url.replace('127.0.0.1', '127.0.0.2');
    await expect(http(request(server, { url, retries: 0 }))).rejects.toMatchObject({
      code: expect.stringMatching(/^http-(tls|connection)$/),
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each(['', 'not a url', 'file:///etc/passwd', 'ftp://127.0.0.1/'])(
    'asks nobody when the address is %p',
    async (url) => {
      const failed = createHttp({})({ service: 'The test', method: 'GET', url });
      await expect(failed).rejects.toMatchObject({
        code: 'http-connection',
        message: expect.stringMatching(/^The address/),
      });
    },
  );

  it('says that nobody answers when nobody listens', async () => {
    const server = await start();
    await server.close();
    await expect(createHttp({})(request(server, { retries: 0 }))).rejects.toMatchObject({
      code: 'http-connection',
      message: expect.stringContaining('(ECONNREFUSED)'),
    });
  });
});
