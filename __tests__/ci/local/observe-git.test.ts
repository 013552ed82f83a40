import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { observeGit } from '../../../src/ci/local/observe-git.ts';
import { withoutCredentials } from '../../../src/ci/local/remote-address.ts';
import { changedPaths } from '../../../src/ci/local/working-tree.ts';

const KEYGEN = 'ssh-keygen';
const NO_PROGRAM = { program: 'doorlog-test-no-such-program' };

describe('observeGit', () => {
  let root = '';
  let env: Record<string, string | undefined> = {};

  function git(...args: string[]): string {
    return execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  }

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'doorlog-git-'));
    const home = join(root, '.home');
    await mkdir(home);
    env = {
      PATH: process.env.PATH,
      HOME: home,
      GIT_CONFIG_GLOBAL: join(home, 'gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CEILING_DIRECTORIES: tmpdir(),
      GIT_AUTHOR_NAME: 'Ada Å',
      GIT_AUTHOR_EMAIL: 'ada@example.org',
      GIT_AUTHOR_DATE: '2026-01-02T03:04:05+02:00',
      GIT_COMMITTER_NAME: 'Bob',
      GIT_COMMITTER_EMAIL: 'bob@example.org',
      GIT_COMMITTER_DATE: '2026-01-02T04:04:05Z',
    };
    await writeFile(
      join(home, 'gitconfig'),
      '[init]\n\tdefaultBranch = main\n[core]\n\tautocrlf = false\n[commit]\n\tgpgSign = false\n',
    );
  });

  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  async function repository(): Promise<void> {
    git('init', '-q');
    await writeFile(join(root, '.git', 'info', 'exclude'), '.home\nignored\n');
    await writeFile(join(root, 'kept.txt'), 'one\n');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
  }

  it('does not count what is excluded when files differ from the commit', async () => {
    await repository();
    await mkdir(join(root, 'audit [1]', 'x'), { recursive: true });
    await writeFile(join(root, 'audit [1]', 'log.jsonl'), '{}');
    await writeFile(join(root, 'audit [1]', 'x', 'record.json'), '{}');
    const exclude = [join(root, 'audit [1]', 'log.jsonl'), join(root, 'audit [1]', 'x'), join(tmpdir(), 'elsewhere')];
    expect((await observeGit(root, { env })).workingTree).toMatchObject({ modified: true, files: 2 });
    expect((await observeGit(join(root, 'audit [1]'), { env, exclude })).workingTree).toMatchObject({ files: 0 });
    await writeFile(join(root, 'kept.txt'), 'two\n');
    expect((await observeGit(root, { env, exclude })).workingTree).toMatchObject({ modified: true, files: 1 });
  });

  it('gives commit, people, branch, remote and a clean tree when all is in order', async () => {
    await repository();
    git('remote', 'add', 'other', 'https://example.org/other.git');
    git('remote', 'add', 'origin', 'https://ada:s3cret@example.org/team/repo.git?token=x');
    await mkdir(join(root, 'below'));
    const facts = await observeGit(join(root, 'below'), { env });
    expect(facts.commit).toEqual({
      sha: git('rev-parse', 'HEAD'),
      tree: git('rev-parse', 'HEAD^{tree}'),
      parents: [],
      author: { name: 'Ada Å', email: 'ada@example.org', time: '2026-01-02T01:04:05.000Z' },
      committer: { name: 'Bob', email: 'bob@example.org', time: '2026-01-02T04:04:05.000Z' },
    });
    expect(facts.ref).toBe('refs/heads/main');
    expect(facts.remote).toBe('https://example.org/team/repo.git');
    expect(facts.signature).toEqual({ state: 'none' });
    expect(facts.workingTree).toMatchObject({ modified: false, files: 0 });
    expect(facts.missing).toEqual([]);
  });

  it('gives both parents when the commit is a merge', async () => {
    await repository();
    git('checkout', '-q', '-b', 'side');
    git('commit', '-q', '--allow-empty', '-m', 'Side');
    git('checkout', '-q', 'main');
    git('merge', '-q', '--no-ff', '-m', 'Merge', 'side');
    expect((await observeGit(root, { env })).commit?.parents).toHaveLength(2);
  });

  it('has one digest for one state when files change and change back, and leaves the index alone', async () => {
    await repository();
    const index = join(root, '.git', 'index');
    const before = { bytes: await readFile(index), time: (await stat(index)).mtimeMs };
    const digests: (string | undefined)[] = [];
    const take = async (): Promise<void> => {
      digests.push((await observeGit(root, { env })).workingTree?.digest);
    };
    await take();
    await writeFile(join(root, 'kept.txt'), 'two\n');
    await take();
    await writeFile(join(root, 'kept.txt'), 'six\n');
    await take();
    await writeFile(join(root, 'new.txt'), 'a');
    await take();
    await writeFile(join(root, 'new.txt'), 'b');
    await take();
    await rm(join(root, 'kept.txt'));
    await take();
    expect(new Set(digests).size).toBe(6);
    await rm(join(root, 'new.txt'));
    await writeFile(join(root, 'ignored'), 'x');
    await writeFile(join(root, 'kept.txt'), 'one\n');
    await take();
    expect(digests[6]).toBe(digests[0]);
    expect({ bytes: await readFile(index), time: (await stat(index)).mtimeMs }).toEqual(before);
  });

  it('counts every file when names are as strange as the system allows', async () => {
    await repository();
    const names = [
      '-rf',
      '--help',
      'a b',
      'ünï',
      "it's $(x) `y`",
      '? ? 1 2',
      ...(process.platform === 'win32' ? [] : ['a\nb', 'q"\t']),
    ];
    for (const name of names) {
      await writeFile(join(root, name), name);
    }
    const first = await observeGit(root, { env });
    expect(first.workingTree).toMatchObject({ modified: true, files: names.length });
    await writeFile(join(root, names.at(-1) ?? ''), 'changed');
    expect((await observeGit(root, { env })).workingTree?.digest).not.toBe(first.workingTree?.digest);
    git('add', '.');
    await rename(join(root, '-rf'), join(root, 'renamed'));
    expect((await observeGit(root, { env })).workingTree?.modified).toBe(true);
  });

  it('does not follow links when they are untracked', async () => {
    await repository();
    await symlink(join(root, '.home'), join(root, 'link'), 'junction');
    const { workingTree } = await observeGit(root, { env });
    expect(workingTree?.modified).toBe(true);
  });

  it('says what is missing when there is no commit, no remote and no branch', async () => {
    git('init', '-q');
    const empty = await observeGit(root, { env });
    expect(empty.missing.map(({ fact }) => fact)).toEqual(['commit', 'signature', 'remote']);
    expect(empty.missing[0]?.reason).toMatch(/no commit yet/);
    expect(empty.ref).toBe('refs/heads/main');
    git('commit', '-q', '--allow-empty', '-m', 'x');
    git('checkout', '-q', '--detach');
    expect((await observeGit(root, { env })).missing).toEqual([
      { fact: 'ref', reason: expect.stringMatching(/detached/) },
      { fact: 'remote', reason: expect.stringMatching(/no remote/) },
    ]);
  });

  it.each([
    ['the folder is in no repository', 'no git repository', async () => ({})],
    ['git is not installed', 'not installed', async () => NO_PROGRAM],
    [
      'the repository is bare',
      'no working tree',
      async () => {
        git('init', '-q', '--bare');
        return {};
      },
    ],
  ])('says why for every fact when %s', async (_when, reason, prepare) => {
    const { missing, ...facts } = await observeGit(root, { env, ...(await prepare()) });
    expect(facts).toEqual({});
    expect(missing.map(({ fact }) => fact)).toEqual(['root', 'commit', 'signature', 'ref', 'remote', 'workingTree']);
    for (const one of missing) {
      expect(one.reason).toContain(reason);
    }
  });

  if (process.platform !== 'win32') {
    it('says so when git takes too long', async () => {
      const slow = join(root, 'slow-git');
      await writeFile(slow, '#!/bin/sh\necho half\nexec sleep 30\n');
      await chmod(slow, 0o755);
      const { missing } = await observeGit(root, { env, program: slow, timeout: 50 });
      expect(missing[0]?.reason).toBe('git took longer than 50 ms');
    });
  }

  it('starts no program of the repository’s choosing when it looks for changes', async () => {
    await repository();
    const trap = join(root, '.home', 'trapped');
    git('config', 'core.fsmonitor', `touch '${trap}'; false`);
    git('config', 'core.pager', `touch '${trap}'`);
    await observeGit(root, { env });
    await expect(stat(trap)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  const sshKeygen = (() => {
    try {
      execFileSync(KEYGEN, ['-?'], { stdio: 'ignore' });
      return true;
    } catch (error) {
      return !(typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT');
    }
  })();

  it('tells a good signature from one that it can’t check when a commit is signed by SSH', async () => {
    if (!sshKeygen) {
      process.stderr.write('Skipped: there is no ssh-keygen on this machine.\n');
      return;
    }
    await repository();
    const key = join(root, '.home', 'key');
    execFileSync(KEYGEN, ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', key]);
    git('-c', 'gpg.format=ssh', '-c', `user.signingKey=${key}`, 'commit', '-q', '-S', '--allow-empty', '-m', 'Signed');
    expect((await observeGit(root, { env })).signature).toEqual({ state: 'unchecked', kind: 'ssh' });
    const signers = join(root, '.home', 'signers');
    await writeFile(signers, `bob@example.org ${await readFile(`${key}.pub`, 'utf8')}`);
    git('config', 'gpg.ssh.allowedSignersFile', signers);
    expect((await observeGit(root, { env })).signature).toEqual({
      state: 'good',
      kind: 'ssh',
      fingerprint: expect.stringMatching(/^SHA256:/),
      key: expect.stringMatching(/^SHA256:/),
    });
  });
});

describe('changedPaths', () => {
  it('gives the paths as bytes when entries are of every kind', () => {
    const zeros = '0'.repeat(40);
    const status = Buffer.concat([
      Buffer.from(`1 .M N... 100644 100644 100644 ${zeros} ${zeros} a b\0`),
      Buffer.from(`2 R. N... 100644 100644 100644 ${zeros} ${zeros} R100 to\0from\0`),
      Buffer.from(`u UU N... 100644 100644 100644 100644 ${zeros} ${zeros} ${zeros} both\0`),
      Buffer.from([0x3f, 0x20, 0xff, 0xfe, 0x00]),
      Buffer.from('! skipped\0# branch.oid x\0'),
    ]);
    expect(changedPaths(status).map((path) => path.toString('latin1'))).toEqual(['a b', 'to', 'both', 'ÿþ']);
  });
});

describe('withoutCredentials', () => {
  it.each([
    ['https://user:pass@example.org/a/b.git', 'https://example.org/a/b.git'],
    ['https://ghp_token@github.com/a/b', 'https://github.com/a/b'],
    ['https://example.org/a?private_token=x#y', 'https://example.org/a'],
    ['ssh://git:pw@example.org:2222/a/b', 'ssh://git@example.org:2222/a/b'],
    ['git@github.com:a/b.git', 'git@github.com:a/b.git'],
    ['secret@github.com:a/b.git', 'github.com:a/b.git'],
    ['/srv/git/a', '/srv/git/a'],
    ['../a', '../a'],
    ['C:\\git\\a', 'C:\\git\\a'],
    ['file:///srv/a', 'file:///srv/a'],
    ['ext::sh -c x', undefined],
    ['codecommit::eu-west-1://profile@repo', undefined],
    ['s3://key:secret@bucket', undefined],
    ['u:p@example.org:a', 'example.org:a'],
    ['https://[', undefined],
    ['', undefined],
  ])('cleans the address when it is %s', (address, clean) => {
    expect(withoutCredentials(address)).toBe(clean);
  });

  it('never shows user or password when an address has them', () => {
    const secret = fc.stringMatching(/^[a-z0-9]{6,20}$/).map((text) => `S${text}S`);
    fc.assert(
      fc.property(
        secret,
        secret,
        fc.constantFrom('https', 'http', 'ssh', 'git', 'ftp', 'x'),
        (user, password, scheme) => {
          for (const address of [
            `${scheme}://${user}:${password}@example.org/a`,
            `${scheme}://${user}@example.org/a?k=${password}`,
            `${user}:${password}@example.org:a`,
            `${user}@example.org:a?${password}`,
          ]) {
            const clean = withoutCredentials(address) ?? '';
            expect(clean).not.toContain(user);
            expect(clean).not.toContain(password);
          }
        },
      ),
    );
  });
});
