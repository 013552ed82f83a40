import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { keyFolder } from '../../src/cli/key-folder.ts';
import { verify } from '../../src/cli/verify.ts';
import { commitmentHolds } from '../../src/core/commitment.ts';
import { AccessRecord } from '../../src/model/access-record.ts';
import { doorlog } from './cli-process.ts';
import { commandIo } from './command-io.ts';

const POSIX = process.platform !== 'win32';

describe('doorlog run', () => {
  let base = '';
  let root = '';
  let env: Record<string, string | undefined> = {};

  function git(...args: string[]): string {
    return execFileSync('git', args, { cwd: root, env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  }

  beforeEach(async () => {
    base = await realpath(await mkdtemp(join(tmpdir(), 'doorlog-run-')));
    root = join(base, 'my app');
    await mkdir(root);
    env = {
      PATH: process.env.PATH,
      SystemRoot: process.env.SystemRoot,
      HOME: base,
      DOORLOG_HOME: join(base, 'home'),
      GIT_CONFIG_GLOBAL: join(base, 'gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CEILING_DIRECTORIES: tmpdir(),
    };
    await writeFile(
      join(base, 'gitconfig'),
      '[init]\n\tdefaultBranch = main\n[user]\n\tname = Ada\n\temail = ada@example.org\n[commit]\n\tgpgSign = false\n',
    );
    git('init', '-q');
    await writeFile(join(root, 'kept.txt'), 'one\n');
    git('add', '.');
    git('commit', '-q', '-m', 'First');
  });

  afterEach(() => rm(base, { recursive: true, force: true }));

  /** A command that runs JavaScript, wherever the tests run. */
  function script(source: string, ...args: string[]): string[] {
    return ['--', process.execPath, '-e', source, ...args];
  }

  function run(...args: string[]) {
    return doorlog(['run', ...args], { cwd: root, env });
  }

  async function logged(path = join(root, '.doorlog', 'log.jsonl')): Promise<AccessRecord[]> {
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => AccessRecord.parse(JSON.parse(line).record));
  }

  async function report() {
    return JSON.parse(await readFile(join(base, 'report.json'), 'utf8'));
  }

  const jsonFile = () => ['--json-file', join(base, 'report.json')];

  it('records the command at its start and its end when it goes well', async () => {
    const { code, out } = await run(...jsonFile(), ...script("console.log('hello')", 'x y'));
    expect([code, out]).toEqual([0, 'hello\n']);
    const [start, end] = await logged();
    expect([start?.phase, end?.phase]).toEqual(['start', 'end']);
    expect(end).toMatchObject({
      recorder: { kind: 'local' },
      pipeline: { provider: 'local', ref: 'refs/heads/main', sha: git('rev-parse', 'HEAD'), directory: root },
      people: { author: { name: 'Ada', email: 'ada@example.org' } },
      source: { commit: git('rev-parse', 'HEAD'), tree: git('rev-parse', 'HEAD^{tree}'), modified: false },
      outcome: { status: 'success', exitCode: 0 },
      drift: [],
    });
    expect(end?.pipeline.command).toEqual([process.execPath, '-e', "console.log('hello')", 'x y']);
    const { paths, recordId, verdict } = await report();
    expect([recordId, verdict]).toEqual([end?.recordId, null]);
    const attested = AccessRecord.parse(JSON.parse(await readFile(paths.record, 'utf8')));
    expect(end !== undefined && commitmentHolds(attested, end)).toBe(true);
    expect(JSON.stringify(attested)).not.toContain('ada@example.org');
  });

  it('prints a command that accepts the proof when it has signed', async () => {
    const { err } = await run(...script(''));
    const words = /^ {2}doorlog verify (.*)$/m.exec(err)?.[1]?.split(' ') ?? [];
    const io = commandIo({ cwd: root });
    expect(await verify(words, io)).toBe(0);
    expect(io.out.join('')).toMatch(/\nverified\n$/);
  });

  it('makes a proof that is refused when the record is altered', async () => {
    await run(...jsonFile(), ...script(''));
    const { paths } = await report();
    const text = await readFile(paths.record, 'utf8');
    await writeFile(paths.record, text.replace('"success"', '"failure"'));
    const io = commandIo({ cwd: root });
    expect(await verify([paths.record, '--bundle', paths.bundle, '--key', paths.publicKey], io)).toBe(1);
  });

  it('signs with one key, readable by its owner only, when it runs twice', async () => {
    await run(...jsonFile(), ...script(''));
    const first = await report();
    await run(...jsonFile(), ...script(''));
    const second = await report();
    expect(second.paths.publicKey).toBe(first.paths.publicKey);
    expect(second.recordId).not.toBe(first.recordId);
    expect(await logged()).toHaveLength(4);
    const io = commandIo({ cwd: root });
    const { record, bundle } = second.paths;
    expect(await verify([record, '--bundle', bundle, '--key', first.paths.publicKey], io)).toBe(0);
    if (POSIX) expect((await stat(join(base, 'home', 'key.pem'))).mode & 0o777).toBe(0o600);
  });

  it('hides its own files from git when it makes the folder', async () => {
    await run(...script(''));
    await run(...script(''));
    expect(git('status', '--porcelain', '--untracked-files=all')).toBe('');
    expect((await logged()).map(({ source }) => source.modified)).toEqual([false, false, false, false]);
  });

  it('does not count its own files as a change when they are in a folder of the user’s', async () => {
    await mkdir(join(root, 'audit'));
    await run('--log', 'audit/log.jsonl', ...script(''));
    await run('--log', 'audit/log.jsonl', ...script(''));
    expect(await readdir(join(root, 'audit'))).not.toContain('.gitignore');
    const records = await logged(join(root, 'audit', 'log.jsonl'));
    expect(records.map(({ drift }) => drift)).toEqual([[], [], [], []]);
    expect(records[0]?.source.modified).toBe(false);
  });

  it('tells what changed when the command changes files and commits', async () => {
    const source = `
      const { execFileSync } = require('node:child_process');
      require('node:fs').writeFileSync('kept.txt', 'two');
      execFileSync('git', ['commit', '-qam', 'Second']);
      require('node:fs').writeFileSync('new.txt', '');`;
    const before = git('rev-parse', 'HEAD');
    const { err } = await run(...script(source));
    const [, end] = await logged();
    const drift = Object.fromEntries(end?.drift.map(({ pointer, before, after }) => [pointer, [before, after]]) ?? []);
    expect(drift['/source/commit']).toEqual([before, git('rev-parse', 'HEAD')]);
    expect(drift['/source/tree']?.[1]).toBe(git('rev-parse', 'HEAD^{tree}'));
    expect(drift['/source/modified']).toEqual([false, true]);
    expect(err).toMatch(/changed while the command ran: .*commit.*files/);
  });

  it.each([
    ['fails', () => script('process.exitCode = 7'), 7, { status: 'failure', exitCode: 7 }],
    ['is not there', () => ['--', 'doorlog-test-no-such-program'], 127, { status: 'failure', exitCode: 127 }],
  ])('ends with the command’s own exit code when that %s', async (_, command, exitCode, outcome) => {
    const { code } = await run(...command());
    expect(code).toBe(exitCode);
    expect((await logged())[1]?.outcome).toEqual(outcome);
  });

  it('records what a machine can tell when the folder is in no repository', async () => {
    await rm(join(root, '.git'), { recursive: true });
    expect((await run(...script(''))).code).toBe(0);
    const [, end] = await logged();
    expect(end?.source).toEqual({});
    expect(end?.gaps).toContainEqual(
      expect.objectContaining({ pointer: '/source/commit', detail: 'The folder is in no git repository.' }),
    );
  });

  it('makes neither key nor signature when it is not to sign', async () => {
    const { code, err } = await run('--no-sign', ...jsonFile(), ...script(''));
    expect(code).toBe(0);
    expect(err).toContain('unsigned');
    expect((await report()).paths.bundle).toBeUndefined();
    await expect(stat(join(base, 'home'))).rejects.toMatchObject({ code: 'ENOENT' });
    expect((await logged())[1]?.gaps).toContainEqual(expect.objectContaining({ pointer: '/signing' }));
  });

  it('prints the report after the command’s own output when JSON is asked for', async () => {
    const { out } = await run('--json', ...script("console.log('hello')"));
    expect(out.startsWith('hello\n{')).toBe(true);
    expect(JSON.parse(out.slice('hello\n'.length))).toMatchObject({ outcome: { status: 'success' }, problems: [] });
  });

  const UNSIGNED = 'version: 1\nrules:\n  - id: commit-is-verified\n';

  it.each([
    ['says no', UNSIGNED, '', 1, 'fail'],
    ['says no and the command fails', UNSIGNED, 'process.exitCode = 7', 7, 'fail'],
    ['only warns', `${UNSIGNED}on-violation: warn\n`, '', 0, 'fail'],
    ['does not know', 'version: 1\nrules:\n  - id: roles-did-not-change\n', '', 0, 'unknown'],
    ['has nothing to say', 'version: 1\nrules: []\n', '', 0, 'pass'],
  ])('judges after the command has run when the policy %s', async (_, policy, source, exitCode, verdict) => {
    await writeFile(join(base, 'policy.yml'), policy);
    const { code } = await run('--policy', join(base, 'policy.yml'), ...jsonFile(), ...script(source));
    expect(code).toBe(exitCode);
    expect((await report()).verdict).toBe(verdict);
    expect((await logged())[1]?.policy).toMatchObject({ verdict, policy: { origin: 'file', path: 'policy.yml' } });
  });

  it.each([
    ['no command', [], 'Write the command after `--`, as in doorlog run -- make deploy.'],
    ['no `--`', ['make'], 'Write the command after `--`, as in doorlog run -- make deploy.'],
    ['nothing after `--`', ['--'], 'Write the command after `--`, as in doorlog run -- make deploy.'],
    ['an unknown option', ['--polcy', 'x', '--', 'x'], /^Unknown option '--polcy'.*; see doorlog run --help\.$/],
    ['an empty file name', ['--log', '', '--', 'x'], 'Option --log names no file; see doorlog run --help.'],
    ['no such policy', ['--policy', 'none.yml', '--', 'x'], /none\.yml could not be read \(ENOENT\)/],
  ])('runs and writes nothing when there is %s', async (_, args, sentence) => {
    const { code, out, err } = await run(...args);
    expect([code, out]).toEqual([2, '']);
    expect(err.trimEnd()).toEqual(typeof sentence === 'string' ? sentence : expect.stringMatching(sentence));
    expect(await readdir(root)).not.toContain('.doorlog');
  });

  it('tells what was found and what could not be seen, and nothing that does not concern it, when a template judges', async () => {
    const { code, err } = await run('--policy', 'production', ...script(''));
    expect(code).toBe(0);
    expect(err).toContain('doorlog: unknown roles-did-not-change: ');
    expect(err).not.toContain('not-applicable deployment-is-approved');
    expect(err).not.toContain('elevation-is-settled');
  });

  it('runs nothing when policy, key or log can’t be used', async () => {
    const touch = script("require('node:fs').writeFileSync('ran', '')");
    await writeFile(join(root, 'policy.yml'), 'version: 1\nrules: [{ id: commit-is-verfied }]\n');
    const wrong = await run('--policy', 'policy.yml', ...touch);
    expect(wrong.err).toContain('policy.yml, line 2');
    expect(wrong.err).toContain('Did you mean “commit-is-verified”?');
    const noFolder = await run('--log', 'kept.txt/log.jsonl', ...touch);
    expect(noFolder.err).toContain('name another file by --log');
    const noFile = await run('--log', '.git', ...touch);
    expect(noFile.err).toContain('so nothing was run');
    await writeFile(join(base, 'home', 'key.pem'), 'no key');
    await chmod(join(base, 'home', 'key.pem'), 0o600);
    const noKey = await run(...touch);
    expect(noKey.err).toContain('holds no P-256 private key');
    expect([wrong, noFolder, noFile, noKey].map(({ code }) => code)).toEqual([2, 2, 4, 2]);
    expect(await readdir(root)).not.toContain('ran');
  });

  it('shows no secret when variables, arguments and remote hold some, and still names the branch', async () => {
    env = {
      ...env,
      DEPLOY_TOKEN: 'tok-5ecret-value',
      AUTH_BRANCH: 'branch-7',
      HTTPS_PROXY: 'http://u:pr0xy-pass@127.0.0.1:9',
    };
    git('remote', 'add', 'origin', 'https://me:rem0te-pass@example.org/r.git');
    git('checkout', '-q', '-b', 'x-branch-7');
    const command = script('', 'tok-5ecret-value', '--password', 'arg-5ecret', 'KEY_SECRET=assigned-5ecret');
    const { code, out, err } = await run('--json', ...command);
    expect(code).toBe(0);
    const { paths } = JSON.parse(out);
    const files = await Promise.all([paths.log, paths.record, paths.bundle].map((path) => readFile(path, 'utf8')));
    const payload = JSON.parse(files[2] ?? '').dsseEnvelope.payload;
    const all = [...files, Buffer.from(payload, 'base64').toString('utf8'), out, err].join('\n');
    expect(all).not.toMatch(/tok-5ecret|arg-5ecret|assigned-5ecret|pr0xy-pass|rem0te-pass/);
    expect((await logged())[1]).toMatchObject({ drift: [], pipeline: { ref: 'refs/heads/x-branch-7' } });
  });

  const WAITING = "console.log('ready'); setInterval(() => {}, 1000);";

  it.each([
    ['dies of it', WAITING, 130, { status: 'cancelled', exitCode: 130 }],
    ['catches it', `process.on('SIGINT', () => process.exit(9)); ${WAITING}`, 9, { status: 'failure', exitCode: 9 }],
  ])('still records when it is interrupted and the command %s', async (_, source, exitCode, outcome) => {
    // Windows knows no interrupt that one process could send to another.
    if (!POSIX) return;
    const { code } = await doorlog(['run', ...script(source)], {
      cwd: root,
      env,
      onOutput: (text, child) => text.includes('ready') && child.kill('SIGINT'),
    });
    expect(code).toBe(exitCode);
    expect((await logged())[1]?.outcome).toEqual(outcome);
  });
});

describe('keyFolder', () => {
  it.each([
    [{ DOORLOG_HOME: 'keys', HOME: '/h' }, 'linux', join(process.cwd(), 'keys')],
    [{ HOME: '/h' }, 'linux', join('/h', '.config', 'doorlog')],
    [{ HOME: '/h', XDG_CONFIG_HOME: '/x' }, 'darwin', join('/x', 'doorlog')],
    [{ HOME: '/h', APPDATA: '/a' }, 'win32', join('/a', 'doorlog')],
    [{ HOME: '/h', APPDATA: '/a' }, 'linux', join('/h', '.config', 'doorlog')],
  ])('is the user’s own when the environment is %j on %s', (env, platform, folder) => {
    expect(keyFolder({ env, cwd: process.cwd() }, platform)).toBe(folder);
  });
});
