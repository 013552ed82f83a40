import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setup } from '../../src/cli/setup.ts';
import { commandIo } from './command-io.ts';

const ADMIN = { DOORLOG_ELASTICSEARCH_USERNAME: 'admin', DOORLOG_ELASTICSEARCH_PASSWORD: 'password-canary' };
const PATHS = [
  '/_ingest/pipeline/doorlog-arrival',
  '/_index_template/doorlog',
  '/_security/role/doorlog_writer',
  '/_security/role/doorlog_reader',
];

let server: Server;
let url: string;
let stored: Map<string, unknown>;
/** Statuses by request, where they are not to be those of a good cluster. */
let statuses: Map<string, number>;

beforeEach(async () => {
  stored = new Map();
  statuses = new Map();
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const path = request.url ?? '';
    const signedIn =
      request.headers.authorization === `Basic ${Buffer.from('admin:password-canary').toString('base64')}`;
    let status = statuses.get(`${request.method} ${path}`) ?? (signedIn ? 200 : 401);
    if (status === 200 && request.method === 'PUT')
      stored.set(path, JSON.parse(Buffer.concat(chunks).toString('utf8')));
    if (status === 200 && request.method === 'DELETE' && !stored.delete(path)) status = 404;
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"acknowledged":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
});

describe('doorlog setup elasticsearch', () => {
  it('installs pipeline, template and roles, says so and how to go on, however often it runs', async () => {
    for (const _ of [1, 2]) {
      const io = commandIo({ env: ADMIN });
      expect(await setup(['elasticsearch', '--url', `${url}/`], io)).toBe(0);
      expect([...stored.keys()]).toEqual(PATHS);
      expect(io.out.join('').match(/^installed: /gm)).toHaveLength(4);
      expect(io.out.join('')).toContain(`${url}/_security/api_key`);
      expect([...io.out, ...io.err].join('')).not.toContain('password-canary');
    }
  });

  it('lets the writer create and nothing else, and stamps the arrival on every document', async () => {
    await setup(['elasticsearch', '--url', url, '--prefix', 'audit'], commandIo({ env: ADMIN }));
    expect(stored.get('/_security/role/audit_writer')).toEqual({
      cluster: [],
      indices: [{ names: ['audit-*'], privileges: ['create_doc', 'auto_configure'] }],
    });
    expect(stored.get('/_index_template/audit')).toMatchObject({
      index_patterns: ['audit-*'],
      template: {
        settings: { index: { final_pipeline: 'audit-arrival' } },
        mappings: { dynamic: false, properties: { doorlog: { properties: { record: { dynamic: false } } } } },
      },
    });
    expect(stored.get('/_ingest/pipeline/audit-arrival')).toMatchObject({
      processors: [
        { dot_expander: { field: 'event.ingested', override: true } },
        { set: { field: 'event.ingested', override: true } },
      ],
    });
  });

  it('prints the requests and sends nothing when told to print', async () => {
    const io = commandIo();
    expect(await setup(['elasticsearch', '--print'], io)).toBe(0);
    expect(io.out.join('').match(/^PUT .*$/gm)).toEqual(PATHS.map((path) => `PUT ${path}`));
    const json = commandIo();
    expect(await setup(['elasticsearch', '--print', '--json'], json)).toBe(0);
    expect(JSON.parse(json.out.join('')).map(({ path }: { path: string }) => path)).toEqual(PATHS);
    expect(stored.size).toBe(0);
  });

  it('takes everything away when told to undo, and is content when nothing is there', async () => {
    await setup(['elasticsearch', '--url', url], commandIo({ env: ADMIN }));
    const io = commandIo({ env: ADMIN });
    expect(await setup(['elasticsearch', '--url', url, '--undo'], io)).toBe(0);
    expect(stored.size).toBe(0);
    expect(io.out.join('').match(/^removed: /gm)).toHaveLength(4);
    const again = commandIo({ env: ADMIN });
    expect(await setup(['elasticsearch', '--url', url, '--undo', '--json'], again)).toBe(0);
    const { steps } = JSON.parse(again.out.join(''));
    expect(steps.map(({ status }: { status: string }) => status)).toEqual(['absent', 'absent', 'absent', 'absent']);
  });

  it('keeps the pipeline and says why when indices still use it', async () => {
    statuses.set(`DELETE ${PATHS[0]}`, 400);
    const io = commandIo({ env: ADMIN });
    expect(await setup(['elasticsearch', '--url', url, '--undo'], io)).toBe(0);
    expect(io.out.join('')).toMatch(/^kept: .*indices with records still use it/m);
  });

  it('stops and exits with 4 when the cluster refuses a step', async () => {
    statuses.set(`PUT ${PATHS[0]}`, 403);
    const io = commandIo({ env: ADMIN });
    expect(await setup(['elasticsearch', '--url', url], io)).toBe(4);
    expect(io.out.join('')).toMatch(/^failed: .*manage_ingest_pipelines/);
    expect(stored.size).toBe(0);
  });

  it('exits with 4 when the credentials are wrong or the cluster can not be reached', async () => {
    const wrong = commandIo({ env: { ...ADMIN, DOORLOG_ELASTICSEARCH_PASSWORD: 'wrong-canary' } });
    expect(await setup(['elasticsearch', '--url', url], wrong)).toBe(4);
    expect(wrong.out.join('')).toContain('does not accept the credentials');
    expect([...wrong.out, ...wrong.err].join('')).not.toContain('wrong-canary');
    const gone = commandIo({ env: ADMIN });
    expect(await setup(['elasticsearch', '--url', 'http://127.0.0.1:1'], gone)).toBe(4);
    expect(gone.out.join('')).toContain('could not be reached');
  });

  it.each([
    ['no store', [], 'Say what to set up'],
    ['another store', ['datadog'], 'There is no set-up for'],
    ['a store that needs none', ['otlp'], 'docs/sinks/otlp.md'],
    ['an object’s own name', ['constructor'], 'There is no set-up for'],
    ['undo where nothing can be undone', ['syslog', '--undo'], 'There is no --undo for this store'],
    ['no url', ['elasticsearch'], 'Option --url is missing'],
    ['a url with a password', ['elasticsearch', '--url', 'https://a:canary@b'], 'must not hold a user name'],
    ['a bad prefix', ['elasticsearch', '--print', '--prefix', 'A*'], 'Option --prefix must be'],
    ['print with undo', ['elasticsearch', '--print', '--undo'], 'do not go together'],
    ['an unknown option', ['elasticsearch', '--urll', 'x'], "Unknown option '--urll'"],
  ])('exits with 2 and one sentence when there is %s', async (_, args, words) => {
    const io = commandIo();
    expect(await setup(args, io)).toBe(2);
    expect(io.out).toEqual([]);
    expect(io.err.join('')).toContain(words);
    expect(io.err.join('')).not.toContain('canary');
    expect(io.err.join('').trimEnd()).not.toContain('\n');
  });

  it('prints its use with an example when asked for help', async () => {
    const io = commandIo();
    expect(await setup(['--help'], io)).toBe(0);
    expect(io.out.join('')).toMatch(/^Usage: [\s\S]*Example: doorlog setup elasticsearch/);
  });
});
