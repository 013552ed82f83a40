import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseArtifactsList, readArtifactsList } from '../../../src/ci/github/artifacts-list.ts';
import { Artifact } from '../../../src/model/resources.ts';

const folder = mkdtempSync(join(tmpdir(), 'doorlog-list-'));
const SHA256 = 'ab'.repeat(32);
const NOT_LISTED = {
  ok: false,
  reason: 'not-available',
  needed: 'a runner that lists its artifacts, or the input `subjects`',
};

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function fileWith(text: string): string {
  const file = join(folder, 'artifacts_list');
  writeFileSync(file, text);
  return file;
}

function listOf(...subjects: unknown[]): string {
  return JSON.stringify({ version: 1, subjects });
}

describe('readArtifactsList', () => {
  it('gives files and images when the runner lists both', async () => {
    const file = fileWith(
      listOf(
        { name: 'app.tgz', digest: `sha256:${SHA256}`, kind: 'file' },
        { name: 'ghcr.io/octo-org/app:1', digest: `sha256:${SHA256.toUpperCase()}`, kind: 'oci' },
      ),
    );
    expect(await readArtifactsList(file)).toEqual({
      ok: true,
      value: {
        artifacts: [
          { name: 'app.tgz', sha256: SHA256, from: 'runner', kind: 'file' },
          { name: 'ghcr.io/octo-org/app:1', sha256: SHA256, from: 'runner', kind: 'oci' },
        ],
        unusable: 0,
      },
    });
  });

  it('says that nothing was made when the list is empty', async () => {
    expect(await readArtifactsList(fileWith(listOf()))).toEqual({ ok: true, value: { artifacts: [], unusable: 0 } });
  });

  it('has a gap when no list is named, and when the file is empty because the runner lists none', async () => {
    expect(await readArtifactsList(undefined)).toEqual(NOT_LISTED);
    expect(await readArtifactsList(fileWith(''))).toEqual(NOT_LISTED);
  });

  it.each([
    ['is not JSON', '{"version":1,'],
    ['is of another version', '{"version":2,"subjects":[]}'],
    ['has no subjects', '{"version":1}'],
    ['is a list', '[]'],
    ['is too long', ' '.repeat(2 * 1024 * 1024 + 1)],
  ])('has a gap with a detail when the file %s', async (_, text) => {
    expect(await readArtifactsList(fileWith(text))).toEqual({ ...NOT_LISTED, detail: expect.any(String) });
  });

  it('has a gap with a detail when the file is gone or a folder', async () => {
    expect(await readArtifactsList(join(folder, 'gone'))).toEqual({ ...NOT_LISTED, detail: expect.any(String) });
    expect(await readArtifactsList(folder)).toEqual({ ...NOT_LISTED, detail: expect.any(String) });
  });
});

describe('parseArtifactsList', () => {
  const good = { name: 'app.tgz', digest: `sha256:${SHA256}`, kind: 'file' };

  it.each([
    ['has no name', { ...good, name: '' }],
    ['has too long a name', { ...good, name: 'x'.repeat(1_001) }],
    ['has a digest that an attestation can’t hold', { ...good, digest: `sha512:${SHA256}${SHA256}` }],
    ['has a digest that is none', { ...good, digest: SHA256 }],
    ['has a number for a kind', { ...good, kind: 1 }],
    ['is null', null],
    ['is text', 'app.tgz'],
  ])('loses only the item when it %s', (_, bad) => {
    expect(parseArtifactsList(listOf(bad, good))).toMatchObject({
      ok: true,
      value: { artifacts: [{ name: 'app.tgz' }], unusable: 1 },
    });
  });

  it('takes the first 500 when there are more', () => {
    const subjects = Array.from({ length: 503 }, (_, index) => ({ ...good, name: `${index}` }));
    const list = parseArtifactsList(listOf(...subjects));
    expect(list).toMatchObject({ ok: true, value: { unusable: 3 } });
    expect(list.ok && list.value.artifacts.at(-1)?.name).toBe('499');
  });

  it('never raises and gives only what the record can hold, whatever the text is', () => {
    const item = fc.record(
      {
        name: fc.anything(),
        digest: fc.oneof(fc.anything(), fc.constant(`sha256:${SHA256}`)),
        kind: fc.oneof(fc.string(), fc.anything()),
      },
      { requiredKeys: [] },
    );
    const list = fc.record({ version: fc.constant(1), subjects: fc.array(fc.oneof(item, fc.anything())) });
    const texts = fc.oneof(fc.string(), fc.json(), list.map(stringify));
    fc.assert(
      fc.property(texts, (text) => {
        const answer = parseArtifactsList(text);
        if (answer.ok)
          for (const artifact of answer.value.artifacts) expect(Artifact.parse(artifact)).toEqual(artifact);
        else expect(answer.reason).toBe('not-available');
      }),
    );
  });
});

/** Anything may hold a bigint, which JSON has no word for. */
function stringify(value: unknown): string {
  return JSON.stringify(value, (_, member) => (typeof member === 'bigint' ? String(member) : member)) ?? '';
}
