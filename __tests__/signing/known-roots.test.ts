import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../src/net/http.ts';
import type { Http } from '../../src/ports.ts';
import { addInstance, knownInstances } from '../../src/signing/known-instances.ts';
import { heldRoot, knownTrustRoots, refreshRoot, trustRootsText } from '../../src/signing/known-roots.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { startTufMirror, type TufMirror } from '../support/tuf-mirror.ts';

const TODAY = new Date('2026-11-21T12:00:00Z');
const HOUR = 60 * 60 * 1000;

let cacheFolder: string;
let mirror: TufMirror;
let asked: string[];
let warnings: string[];

beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'doorlog-roots-'));
  mirror = await startTufMirror();
  asked = [];
  warnings = [];
});

afterEach(async () => {
  await mirror.close();
  await rm(cacheFolder, { recursive: true, force: true });
});

/** A trust root that is told apart by the one log that it believes. */
function rootOf(log: string): string {
  const publicKey = { rawBytes: Buffer.from(log).toString('base64'), keyDetails: 'PKIX_ED25519', validFor: {} };
  const tlogs = [{ baseUrl: log, hashAlgorithm: 'SHA2_256', publicKey, logId: { keyId: '' } }];
  return JSON.stringify({ mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1', tlogs });
}

const wire = createHttp({});

/** Reaches the mirror of this test and nothing else. */
const http: Http = async (request) => {
  asked.push(request.url);
  return wire(request.url.startsWith(mirror.url) ? request : { ...request, url: 'http://127.0.0.1:1/', retries: 0 });
};

interface Question {
  offline?: boolean;
  now?: Date;
  http?: Http;
}

async function logsKnown({ now = TODAY, ...more }: Question = {}): Promise<string[]> {
  const warn = (sentence: string) => warnings.push(sentence);
  const { roots } = await knownTrustRoots({ http, cacheFolder, now: () => now, warn, ...more });
  return roots.map(({ tlogs, certificateAuthorities }) => tlogs[0]?.baseUrl ?? certificateAuthorities[0]?.uri ?? '');
}

async function add(log: string, now = TODAY, name = 'example'): Promise<void> {
  mirror.publish({ target: rootOf(log), version: 1 });
  const repository = { mirror: mirror.url, anchor: mirror.anchor, target: 'trusted_root.json' };
  await addInstance(cacheFolder, { name, repository }, (instance) => refreshRoot(instance, { http, now: () => now }));
  asked = [];
}

const SHIPPED = ['https://rekor.sigstore.dev', 'fulcio.githubapp.com'];

/** As if the root of an instance had been refreshed at a time. */
async function plant(folder: string, { at, text, sha256 }: { at: Date; text: string; sha256?: string }): Promise<void> {
  await mkdir(folder, { recursive: true });
  const digest = sha256 ?? createHash('sha256').update(text).digest('hex');
  await writeFile(join(folder, 'refreshed.json'), JSON.stringify({ at: at.toISOString(), sha256: digest, text }));
}

async function githubFolder(): Promise<string> {
  return (await knownInstances(cacheFolder)).find(({ name }) => name === 'github')?.folder ?? '';
}

describe('knownTrustRoots', () => {
  it('gives what ships, asking nobody and warning of nothing, when offline', async () => {
    expect(await logsKnown({ offline: true })).toEqual(SHIPPED);
    expect([asked, warnings]).toEqual([[], []]);
  });

  it('gives what ships, with one warning, when no mirror answers', async () => {
    expect(await logsKnown()).toEqual(SHIPPED);
    expect(warnings).toEqual([
      expect.stringMatching(
        /^The trust root of .* and .* could not be refreshed; that of \d{4}-\d\d-\d\d and that of \d{4}-/,
      ),
    ]);
  });

  it('gives what ships when the mirror’s keys are not those that Doorlog ships', async () => {
    mirror.publish({ target: rootOf('https://evil.example'), version: 99 });
    const diverted: Http = (request) => {
      const { pathname } = new URL(request.url);
      return wire({ ...request, url: `${mirror.url}${pathname}` });
    };
    expect(await logsKnown({ http: diverted })).toEqual(SHIPPED);
    expect(warnings).toEqual([expect.stringMatching(/could not be verified/)]);
  });

  it('gives an own one beside the others, and asks for it once a day, when it was added', async () => {
    await add('https://log.example');
    expect(await logsKnown()).toEqual([...SHIPPED, 'https://log.example']);
    expect(asked.filter((url) => url.startsWith(mirror.url))).toEqual([]);

    mirror.publish({ target: rootOf('https://next.example'), version: 2 });
    const hours = (count: number) => new Date(TODAY.getTime() + count * HOUR);
    expect(await logsKnown({ now: hours(23) })).toContain('https://log.example');
    expect(await logsKnown({ now: hours(25) })).toContain('https://next.example');
    expect(await logsKnown({ now: hours(26), offline: true })).toContain('https://next.example');
  });

  it('asks again when its last time lies in the future', async () => {
    await add('https://log.example', new Date('2030-01-01T00:00:00Z'));
    await logsKnown();
    expect(asked.some((url) => url.startsWith(mirror.url))).toBe(true);
  });

  it('keeps what it has, and says so, when the mirror goes back to an older one', async () => {
    await add('https://log.example');
    mirror.publish({ target: rootOf('https://next.example'), version: 2 });
    const tomorrow = new Date(TODAY.getTime() + 25 * HOUR);
    await logsKnown({ now: tomorrow });
    warnings = [];
    mirror.publish({ target: rootOf('https://log.example'), version: 1 });
    expect(await logsKnown({ now: new Date(tomorrow.getTime() + 25 * HOUR) })).toContain('https://next.example');
    expect(warnings).toEqual([expect.stringMatching(/example could not be refreshed/)]);
  });

  it.each([
    ['cut off', '{"at":"2026-11-21T12:00:00Z","sha'],
    ['other text under the same digest', undefined],
  ])('fetches anew when what it keeps is %s', async (_, damage) => {
    await add('https://log.example');
    const file = join(cacheFolder, 'own', 'example', 'refreshed.json');
    const kept = await readFile(file, 'utf8');
    await writeFile(file, damage ?? kept.replace('log.example', 'lug.example'));
    expect(await logsKnown()).toContain('https://log.example');
    expect(await readFile(file, 'utf8')).toBe(kept);
  });

  it('leaves an own one out, and says so, when it is damaged and nobody may be asked', async () => {
    await add('https://log.example');
    await writeFile(join(cacheFolder, 'own', 'example', 'refreshed.json'), '');
    expect(await logsKnown({ offline: true })).toEqual(SHIPPED);
    expect(warnings).toEqual([
      expect.stringMatching(/^The trust root of example could not be refreshed; none is used/),
    ]);
  });

  it('raises file-invalid when the description of an own one is damaged', async () => {
    await add('https://log.example');
    await writeFile(join(cacheFolder, 'own', 'example', 'mirror.json'), '{}');
    await expect(logsKnown()).rejects.toMatchObject({ code: 'file-invalid' });
  });

  it('gives what ships when what was refreshed before is older', async () => {
    await plant(await githubFolder(), { at: new Date('2025-01-01T00:00:00Z'), text: rootOf('https://old.example') });
    expect(await logsKnown({ offline: true })).toEqual(SHIPPED);
  });

  it('gives what was refreshed when that is later than what ships', async () => {
    await plant(await githubFolder(), { at: TODAY, text: rootOf('https://new.example') });
    expect(await logsKnown({ offline: true })).toEqual([SHIPPED[0], 'https://new.example']);
  });
});

describe('an own instance', () => {
  const repository = () => ({ mirror: mirror.url, anchor: mirror.anchor, target: 'trusted_root.json' });
  const refresh = (instance: Parameters<typeof refreshRoot>[0]) => refreshRoot(instance, { http, now: () => TODAY });

  it('is not kept when its root could not be fetched', async () => {
    await expect(
      addInstance(cacheFolder, { name: 'example', repository: repository() }, refresh),
    ).rejects.toMatchObject({
      code: 'http-reply-invalid',
    });
    expect(await knownInstances(cacheFolder)).toHaveLength(2);
    expect(await readdir(join(cacheFolder, 'own'))).toEqual([]);
  });

  it('stays as it was when the one that is to replace it can’t be fetched', async () => {
    await add('https://log.example');
    const other = { ...repository(), anchor: '{"signed":{"_type":"root","version":1}}' };
    await expect(addInstance(cacheFolder, { name: 'example', repository: other }, refresh)).rejects.toThrow();
    expect(await logsKnown({ offline: true })).toContain('https://log.example');
  });

  it('is replaced when another one under its name is fetched', async () => {
    await add('https://log.example');
    const other = await startTufMirror();
    try {
      other.publish({ target: rootOf('https://other.example'), version: 1 });
      const next = { mirror: other.url, anchor: other.anchor, target: 'trusted_root.json' };
      await addInstance(cacheFolder, { name: 'example', repository: next }, (instance) =>
        refreshRoot(instance, { http: wire, now: () => TODAY }),
      );
      expect(await logsKnown({ offline: true })).toEqual([...SHIPPED, 'https://other.example']);
    } finally {
      await other.close();
    }
  });

  it.each(['github', 'public-good', '../up', '', '.hidden', 'a/b'])(
    'can’t be called %j when it is added',
    async (name) => {
      await expect(addInstance(cacheFolder, { name, repository: repository() }, refresh)).rejects.toMatchObject({
        code: 'usage',
      });
    },
  );
});

describe('trustRootsText', () => {
  it('is a line for each root, and the same roots again, when it is parsed', async () => {
    const known = await knownTrustRoots({ http, cacheFolder, offline: true });
    const text = trustRootsText(known);
    expect(text).toMatch(/^\{.*\}\n\{.*\}\n$/);
    expect(parseTrustRoots(text, 'a file').roots).toEqual(known.roots);
  });
});

describe('heldRoot', () => {
  it('tells that it shipped, and when it was taken, when nothing was refreshed', async () => {
    const [first] = await knownInstances(cacheFolder);
    expect(first && (await heldRoot(first))).toMatchObject({ from: 'shipped', at: first?.shipped?.taken });
  });
});
