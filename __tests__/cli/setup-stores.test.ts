import { afterEach, describe, expect, it } from '@jest/globals';
import { setup } from '../../src/cli/setup.ts';
import { readProject } from '../docs/markdown.ts';
import { json, type LocalServer, type Serving, serve } from '../support/local-server.ts';
import { commandIo } from './command-io.ts';

const CANARY = 'canary-77d1-admin';
const SPLUNK = { DOORLOG_SPLUNK_ADMIN_USERNAME: 'admin', DOORLOG_SPLUNK_ADMIN_PASSWORD: CANARY };
const OPENSEARCH = { DOORLOG_OPENSEARCH_USERNAME: 'admin', DOORLOG_OPENSEARCH_PASSWORD: CANARY };
const AWS = { AWS_ACCESS_KEY_ID: 'AKIAEXAMPLE', AWS_SECRET_ACCESS_KEY: CANARY };

let server: LocalServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function serving(handle: Serving['handle']): Promise<string> {
  server = await serve({ handle });
  return server.url;
}

async function prepared(args: string[], env: Record<string, string> = {}) {
  const io = commandIo({ env });
  const code = await setup(args, io);
  const [out, err] = [io.out.join(''), io.err.join('')];
  expect(out + err).not.toContain(CANARY);
  return { code, out, err };
}

function bucketAt(url: string, changes: object = {}): string {
  const lock = { mode: 'COMPLIANCE', days: 400 };
  return JSON.stringify([{ type: 's3', bucket: 'door-book', url, region: 'eu-central-1', lock, ...changes }]);
}

describe('doorlog setup opensearch', () => {
  it('installs pipeline, template and roles of the security plugin when an administrator asks for it', async () => {
    const url = await serving(() => json(201, { status: 'CREATED' }));
    const { code, out } = await prepared(['opensearch', '--url', url], OPENSEARCH);
    expect(out.match(/^installed: /gm)).toHaveLength(4);
    expect(out).toContain(`${url}/_plugins/_security/api/internalusers/doorlog-writer`);
    expect(server?.requests.map(({ path }) => path)).toEqual([
      '/_ingest/pipeline/doorlog-arrival',
      '/_index_template/doorlog',
      '/_plugins/_security/api/roles/doorlog_writer',
      '/_plugins/_security/api/roles/doorlog_reader',
    ]);
    expect(code).toBe(0);
  });

  it('says what it takes when the cluster has no security plugin', async () => {
    const url = await serving(({ url: { pathname } }) => json(pathname.startsWith('/_plugins') ? 400 : 200, {}));
    const { code, out } = await prepared(['opensearch', '--url', url], OPENSEARCH);
    expect(out).toContain('failed: role of the writer');
    expect(out).toContain('its security plugin');
    expect(code).toBe(4);
  });
});

describe('doorlog setup splunk', () => {
  it('makes what is not there over the management port, and says where the token is, when an administrator asks', async () => {
    const url = await serving(({ method }) => json(method === 'GET' ? 404 : 201, {}));
    const { code, out } = await prepared(['splunk', '--url', url, '--days', '800'], SPLUNK);
    expect(out.match(/^installed: /gm)).toHaveLength(5);
    expect(out).toContain('index that keeps events for 800 days');
    expect(out).toContain('splunk-token');
    expect(code).toBe(0);
  });

  it('keeps index and collector when told to undo', async () => {
    const url = await serving(() => json(200, {}));
    const { code, out } = await prepared(['splunk', '--url', url, '--undo'], SPLUNK);
    expect(out.match(/^kept: .*/gm)).toEqual([
      expect.stringContaining('HTTP Event Collector'),
      expect.stringContaining('index'),
    ]);
    expect(server?.requests.map(({ method }) => method)).toEqual(['DELETE', 'DELETE', 'DELETE']);
    expect(code).toBe(0);
  });

  it('prints stanzas for the configuration files, and sends nothing, when told to print', async () => {
    const { code, out } = await prepared(['splunk', '--print', '--max-bytes', '20000']);
    expect(out).toContain('# in props.conf\n[doorlog:access]\nTRUNCATE = 20000\n');
    expect(code).toBe(0);
  });
});

describe('doorlog setup s3', () => {
  it('prepares the bucket of the list and prints the policies when an administrator asks for it', async () => {
    const url = await serving(() => ({ status: 200 }));
    const args = ['s3', '--sinks', bucketAt(url), '--account', '123456789012', '--repo', 'octo/*'];
    const { code, out } = await prepared([...args, '--personal-days', '90'], AWS);
    expect(out.match(/^installed: /gm)).toHaveLength(5);
    expect(out).toContain('"repo:octo/*:*"');
    expect(out).toContain('"s3:object-lock-mode": "COMPLIANCE"');
    expect(server?.requests.at(-1)?.body.toString()).toContain('<Expiration><Days>90</Days>');
    expect(code).toBe(0);
  });

  it('prints requests that name no key, and sends nothing, when told to print', async () => {
    const { code, out } = await prepared(['s3', '--print', '--sinks', bucketAt('https://s3.example.org')], AWS);
    expect(out.match(/^curl -X PUT/gm)).toHaveLength(5);
    expect(out).toContain('--user "$AWS_ACCESS_KEY_ID:$AWS_SECRET_ACCESS_KEY"');
    expect(out).toContain('(doorlog-eraser)');
    expect(code).toBe(0);
  });

  it('stops at the first refusal and exits with 4 when the keys may not', async () => {
    const url = await serving(() => ({ status: 403, body: '<Error><Code>AccessDenied</Code></Error>' }));
    const { code, out } = await prepared(['s3', '--sinks', bucketAt(url)], AWS);
    expect(out).toMatch(/^failed: bucket with object lock.*administrator/m);
    expect(server?.requests).toHaveLength(1);
    expect(code).toBe(4);
  });
});

describe('doorlog setup syslog', () => {
  it('prints a configuration that cuts nothing when asked for it', async () => {
    const { code, out } = await prepared(['syslog']);
    expect(out).toContain('global(\n  maxMessageSize="64k"\n');
    expect(readProject('docs/sinks/syslog.md')).toContain(out);
    expect(code).toBe(0);
  });
});

describe('doorlog setup', () => {
  it.each([
    ['opensearch lacks a url', ['opensearch'], 'Option --url is missing'],
    ['splunk lacks a url', ['splunk'], 'Option --url is missing'],
    ['splunk lacks its administrator', ['splunk', '--url', 'https://a.example'], 'DOORLOG_SPLUNK_ADMIN_PASSWORD'],
    ['the days are none', ['splunk', '--print', '--days', '0'], 'Option --days must be whole days'],
    ['the bytes are none', ['splunk', '--print', '--max-bytes', 'many'], 'Option --max-bytes must be'],
    ['s3 has no list', ['s3'], 'Option --sinks is missing'],
    ['the list has no bucket', ['s3', '--sinks', '[{"type":"file","path":"a"}]'], 'no such sink of type s3'],
    ['the list has two buckets', ['s3', '--sinks', twoBuckets()], 'say which one by --name'],
    ['the account is none', ['s3', '--sinks', bucketAt('https://s3.example.org'), '--repo', 'a/b'], 'twelve digits'],
    [
      'the repository is none',
      ['s3', '--sinks', bucketAt('https://s3.example.org'), '--account', '123456789012'],
      '--repo must be',
    ],
  ])('exits with 2 and one sentence when %s', async (_, args, words) => {
    const { code, out, err } = await prepared(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(words);
    expect(err.trimEnd()).not.toContain('\n');
  });
});

function twoBuckets(): string {
  const [one] = JSON.parse(bucketAt('https://s3.example.org'));
  return JSON.stringify([one, { ...one, name: 'other' }]);
}
