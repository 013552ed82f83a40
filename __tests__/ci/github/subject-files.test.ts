import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findSubjectFiles } from '../../../src/ci/github/subject-files.ts';

const root = mkdtempSync(join(tmpdir(), 'doorlog-subjects-'));
let count = 0;
let workspace = '';

beforeEach(() => {
  count += 1;
  workspace = join(root, String(count), 'workspace');
  mkdirSync(workspace, { recursive: true });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text = path): void {
  const file = join(workspace, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function namesOf(globs: string): Promise<string[]> {
  const { artifacts, problems } = await findSubjectFiles(workspace, globs);
  expect(problems).toEqual([]);
  return artifacts.map(({ name }) => name);
}

describe('findSubjectFiles', () => {
  it('gives name and digest of each file when globs name some', async () => {
    put('dist/app.tgz', 'the app');
    put('dist/deep/lib.so', 'the library');
    put('README.md');
    expect(await findSubjectFiles(workspace, 'dist/**')).toEqual({
      artifacts: [
        { name: 'dist/app.tgz', sha256: sha256('the app'), from: 'input' },
        { name: 'dist/deep/lib.so', sha256: sha256('the library'), from: 'input' },
      ],
      problems: [],
    });
  });

  it('digests all of a file when it is longer than one read', async () => {
    const text = 'x'.repeat(700_000);
    put('big', text);
    expect(await findSubjectFiles(workspace, 'big')).toMatchObject({ artifacts: [{ sha256: sha256(text) }] });
  });

  it('leaves out what a line with an exclamation mark names, wherever that line stands', async () => {
    for (const name of ['dist/a.tgz', 'dist/a.tgz.sig', 'dist/tmp/b.tgz']) put(name);
    expect(await namesOf('!**/tmp/**\n\ndist/**\n  !*.sig\n! **/*.sig \n')).toEqual(['dist/a.tgz']);
  });

  it.each([
    ['begins with a dot and a slash', './dist/a b.tgz', ['dist/a b.tgz']],
    ['has alternatives', 'dist/{a b,c}.tgz', ['dist/a b.tgz', 'dist/c.tgz']],
    ['matches hidden files', 'dist/.*', ['dist/.hidden']],
    ['overlaps another', 'dist/c.tgz\ndist/c.*\n**/c.tgz', ['dist/c.tgz']],
    ['ends its lines as Windows does', 'dist/c.tgz\r\ndist/.hidden\r\n', ['dist/.hidden', 'dist/c.tgz']],
  ])('finds the files when a glob %s', async (_, globs, names) => {
    for (const name of ['dist/a b.tgz', 'dist/c.tgz', 'dist/.hidden', '.git/c.tgz']) put(name);
    expect(await namesOf(globs)).toEqual(names);
  });

  it('takes an absolute glob when it starts with the workspace', async () => {
    put('dist/app.tgz');
    expect(await namesOf(join(workspace, 'dist', '*.tgz'))).toEqual(['dist/app.tgz']);
  });

  it.each(['dist/*.zip', 'dist', 'gone/**'])(
    'names the glob in a problem that fails no job when nothing is called %s',
    async (glob) => {
      put('dist/app.tgz');
      const { artifacts, problems } = await findSubjectFiles(workspace, glob);
      expect(artifacts).toEqual([]);
      expect(problems).toEqual([expect.objectContaining({ code: 'file-unreadable' })]);
      expect(problems[0]?.message).toContain(`\`${glob}\``);
    },
  );

  it.each(['../secret', 'dist/../../secret', '/etc/hostname', '!../x', '..', join(root, '*')])(
    'refuses %s as a mistake when it leaves the workspace, and finds the others',
    async (glob) => {
      put('dist/app.tgz');
      put('../secret');
      const { artifacts, problems } = await findSubjectFiles(workspace, `${glob}\ndist/*`);
      expect(artifacts.map(({ name }) => name)).toEqual(['dist/app.tgz']);
      expect(problems).toEqual([expect.objectContaining({ code: 'input-invalid' })]);
    },
  );

  it('says that it leaves the workspace when alternatives hide the way out', async () => {
    put('../secret', 'not for the record');
    const { artifacts } = await findSubjectFiles(workspace, '{..,nowhere}/secret\n@(..)/secret\n{.,.}{.,.}/secret');
    expect(artifacts).toEqual([]);
  });

  it('takes no link for a file when a glob matches it', async () => {
    put('../secret', 'not for the record');
    put('dist/app-1.tgz', 'the app');
    for (const [target, name] of [
      ['app-1.tgz', 'app.tgz'],
      ['../../secret', 'secret'],
      ['gone', 'dangling'],
      ['..', 'loop'],
    ] as const) {
      symlinkSync(target, join(workspace, 'dist', name));
    }
    expect(await namesOf('dist/**')).toEqual(['dist/app-1.tgz']);
  });

  it('names the file in a problem when a linked folder on the way leads out of the workspace', async () => {
    put('../outside/secret', 'not for the record');
    put('real/app.tgz');
    symlinkSync('../outside', join(workspace, 'link'));
    symlinkSync('real', join(workspace, 'inside'));
    const { artifacts, problems } = await findSubjectFiles(workspace, 'link/*\ninside/*\nlink/secret');
    expect(artifacts.map(({ name }) => name)).toEqual(['inside/app.tgz']);
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringMatching(/^The file `link\/secret`.* leads out of the workspace/),
    ]);
  });

  it('takes as many as one attestation may speak about when globs name more', async () => {
    mkdirSync(join(workspace, 'dist'));
    for (let index = 0; index < 1_030; index += 1)
      writeFileSync(join(workspace, 'dist', `${10_000 + index}`), `${index}`);
    const { artifacts, problems } = await findSubjectFiles(workspace, 'dist/*');
    expect(artifacts).toHaveLength(1_023);
    expect(artifacts[1_022]).toMatchObject({ name: 'dist/11022', sha256: sha256('1022') });
    expect(problems[0]?.message).toMatch(/names 1030 files, and an attestation takes 1023/);
  });

  it('says so when there is no workspace', async () => {
    for (const folder of [undefined, join(workspace, 'gone')]) {
      const { artifacts, problems } = await findSubjectFiles(folder, '**');
      expect(artifacts).toEqual([]);
      expect(problems).toHaveLength(1);
    }
  });

  const onPosix = process.platform === 'win32' ? it.skip : it;

  onPosix('skips what is no file when a pipe or a link to one is named', async () => {
    put('dist/app.tgz');
    execFileSync('mkfifo', [join(workspace, 'dist/pipe')]);
    symlinkSync('pipe', join(workspace, 'dist/link'));
    expect(await namesOf('dist/*')).toEqual(['dist/app.tgz']);
  });

  const asOthers = process.getuid?.() === 0 || process.platform === 'win32' ? it.skip : it;

  asOthers('names the file in a problem when it may not be read', async () => {
    put('dist/app.tgz');
    chmodSync(join(workspace, 'dist/app.tgz'), 0);
    const { problems } = await findSubjectFiles(workspace, 'dist/*');
    expect(problems[0]?.message).toMatch(/`dist\/app\.tgz`.*EACCES/);
  });

  it('never raises and names only files of the workspace, whatever the globs are', async () => {
    put('dist/app.tgz');
    put('../secret');
    const word = fc.constantFrom(
      '*',
      '**',
      '..',
      '/',
      '\\',
      '{',
      '}',
      ',',
      '!',
      '(',
      ')',
      '@',
      '[',
      ']',
      'dist',
      '\n',
      '?',
      '\0',
      '~',
    );
    const globs = fc
      .array(fc.oneof(word, fc.string({ maxLength: 3 })), { maxLength: 12 })
      .map((words) => words.join(''));
    await fc.assert(
      fc.asyncProperty(globs, async (text) => {
        const { artifacts } = await findSubjectFiles(workspace, text);
        expect(artifacts.filter(({ name }) => name !== 'dist/app.tgz')).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
