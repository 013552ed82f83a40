import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { observeWorkspace } from '../../../src/ci/github/workspace.ts';

const COMMIT = '1f'.repeat(20);
const OTHER = '2e'.repeat(20);
const root = mkdtempSync(join(tmpdir(), 'doorlog-workspace-'));
let count = 0;
let folder = '';

beforeEach(() => {
  count += 1;
  folder = join(root, String(count), 'workspace');
  mkdirSync(folder, { recursive: true });
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, text);
}

function git(cwd: string, ...words: string[]): string {
  const settings = ['-c', 'user.name=Nobody', '-c', 'user.email=nobody@example.org', '-c', 'commit.gpgsign=false'];
  return execFileSync('git', [...settings, ...words], { cwd, encoding: 'utf8', stdio: 'pipe' }).trim();
}

function repository(): string {
  git(folder, 'init', '--quiet', '--initial-branch=main');
  git(folder, 'commit', '--quiet', '--allow-empty', '-m', 'first');
  return git(folder, 'rev-parse', 'HEAD');
}

describe('observeWorkspace on what git itself made', () => {
  it('names branch and commit when a branch is checked out', async () => {
    const commit = repository();
    const value = { commit, ref: 'refs/heads/main', isSource: true };
    expect(await observeWorkspace(folder, [undefined, commit])).toEqual({ ok: true, value });
  });

  it('names the commit when its ref is packed', async () => {
    const commit = repository();
    git(folder, 'branch', 'main-2');
    git(folder, 'pack-refs', '--all');
    expect(await observeWorkspace(folder, [OTHER])).toEqual({
      ok: true,
      value: { commit, ref: 'refs/heads/main', isSource: false },
    });
  });

  it('names no branch when HEAD is detached, as after the checkout of a pull request', async () => {
    const commit = repository();
    git(folder, 'checkout', '--quiet', '--detach');
    expect(await observeWorkspace(folder, [commit])).toEqual({ ok: true, value: { commit, isSource: true } });
  });

  it('says nothing of the source when the run’s commits are unknown', async () => {
    const commit = repository();
    expect(await observeWorkspace(folder, [undefined])).toEqual({
      ok: true,
      value: { commit, ref: 'refs/heads/main' },
    });
  });

  it('follows a linked working tree when its repository is in the workspace', async () => {
    repository();
    const tree = join(folder, 'tree');
    git(folder, 'worktree', 'add', '--quiet', '-b', 'side', tree);
    git(tree, 'commit', '--quiet', '--allow-empty', '-m', 'second');
    const commit = git(tree, 'rev-parse', 'HEAD');
    // The link leads out of `tree` but not out of a workspace that holds both.
    expect(await observeWorkspace(tree, [commit])).toMatchObject({ ok: false, reason: 'not-found' });
    renameSync(join(folder, '.git'), join(folder, 'store'));
    writeFileSync(join(folder, '.git'), `gitdir: ${join('store', 'worktrees', 'tree')}\n`);
    expect(await observeWorkspace(folder, [commit])).toEqual({
      ok: true,
      value: { commit, ref: 'refs/heads/side', isSource: true },
    });
  });

  it('has a gap when the first commit is still to come', async () => {
    git(folder, 'init', '--quiet');
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject({ ok: false, reason: 'not-found' });
  });
});

describe('observeWorkspace on files that a step may have written', () => {
  const NOT_FOUND = { ok: false, reason: 'not-found', needed: 'a repository checked out into the workspace' };

  it('has a gap when nothing is checked out, and when no workspace is named', async () => {
    expect(await observeWorkspace(folder, [COMMIT])).toEqual(NOT_FOUND);
    expect(await observeWorkspace(join(folder, 'gone'), [COMMIT])).toEqual(NOT_FOUND);
    expect(await observeWorkspace(undefined, [COMMIT])).toMatchObject({ ok: false, reason: 'not-available' });
  });

  it.each([
    ['leaves the refs by its name', 'ref: refs/../../../elsewhere'],
    ['is no ref', 'ref: HEAD'],
    ['is an absolute path', 'ref: /etc/hostname'],
    ['has a backslash in it', 'ref: refs\\heads\\main'],
    ['is the mark of refs that are no files', 'ref: refs/heads/.invalid'],
    ['names itself', 'ref: refs/heads/loop'],
    ['is empty', ''],
    ['is too long', `ref: refs/heads/${'x'.repeat(5_000)}`],
  ])('has a gap when HEAD %s', async (_, head) => {
    put('.git/HEAD', `${head}\n`);
    put('.git/refs/heads/loop', 'ref: refs/heads/loop\n');
    put('../elsewhere', `${COMMIT}\n`);
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
  });

  it('reads nothing outside of the workspace when .git, HEAD, a ref or the packed refs lead there', async () => {
    put('../outside/HEAD', `${COMMIT}\n`);
    put('../outside/main', `${COMMIT}\n`);
    put('../outside/packed-refs', `${COMMIT} refs/heads/main\n`);
    symlinkSync('../outside', join(folder, '.git'));
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
    rmSync(join(folder, '.git'));
    put('.git', 'gitdir: ../outside\n');
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
    rmSync(join(folder, '.git'));
    put('.git/refs/heads/other', `${OTHER}\n`);
    symlinkSync('../../outside/HEAD', join(folder, '.git/HEAD'));
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
    rmSync(join(folder, '.git/HEAD'));
    put('.git/HEAD', 'ref: refs/heads/main\n');
    symlinkSync('../../outside/packed-refs', join(folder, '.git/packed-refs'));
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
    symlinkSync('../../../../outside/main', join(folder, '.git/refs/heads/main'));
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
  });

  const onPosix = process.platform === 'win32' ? it.skip : it;

  onPosix('does not wait when HEAD is a pipe that nobody writes to', async () => {
    mkdirSync(join(folder, '.git'));
    execFileSync('mkfifo', [join(folder, '.git/HEAD')]);
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject(NOT_FOUND);
  });

  const asOthers = process.getuid?.() === 0 || process.platform === 'win32' ? it.skip : it;

  asOthers('says what the system said when a file may not be read', async () => {
    put('.git/HEAD', `${COMMIT}\n`);
    chmodSync(join(folder, '.git/HEAD'), 0);
    const answer = await observeWorkspace(folder, [COMMIT]);
    expect(answer).toMatchObject({ ok: false, reason: 'not-available', detail: expect.stringContaining('EACCES') });
  });

  it('takes the whole name of a ref when another ends or begins like it', async () => {
    put('.git/HEAD', 'ref: refs/heads/main\n');
    put(
      '.git/packed-refs',
      [
        '# pack-refs with: peeled fully-peeled sorted ',
        `${OTHER} refs/heads/main-2`,
        `${OTHER} refs/heads/x refs/heads/main2`,
        `${COMMIT} refs/heads/main`,
        `^${OTHER}`,
        '',
      ].join('\n'),
    );
    expect(await observeWorkspace(folder, [COMMIT])).toMatchObject({ ok: true, value: { commit: COMMIT } });
  });

  it('never raises and names only what is an object id, whatever the files hold', async () => {
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.constantFrom(COMMIT, 'ref: refs/heads/main', 'ref: refs/heads/a', `${COMMIT} refs/heads/main`, 'gitdir: .git'),
    );
    const text = fc.array(words, { maxLength: 4 }).map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, text, text, async (head, ref, packed) => {
        put('.git/HEAD', head);
        put('.git/refs/heads/main', ref);
        put('.git/packed-refs', packed);
        const answer = await observeWorkspace(folder, [COMMIT]);
        if (answer.ok) expect(answer.value.commit).toMatch(/^[0-9a-f]{40}$/);
        else expect(answer.reason).toBe('not-found');
      }),
      { numRuns: 100 },
    );
  });
});
