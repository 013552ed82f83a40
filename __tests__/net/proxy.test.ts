import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createHttp } from '../../src/net/http.ts';
import { describeSurroundings, restoreSurroundings, saveSurroundings } from '../../src/net/saved-surroundings.ts';
import { proxyFor, surroundingsFrom } from '../../src/net/surroundings.ts';
import { type LocalServer, serve } from '../support/local-server.ts';
import { testTls } from '../support/test-tls.ts';
import { type ProxyServer, startProxy } from './proxy-server.ts';

let server: LocalServer;
let plainServer: LocalServer;
let ca: string;
const proxies: ProxyServer[] = [];

beforeAll(async () => {
  server = await serve({ tls: true, handle: () => ({ status: 200, body: 'direct' }) });
  plainServer = await serve({ handle: () => ({ status: 200, body: 'direct' }) });
  ca = (await testTls()).ca;
});
afterAll(() => Promise.all([server.close(), plainServer.close()]));
afterEach(async () => {
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

async function proxyTo(to: LocalServer, options: Parameters<typeof startProxy>[1] = {}): Promise<ProxyServer> {
  const proxy = await startProxy({ port: Number(new URL(to.url).port) }, options);
  proxies.push(proxy);
  return proxy;
}

const ask = (url: string, more = {}) => ({ service: 'The test', method: 'GET' as const, url, retries: 0, ...more });
// The test certificate is for 127.0.0.1 and localhost; a name with a dot at its end is not a loopback address here.
const NAME = 'localhost.';

describe('createHttp through a proxy', () => {
  it.each([
    ['us%65r:p%40ss', 'user:p@ss'],
    ['user:100%safe', 'user:100%safe'],
  ])('tunnels to the named host with credentials when the address is https and has %s', async (written, meant) => {
    const proxy = await proxyTo(server);
    const httpsProxy = proxy.url.replace('http://', `http://${written}@`);
    const before = server.requests.length;
    await createHttp({ httpsProxy, ca: [ca] })(ask('https://audit.example:8443/x')).catch(() => {});
    expect(proxy.seen).toEqual([
      {
        method: 'CONNECT',
        target: 'audit.example:8443',
        authorization: `Basic ${Buffer.from(meant).toString('base64')}`,
      },
    ]);
    // The certificate is not for that name: whatever the proxy does, nothing is sent to it.
    expect(server.requests).toHaveLength(before);
  });

  it('gets the reply of the server behind the proxy when its certificate is good for the name', async () => {
    const proxy = await proxyTo(server);
    const reply = await createHttp({ httpsProxy: proxy.url, ca: [ca] })(ask(`https://${NAME}/x`));
    expect(reply.body.toString()).toBe('direct');
    expect(proxy.seen).toEqual([{ method: 'CONNECT', target: `${NAME}:443`, authorization: undefined }]);
  });

  it('says that the certificate is not trusted when the proxy leads somewhere else', async () => {
    const proxy = await proxyTo(server);
    await expect(createHttp({ httpsProxy: proxy.url })(ask(`https://${NAME}/x`))).rejects.toMatchObject({
      code: 'http-tls',
    });
  });

  it('hands the whole address to the proxy when it is plain http', async () => {
    const proxy = await proxyTo(plainServer);
    const httpProxy = proxy.url.replace('http://', 'http://user:pass@');
    const reply = await createHttp({ httpProxy })(ask('http://audit.example/x?y=1'));
    expect(reply.body.toString()).toBe('by proxy');
    expect(proxy.seen).toEqual([
      {
        method: 'GET',
        target: 'http://audit.example/x?y=1',
        authorization: `Basic ${Buffer.from('user:pass').toString('base64')}`,
      },
    ]);
  });

  it('says which proxy refused, with its status and without credentials, when it does', async () => {
    const proxy = await proxyTo(server, { refuse: 407 });
    const httpsProxy = proxy.url.replace('http://', 'http://user:s3cret@');
    await expect(createHttp({ httpsProxy })(ask('https://audit.example/'))).rejects.toMatchObject({
      code: 'http-connection',
      message: `The proxy ${proxy.host} refused the connection to audit.example:443 with status 407.`,
    });
  });

  it('gives up in time, and when the caller does, when the proxy never answers', async () => {
    const proxy = await proxyTo(server, { silent: true });
    const http = createHttp({ httpsProxy: proxy.url });
    await expect(http(ask('https://audit.example/', { timeout: 200 }))).rejects.toMatchObject({ code: 'http-timeout' });
    const signal = AbortSignal.timeout(100);
    await expect(http(ask('https://audit.example/', { timeout: 5_000, signal }))).rejects.toMatchObject({
      code: 'http-timeout',
    });
  });

  it('does not use the proxy when the address is of this machine or exempt', async () => {
    const proxy = await proxyTo(server);
    const http = createHttp({ httpsProxy: proxy.url, httpProxy: proxy.url, ca: [ca] });
    expect((await http(ask(server.url))).body.toString()).toBe('direct');
    expect((await http(ask(plainServer.url))).body.toString()).toBe('direct');
    expect(proxy.seen).toEqual([]);
  });
});

const PROXY = 'http://proxy.example:3128';
const isProxied = (url: string, noProxy?: string) =>
  proxyFor(new URL(url), { httpsProxy: PROXY, httpProxy: PROXY, ...(noProxy !== undefined && { noProxy }) }) !==
  undefined;

describe('proxyFor', () => {
  it.each([
    ['https://a.example/', 'a.example', false],
    ['https://sub.a.example/', 'a.example', false],
    ['https://sub.a.example/', '.a.example', false],
    ['https://sub.a.example/', '*.a.example', false],
    ['https://nota.example/', 'a.example', true],
    ['https://a.example.evil/', 'a.example', true],
    ['https://A.Example/', 'A.EXAMPLE', false],
    ['https://a.example/', 'b.example, a.example', false],
    ['https://a.example/', 'b.example a.example', false],
    ['https://a.example/', 'a.example:443', false],
    ['https://a.example/', 'a.example:8443', true],
    ['https://a.example:8443/', 'a.example:8443', false],
    ['https://a.example/', '*', false],
    ['https://a.example/', '', true],
    ['https://a.example/', ',, ,', true],
    ['https://a.example/', '.', true],
    ['https://10.1.2.3/', '10.1.2.3', false],
    ['https://[fd00::1]/', 'fd00::1', false],
    ['https://[fd00::1]/', '[fd00::1]', false],
    ['https://[fd00::1]:8443/', '[fd00::1]:8443', false],
    ['https://[fd00::2]/', 'fd00::1', true],
    ['https://localhost:1/', '', false],
    ['https://127.0.0.9/', '', false],
    ['https://[::1]/', '', false],
    ['https://127.evil.example/', '', true],
  ])('sends %s through the proxy when NO_PROXY is %p: %s', (url, noProxy, proxied) => {
    expect(isProxied(url, noProxy)).toBe(proxied);
  });

  const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/);
  const host = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));

  it('never uses the proxy for a host or anything below it when its name is listed, in any form', () => {
    fc.assert(
      fc.property(
        host,
        label,
        fc.constantFrom('', '.', '*.'),
        fc.boolean(),
        fc.array(host),
        (name, sub, prefix, below, others) => {
          const listed = [...others, `${prefix}${name}`].join(',');
          expect(isProxied(`https://${below ? `${sub}.` : ''}${name}/`, listed)).toBe(false);
        },
      ),
    );
  });

  it('always uses the proxy for a host when neither its name nor one above it is listed', () => {
    fc.assert(
      fc.property(host, fc.array(host), (name, others) => {
        const listed = others.filter((other) => name !== other && !name.endsWith(`.${other}`));
        expect(isProxied(`https://${name}/`, listed.join(','))).toBe(true);
      }),
    );
  });

  it.each([
    [{ https_proxy: 'http://lower:1', HTTPS_PROXY: 'http://upper:1' }, 'http://lower:1/'],
    [{ HTTPS_PROXY: 'upper:1' }, 'http://upper:1/'],
    [{ HTTPS_PROXY: '' }, undefined],
    [{ HTTP_PROXY: 'http://plain:1' }, undefined],
    [{ HTTPS_PROXY: 'http://%zz' }, undefined],
  ])('takes the proxy from %j when the address is https', (env, expected) => {
    expect(proxyFor(new URL('https://a.example'), surroundingsFrom(env))?.href).toBe(expected);
  });
});

describe('restoreSurroundings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'doorlog-test-'));
  const caFile = join(folder, 'ca.pem');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('passes over a proxy and its exceptions when they turned up after the first hook', () => {
    const saved = saveSurroundings({});
    const planted = { HTTPS_PROXY: 'http://evil:1', HTTP_PROXY: 'http://evil:1', NO_PROXY: '*' };
    expect(restoreSurroundings(saved, planted)).toEqual({});
    expect(describeSurroundings(planted).proxy).not.toBe(describeSurroundings({}).proxy);
  });

  it('keeps the first proxy and its exceptions when they were changed or taken away', () => {
    const saved = saveSurroundings({ HTTPS_PROXY: PROXY, NO_PROXY: 'a.example' });
    for (const env of [{ HTTPS_PROXY: 'http://evil:1' }, {}, { https_proxy: 'http://evil:1', NO_PROXY: '*' }]) {
      expect(restoreSurroundings(saved, env)).toEqual({ httpsProxy: PROXY, noProxy: 'a.example' });
    }
  });

  it('keeps no credentials, and takes them anew when the address is still the same', () => {
    const env = { HTTPS_PROXY: 'http://user:s3cret@proxy.example:3128' };
    const saved = saveSurroundings(env);
    expect(JSON.stringify(saved)).not.toContain('s3cret');
    expect(restoreSurroundings(saved, env).httpsProxy).toBe(env.HTTPS_PROXY);
    expect(describeSurroundings(env)).toEqual({ proxy: PROXY, certificateAuthorities: 'none' });
  });

  it('keeps nothing when the proxy is no address', () => {
    expect(saveSurroundings({ HTTPS_PROXY: 'http://user:s3cret@%zz' })).toEqual({ httpsProxy: '' });
  });

  it('trusts only what the first hook trusted when another authority is named later', async () => {
    writeFileSync(caFile, ca);
    const saved = saveSurroundings({});
    const planted = { NODE_EXTRA_CA_CERTS: caFile };
    const restored = restoreSurroundings(saved, planted);
    expect(restored.ca?.length).toBeGreaterThan(50);
    expect(restored.ca).not.toContain(ca);
    await expect(createHttp(restored)(ask(server.url))).rejects.toMatchObject({ code: 'http-tls' });
    expect(describeSurroundings(planted).certificateAuthorities).toMatch(/^[0-9a-f]{64}$/);
  });

  it('trusts what the first hook trusted when its file was changed or is no longer named', async () => {
    writeFileSync(caFile, ca);
    const saved = saveSurroundings({ NODE_EXTRA_CA_CERTS: caFile });
    expect(restoreSurroundings(saved, { NODE_EXTRA_CA_CERTS: caFile })).toEqual({});
    const unnamed = restoreSurroundings(saved, {});
    expect((await createHttp(unnamed)(ask(server.url))).body.toString()).toBe('direct');
    writeFileSync(caFile, `${ca}\n${ca}`);
    const changed = restoreSurroundings(saved, { NODE_EXTRA_CA_CERTS: caFile });
    await expect(createHttp(changed)(ask(server.url))).rejects.toMatchObject({ code: 'http-tls' });
  });
});

describe('a planted NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  it.each([
    ['directly', false],
    ['through a proxy', true],
  ])('switches no checking off when a server is asked %s', async (_name, proxied) => {
    const proxy = await proxyTo(server);
    const http = new URL('../../src/net/http.ts', import.meta.url).href;
    const url = proxied ? `https://${NAME}/` : server.url;
    const script = `
      const { createHttp } = await import(${JSON.stringify(http)});
      const surroundings = ${JSON.stringify(proxied ? { httpsProxy: proxy.url } : {})};
      createHttp(surroundings)({ service: 'x', method: 'GET', url: ${JSON.stringify(url)}, retries: 0 })
        .then(() => console.log('trusted'), (error) => console.log(error.code));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { PATH: process.env.PATH, NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_NO_WARNINGS: '1' },
    });
    let out = '';
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    await new Promise((resolve) => child.once('close', resolve));
    expect(out.trim()).toBe('http-tls');
  });
});
