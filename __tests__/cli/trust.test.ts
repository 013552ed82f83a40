import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { trust } from '../../src/cli/trust.ts';
import { createHttp } from '../../src/net/http.ts';
import type { Http } from '../../src/ports.ts';
import { readTrustRoots } from '../../src/signing/trust-root.ts';
import { startTufMirror, type TufMirror } from '../support/tuf-mirror.ts';
import { commandIo } from './command-io.ts';

let cwd: string;
let mirror: TufMirror;

beforeEach(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'doorlog-trust-'));
  mirror = await startTufMirror();
  await writeFile(join(cwd, 'root.json'), mirror.anchor);
});

afterEach(async () => {
  await mirror.close();
  await rm(cwd, { recursive: true, force: true });
});

const wire = createHttp({});

/** Only the mirror of the test can be reached. */
const http: Http = (request) =>
  wire(request.url.startsWith(mirror.url) ? request : { ...request, url: 'http://127.0.0.1:1/', retries: 0 });

async function run(...args: string[]) {
  const io = commandIo({ cwd, http, env: { XDG_CACHE_HOME: join(cwd, 'cache') } });
  const code = await trust(args, io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

/** A trust root that believes these logs. */
function rootOf(...logs: string[]): string {
  const tlogs = logs.map((log) => ({
    baseUrl: log,
    hashAlgorithm: 'SHA2_256',
    publicKey: {
      rawBytes: Buffer.from(log).toString('base64'),
      keyDetails: 'PKIX_ED25519',
      validFor: { start: '2026-01-01T00:00:00Z' },
    },
    logId: { keyId: '' },
  }));
  return JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', tlogs });
}

const addExample = () => run('update', '--mirror', mirror.url, '--root', 'root.json', '--name', 'example');

describe('doorlog trust show', () => {
  it('tells what ships and whom it believes when nothing was refreshed', async () => {
    const { code, out } = await run('show');
    expect(code).toBe(0);
    expect(out).toMatch(/^public-good {2}https:\/\/tuf-repo-cdn\.sigstore\.dev\n {2}shipped 20/);
    expect(out).toMatch(/\ngithub {2}https:\/\/tuf-repo\.github\.com\n {2}shipped/);
    expect(out).toMatch(/ {2}certificates +fulcio\.sigstore\.dev +15d795348226b464 +2022-04-13–2031-10-05 +in use/);
    expect(out).toMatch(/fulcio\.githubapp\.com .* ended/);
  });

  it('tells all of it when JSON is asked for', async () => {
    const { roots } = JSON.parse((await run('show', '--json')).out);
    expect(roots.map(({ name }: { name: string }) => name)).toEqual(['public-good', 'github']);
    for (const root of roots) {
      expect(root).toMatchObject({ from: 'shipped', ageDays: expect.any(Number) });
      for (const authority of root.authorities) {
        expect(authority).toMatchObject({
          kind: expect.stringMatching(/^(certificates|timestamps|log|certificate log)$/),
          name: expect.stringMatching(/\./),
          fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
          state: expect.stringMatching(/^(to come|in use|ends soon|ended)$/),
        });
      }
    }
  });

  it('exits with 3 when one that was added is not there any more', async () => {
    mirror.publish({ target: rootOf('https://log.example'), version: 1 });
    await addExample();
    await rm(join(cwd, 'cache/doorlog/trust/own/example/refreshed.json'));
    const { code, out } = await run('show');
    expect([code, out]).toEqual([3, expect.stringMatching(/\nexample .*\n {2}not known: doorlog trust update/)]);
  });
});

describe('doorlog trust update', () => {
  it('keeps an own one and says whom it believes when it is added', async () => {
    mirror.publish({ target: rootOf('https://log.example'), version: 1 });
    const { code, out } = await addExample();
    expect(code).toBe(0);
    expect(out).toMatch(/^example: refreshed, changed\n {2}\+ log {2}https:\/\/log\.example {2}[0-9a-f]{64} /);
    expect((await run('show')).out).toMatch(/\nexample .*\n {2}refreshed 2\d{3}-/);
  });

  it('says whom it believes now and not before, and the other way round, when keys have changed', async () => {
    mirror.publish({ target: rootOf('https://a.example', 'https://b.example'), version: 1 });
    await addExample();
    mirror.publish({ target: rootOf('https://b.example', 'https://c.example'), version: 2 });
    const { out } = await run('update', '--mirror', mirror.url, '--name', 'example', '--json');
    expect(JSON.parse(out).roots).toEqual([
      {
        name: 'example',
        refreshed: true,
        added: [expect.objectContaining({ name: 'https://c.example' })],
        removed: [expect.objectContaining({ name: 'https://a.example' })],
      },
    ]);
    expect((await run('update', '--mirror', mirror.url, '--name', 'example')).out).toMatch(/nothing changed/);
  });

  it('exits with 4 and refreshes the others when one can’t be refreshed', async () => {
    mirror.publish({ target: rootOf('https://log.example'), version: 1 });
    await addExample();
    const { code, out, err } = await run('update');
    expect(code).toBe(4);
    expect(out).toBe('example: refreshed, nothing changed\n');
    expect(err).toMatch(/^public-good: not refreshed\. .*\ngithub: not refreshed\. /);
  });

  it('is called after the repository’s host when no name is given', async () => {
    mirror.publish({ target: rootOf('https://log.example'), version: 1 });
    const { out } = await run('update', '--mirror', `${mirror.url}/`, '--root', 'root.json');
    expect(out).toMatch(/^127\.0\.0\.1-\d+: refreshed/);
  });

  it('refuses the mirror when it is not signed by the given root', async () => {
    const other = await startTufMirror();
    await other.close();
    await writeFile(join(cwd, 'root.json'), other.anchor);
    mirror.publish({ target: rootOf('https://log.example'), version: 1 });
    const { code, err } = await addExample();
    expect([code, err]).toEqual([4, expect.stringMatching(/^example: not refreshed\. .*could not be verified/)]);
    expect((await run('show')).out).not.toContain('example');
  });

  it.each([
    [['--mirror', 'https://tuf.example.org'], /Give the root\.json/],
    [['--mirror', 'tuf.example.org', '--root', 'root.json'], /--mirror takes the address/],
    [['--mirror', 'https://user:word@tuf.example.org', '--root', 'root.json'], /--mirror takes the address/],
    [['--root', 'root.json'], /--mirror names/],
    [['--mirror', 'https://tuf.example.org', '--root', 'none.json'], /could not be read/],
    [['--mirror', 'https://tuf.example.org', '--root', 'root.json', '--name', 'github'], /none of those that ship/],
    [['--nam', 'x'], /did you mean --name/],
    [['example'], /takes only options/],
  ])('exits with 2 when its options are %j', async (args, sentence) => {
    const { code, err } = await run('update', ...args);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
    expect(err).not.toContain('word');
  });

  it('exits with 2 when the given root is something else', async () => {
    await writeFile(join(cwd, 'root.json'), rootOf('https://log.example'));
    const { code, err } = await addExample();
    expect([code, err]).toEqual([2, expect.stringMatching(/no root metadata of TUF/)]);
  });
});

describe('doorlog trust export', () => {
  it('writes a file that --trust-root takes when it is given one', async () => {
    const { code, out, err } = await run('export', '--output', 'roots.jsonl');
    expect([code, out, err]).toEqual([0, '', 'roots.jsonl: public-good, github\n']);
    expect((await readTrustRoots(join(cwd, 'roots.jsonl'))).roots).toHaveLength(2);
    expect(await readFile(join(cwd, 'roots.jsonl'), 'utf8')).toMatch(/^[^\n]+\n[^\n]+\n$/);
  });

  it('prints one of them when it is named', async () => {
    const { out } = await run('export', '--name', 'github');
    expect(out.split('\n')).toHaveLength(2);
    expect(out).toContain('fulcio.githubapp.com');
    expect(out).not.toContain('fulcio.sigstore.dev');
  });

  it('tells what it wrote when JSON is asked for', async () => {
    const { out } = await run('export', '--output', 'roots.jsonl', '--json');
    expect(JSON.parse(out)).toMatchObject({
      output: 'roots.jsonl',
      roots: [{ name: 'public-good' }, { name: 'github' }],
    });
  });

  it.each([
    [['--name', 'example'], /There is no trust root "example"; there are public-good, github/],
    [['--output', 'no/such/folder'], /could not be written \(ENOENT\)/],
    [['x'], /takes only options/],
  ])('exits with 2 when its options are %j', async (args, sentence) => {
    const { code, err } = await run('export', ...args);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });
});

describe('doorlog trust', () => {
  it.each([[['--help']], [['show', '--help']], [['update', '--help']], [['export', '--help']]])(
    'has an example in its help when %j is asked',
    async (args) => {
      const { code, out } = await run(...args);
      expect([code, out]).toEqual([0, expect.stringMatching(/Examples?: doorlog trust/)]);
    },
  );

  it('guesses what was meant when there is no such word', async () => {
    const { code, err } = await run('updat');
    expect([code, err]).toEqual([2, expect.stringMatching(/update/)]);
  });
});
