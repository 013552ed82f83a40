import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import * as z from 'zod/mini';
import { workflow } from '../../src/cli/workflow.ts';
import { type GitHubServer, startGitHub } from '../support/github-server.ts';
import { deploymentWorld } from '../support/world.ts';
import { doorlog } from './cli-process.ts';
import { commandIo } from './command-io.ts';

const Explained = z.array(
  z.looseObject({
    file: z.string(),
    job: z.string(),
    permissions: z.nullable(z.record(z.string(), z.enum(['read', 'write']))),
    environment: z.nullable(z.string()),
    secrets: z.array(z.string()),
    triggers: z.array(z.string()),
    approvers: z.optional(z.unknown()),
  }),
);

const DEPLOY = `on: [push, pull_request_target]
jobs:
  deploy:
    environment: production
    permissions:
      contents: read
    steps:
      - uses: actions/checkout@v4
      - uses: actions/cache@0123456789abcdef0123456789abcdef01234567
      - run: \${{ secrets.DEPLOY_KEY }}
`;
const BROKEN = 'on: push\njobs:\n  a: [\n';
const CALLER =
  'on: push\njobs:\n  call:\n    permissions: { contents: read }\n    uses: ./.github/workflows/called.yml\n';
const CALLED = 'on: workflow_call\njobs:\n  inner:\n    runs-on: x\n';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'doorlog-explain-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

async function explain(args: string[], env: Readonly<Record<string, string>> = {}) {
  const io = commandIo({ cwd: folder, env });
  const code = await workflow(['explain', ...args], io);
  return { code, out: io.out.join(''), err: io.err.join('') };
}

async function explainAsJson(args: string[], env?: Readonly<Record<string, string>>) {
  const { code, out, err } = await explain([...args, '--json'], env);
  return { code, err, jobs: Explained.parse(JSON.parse(out)) };
}

describe('doorlog workflow explain', () => {
  it('prints an array of jobs when it is asked for JSON', async () => {
    await put({ '.github/workflows/deploy.yml': DEPLOY });
    const { code, err, jobs } = await explainAsJson(['.github/workflows/deploy.yml']);
    expect([code, err]).toEqual([0, '']);
    expect(jobs).toEqual([
      expect.objectContaining({
        file: '.github/workflows/deploy.yml',
        job: 'deploy',
        permissions: { contents: 'read' },
        environment: 'production',
        secrets: ['DEPLOY_KEY'],
        triggers: ['push', 'pull_request_target'],
      }),
    ]);
  });

  it('prints a table that stays within 100 columns when people ask, and says once what it can’t see', async () => {
    await put({ '.github/workflows/deploy.yml': DEPLOY, '.github/workflows/more.yml': DEPLOY });
    const { code, out, err } = await explain(['.']);
    expect(code).toBe(0);
    expect(out).toContain(`.github/workflows/deploy.yml
  starts on      push, pull_request_target
  outsiders      pull_request_target by a pull request from a fork (WITH SECRETS and the token as
                 declared)

  deploy (line 3)
    token        contents: read (line 6)
    environment  production (line 4)
    secrets      DEPLOY_KEY (line 10)
    actions      actions/checkout@v4 (line 8, NOT PINNED), actions/cache@0123456789ab… (line 9)
`);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(err).toBe(
      'Who may approve an environment is not in the files; give --repo OWNER/NAME and a token in GITHUB_TOKEN to ask GitHub.\n',
    );
  });

  it('explains the others and says what is wrong in one sentence when a file can’t be read', async () => {
    await put({ 'a.yml': BROKEN, 'b.yml': DEPLOY });
    const { code, err, jobs } = await explainAsJson(['gone.yml', 'a.yml', 'b.yml']);
    expect(code).toBe(2);
    expect(jobs.map(({ file }) => file)).toEqual(['b.yml']);
    expect(err).toMatch(/^gone\.yml can't be read.*\na\.yml .*line \d+, column \d+\.\n$/);
  });

  it.each([
    ['an expression', `on: push\npermissions: \${{ x }}\njobs: { a: {} }\n`, /an expression.*line 2, column/],
    ['a merge key', 'x: &x { a: b }\non: push\njobs:\n  a:\n    <<: *x\n', /merge key.*line 5, column/],
  ])('refuses the file when it holds %s where GitHub allows none', async (_what, text, sentence) => {
    await put({ 'a.yml': text });
    const { code, err, jobs } = await explainAsJson(['a.yml']);
    expect([code, jobs]).toEqual([2, []]);
    expect(err).toMatch(sentence);
  });

  it('finds the workflows of every repository below when the path is a folder', async () => {
    await put({
      'one/.github/workflows/b.yaml': DEPLOY,
      'one/.github/workflows/a.yml': DEPLOY,
      'one/.github/workflows/readme.md': 'x',
      'one/.github/dependabot.yml': 'version: 2',
      'one/compose.yml': 'x: 1',
      'two/.github/workflows/c.yml': DEPLOY,
      'two/node_modules/x/.github/workflows/d.yml': DEPLOY,
    });
    const { jobs } = await explainAsJson(['.', 'one/.github/workflows/a.yml']);
    expect(jobs.map(({ file }) => file)).toEqual([
      'one/.github/workflows/a.yml',
      'one/.github/workflows/b.yaml',
      'two/.github/workflows/c.yml',
    ]);
    expect((await explainAsJson(['one/.github/workflows'])).jobs).toHaveLength(2);
  });

  it('takes the YAML files right in a folder when it holds no .github/workflows', async () => {
    await put({ 'x/a.yml': DEPLOY, 'x/b.yaml': DEPLOY, 'x/y/c.yml': DEPLOY, 'empty/readme.md': 'x' });
    expect((await explainAsJson(['x'])).jobs.map(({ file }) => file)).toEqual(['x/a.yml', 'x/b.yaml']);
    const { code, err } = await explain(['empty']);
    expect([code, err]).toEqual([2, expect.stringMatching(/^empty holds no workflow files/)]);
  });

  it('lists the jobs of a called workflow under its caller, and by themselves, when both are explained', async () => {
    await put({ '.github/workflows/a.yml': CALLER, '.github/workflows/called.yml': CALLED });
    const { code, jobs } = await explainAsJson(['.github/workflows']);
    expect(code).toBe(0);
    expect(
      jobs.map(({ file, job, permissions, calledBy }) => [file.split('/').at(-1), job, permissions, calledBy]),
    ).toEqual([
      ['a.yml', 'call', { contents: 'read' }, undefined],
      ['called.yml', 'inner', { contents: 'read' }, { file: '.github/workflows/a.yml', job: 'call', line: 3 }],
      ['called.yml', 'inner', null, undefined],
    ]);
    const { out } = await explain(['.github/workflows/a.yml']);
    expect(out).toMatch(
      /call > inner \(\.github\/workflows\/called\.yml, line 3\)\n +token +contents: read \(\.github/,
    );
  });

  it('ends with 2 and a sentence when a called workflow asks for more than its caller has', async () => {
    const greedy = CALLED.replace('    runs-on: x\n', '    permissions: write-all\n');
    await put({ '.github/workflows/a.yml': CALLER, '.github/workflows/called.yml': greedy });
    const { code, err, jobs } = await explainAsJson([join(folder, '.github/workflows/a.yml')]);
    expect(code).toBe(2);
    expect(jobs.map(({ job }) => job)).toEqual(['call']);
    expect(err).toMatch(/called\.yml, line 4: .*contents: write.*\n$/);
  });

  it('follows no call when the file stands in no .github/workflows or a link leads elsewhere', async () => {
    await put({ 'loose.yml': CALLER, '.github/workflows/a.yml': CALLER, 'secret.yml': CALLED });
    await symlink(join(folder, 'secret.yml'), join(folder, '.github/workflows/called.yml'));
    const { code, jobs } = await explainAsJson(['loose.yml', '.github/workflows/a.yml']);
    expect(code).toBe(0);
    expect(jobs.map(({ job, calls }) => [job, calls])).toEqual([
      ['call', expect.objectContaining({ followed: false })],
      ['call', expect.objectContaining({ followed: false })],
    ]);
  });

  it('keeps the terminal safe when names in a file would steer it', async () => {
    await put({ 'a.yml': 'on: push\njobs:\n  "a\\e[31m": { environment: "x\\u202Ey" }\n' });
    const { out } = await explain(['a.yml']);
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('says how to be used when it is used wrongly', async () => {
    for (const [args, sentence] of [
      [[], /Name a workflow file or a folder/],
      [['a.yml', '--jsn'], /did you mean --json/],
      [['.', '--repo', 'x'], /OWNER\/NAME/],
      [['.', '--repo', 'o/r'], /GITHUB_TOKEN/],
    ] as const) {
      await put({ '.github/workflows/deploy.yml': DEPLOY });
      const { code, err } = await explain([...args]);
      expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
    }
  });
});

describe('doorlog workflow', () => {
  it.each([[[]], [['--help']]])('helps when its arguments are %j', async (args) => {
    const io = commandIo();
    expect(await workflow(args, io)).toBe(0);
    expect(io.out.join('')).toMatch(/^Usage: doorlog workflow explain PATH/);
  });

  it('guesses when the word is nearly a subcommand', async () => {
    const io = commandIo();
    expect(await workflow(['explian'], io)).toBe(2);
    expect(io.err.join('')).toMatch(/Did you mean “explain”\?/);
  });

  it('runs when it is called as a program', async () => {
    await put({ 'a.yml': DEPLOY });
    const { code, out } = await doorlog(['workflow', 'explain', 'a.yml', '--json'], { cwd: folder, env: process.env });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveLength(1);
  });
});

describe('who may approve', () => {
  let github: GitHubServer;

  beforeEach(async () => {
    github = await startGitHub(deploymentWorld());
    await put({ 'a.yml': DEPLOY });
  });

  afterEach(() => github.close());

  const ask = (token: string) => {
    const { owner, name } = github.world.repository;
    return explainAsJson(['a.yml', '--repo', `${owner}/${name}`], { GH_TOKEN: token, GITHUB_API_URL: github.url });
  };

  it('is asked of GitHub and shown when a repository and a token are given', async () => {
    const { code, jobs } = await ask(github.world.token);
    expect(code).toBe(0);
    expect(jobs[0]?.approvers).toEqual({
      required: true,
      people: ['carol'],
      teams: ['release-managers'],
      preventSelfReview: true,
      adminsCanBypass: false,
    });
  });

  it('is unknown, with what it would take, when GitHub does not tell', async () => {
    const { code, jobs } = await ask('another');
    expect(code).toBe(3);
    expect(jobs[0]?.approvers).toMatchObject({ unknown: 'not-permitted', needed: expect.stringContaining('actions') });
  });
});
