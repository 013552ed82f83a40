import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHttp } from '../../src/net/http.ts';
import { fetchByTuf } from '../../src/signing/tuf-root.ts';
import { html, replies } from '../support/faults.ts';
import { startTufMirror, type TufMirror } from '../support/tuf-mirror.ts';

let mirror: TufMirror;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-tuf-'));
  mirror = await startTufMirror();
  mirror.publish({ target: 'one', version: 1 });
});

afterEach(async () => {
  await mirror.close();
  await rm(folder, { recursive: true, force: true });
});

function fetchTarget(more: { anchor?: string; target?: string; signal?: AbortSignal } = {}) {
  const { signal, ...rest } = more;
  const repository = { mirror: mirror.url, anchor: mirror.anchor, target: 'trusted_root.json', ...rest };
  return fetchByTuf({ http: createHttp({}), folder, repository, signal });
}

const REFUSED = {
  code: 'http-reply-invalid',
  message: expect.stringMatching(/could not be verified: it is altered, expired or older/),
};

describe('fetchByTuf', () => {
  it('gives the file when the repository’s metadata verifies, and keeps it', async () => {
    expect(await fetchTarget()).toBe('one');

    const before = mirror.requests.length;
    expect(await fetchTarget()).toBe('one');
    const again = mirror.requests.slice(before).map(({ path }) => path);
    expect(again).toContain('/timestamp.json');
    expect(again.filter((path) => path.startsWith('/targets/'))).toEqual([]);
  });

  it('gives the next one when there is a next one, and when the keys have changed', async () => {
    await fetchTarget();
    mirror.publish({ target: 'two', version: 2 });
    expect(await fetchTarget()).toBe('two');
    mirror.rotate();
    mirror.publish({ target: 'three', version: 3 });
    expect(await fetchTarget()).toBe('three');
    expect(JSON.parse(await readFile(join(folder, 'root.json'), 'utf8')).signed.version).toBe(2);
  });

  it('believes the anchor when it is newer than the root that it keeps', async () => {
    await fetchTarget();
    const next = mirror.rotate();
    mirror.publish({ target: 'two', version: 2 });
    mirror.addFault({ path: /2\.root\.json/, times: 9 }, replies(404, ''));
    await expect(fetchTarget()).rejects.toMatchObject(REFUSED);
    expect(await fetchTarget({ anchor: next })).toBe('two');
  });

  it('keeps the root that it has when the anchor is older', async () => {
    mirror.rotate();
    mirror.publish({ target: 'two', version: 2 });
    await fetchTarget();
    mirror.addFault({ path: /2\.root\.json/, times: 9 }, replies(404, ''));
    expect(await fetchTarget()).toBe('two');
  });

  it('gives a file of another name when that is wanted', async () => {
    mirror.publish({ target: 'tenant', version: 2, name: 'acme.trusted_root.json' });
    expect(await fetchTarget({ target: 'acme.trusted_root.json' })).toBe('tenant');
    await expect(fetchTarget({ target: 'other.json' })).rejects.toMatchObject(REFUSED);
  });

  it('refuses an older version when it has seen a newer one', async () => {
    mirror.publish({ target: 'two', version: 2 });
    await fetchTarget();
    mirror.publish({ target: 'one', version: 1 });
    await expect(fetchTarget()).rejects.toMatchObject(REFUSED);
  });

  it('refuses an older version when its own root metadata was lost in between', async () => {
    mirror.publish({ target: 'two', version: 2 });
    await fetchTarget();
    await writeFile(join(folder, 'root.json'), '{"signed":');
    mirror.publish({ target: 'one', version: 1 });
    await expect(fetchTarget()).rejects.toMatchObject(REFUSED);
    mirror.publish({ target: 'three', version: 3 });
    expect(await fetchTarget()).toBe('three');
  });

  it('refuses what has expired when the mirror has stood still', async () => {
    mirror.publish({ target: 'one', version: 1, expires: '2026-01-01T00:00:00Z' });
    await expect(fetchTarget()).rejects.toMatchObject(REFUSED);
  });

  it('refuses everything when the keys are not those of the anchor', async () => {
    const other = await startTufMirror();
    await other.close();
    await expect(fetchTarget({ anchor: other.anchor })).rejects.toMatchObject(REFUSED);
  });

  it('refuses the file when it was swapped', async () => {
    mirror.addFault({ path: /^\/targets\// }, replies(200, 'eno'));
    await expect(fetchTarget()).rejects.toMatchObject(REFUSED);
  });

  it('refuses a page when it comes instead of metadata', async () => {
    mirror.addFault({ path: /timestamp/ }, html());
    await expect(fetchTarget()).rejects.toMatchObject(REFUSED);
  });

  it.each(['timestamp.json', 'snapshot.json', 'targets.json', 'targets/trusted_root.json', 'root.json'])(
    'heals itself when %s in its folder is damaged',
    async (file) => {
      await fetchTarget();
      await writeFile(join(folder, file), '{"signed": nonsense');
      expect(await fetchTarget()).toBe('one');
    },
  );

  it('raises http-status when the repository is out of order', async () => {
    mirror.addFault({ path: /timestamp/, times: 9 }, replies(500, 'no'));
    await expect(fetchTarget()).rejects.toMatchObject({ code: 'http-status', message: expect.stringMatching(/500/) });
  });

  it('raises http-connection when nobody answers', async () => {
    await mirror.close();
    await expect(fetchTarget()).rejects.toMatchObject({ code: 'http-connection' });
  });

  it('raises http-timeout when it is given up', async () => {
    await expect(fetchTarget({ signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'http-timeout' });
  });

  it('raises file-unreadable when the folder is a file', async () => {
    await rm(folder, { recursive: true });
    await writeFile(folder, '');
    await expect(fetchTarget()).rejects.toMatchObject({ code: 'file-unreadable' });
  });
});
