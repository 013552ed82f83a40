import { describe, expect, it } from '@jest/globals';
import { explainWorkflow } from '../../../src/core/workflow/explain.ts';
import type { ExplainedJob } from '../../../src/core/workflow/explanation.ts';
import { readWorkflowFile } from '../../../src/core/workflow/workflow-file.ts';

const FOLDER = '.github/workflows/';

/** Explains `a.yml`, or the file of that name, among files that may call one another. */
async function explain(files: Readonly<Record<string, string>>, top = 'a.yml') {
  const read = (name: string) => readWorkflowFile(files[name] ?? '', FOLDER + name);
  const { jobs, errors } = await explainWorkflow(await read(top), async (name) =>
    Object.hasOwn(files, name) ? read(name) : { why: 'it is not there' },
  );
  return { jobs, sentences: errors.map(({ message }) => message) };
}

async function onlyJob(text: string): Promise<ExplainedJob | undefined> {
  const { jobs, sentences } = await explain({ 'a.yml': text });
  expect(sentences).toEqual([]);
  return jobs[0];
}

const CALL = 'on: push\njobs:\n  call:\n    permissions:\n      contents: read\n    uses: ./.github/workflows/b.yml\n';

describe('an explained workflow', () => {
  it('tells everything of a job with its lines when the file is an ordinary one', async () => {
    const text = `name: Deploy
on: [push, pull_request_target]
permissions: read-all
env:
  TOKEN: \${{ secrets.SHARED }}
jobs:
  deploy:
    name: To production
    environment: { name: production, url: "https://x" }
    permissions:
      id-token: "write" # for the cloud
      contents: read
      issues: none
    steps:
      - uses: actions/create-github-app-token@v2
        with: { private-key: "\${{ secrets.APP_KEY }}" }
`;
    expect(await onlyJob(text)).toEqual({
      file: '.github/workflows/a.yml',
      job: 'deploy',
      line: 7,
      name: 'To production',
      permissions: { contents: 'read', 'id-token': 'write' },
      declaredIn: { level: 'job', file: '.github/workflows/a.yml', line: 10 },
      unknownScopes: [],
      environment: 'production',
      secrets: ['APP_KEY', 'SHARED'],
      actions: [
        {
          uses: 'actions/create-github-app-token@v2',
          kind: 'repository',
          repository: 'actions/create-github-app-token',
          ref: 'v2',
          pinned: false,
          line: 15,
        },
      ],
      authority: [{ uses: 'actions/create-github-app-token@v2', line: 15, kind: 'github-app' }],
      triggers: ['push', 'pull_request_target'],
      outsiders: [
        { trigger: 'pull_request_target', secrets: true, token: 'as-declared', how: 'a pull request from a fork' },
      ],
      lines: {
        permissions: { contents: 12, 'id-token': 11 },
        environment: 9,
        secrets: { APP_KEY: [16], SHARED: [5] },
      },
    });
  });

  it.each([
    ['the workflow declares', 'on: push\npermissions: { contents: read }\njobs: { a: {} }\n', 'workflow', 2],
    ['nobody declares', 'on: push\njobs: { a: {} }\n', 'default', undefined],
    ['nobody declares in a file that can only be called', 'on: workflow_call\njobs: { a: {} }\n', 'caller', undefined],
  ])('says where permissions come from when %s', async (_when, text, level, line) => {
    const job = await onlyJob(text);
    expect(job?.declaredIn).toEqual(line === undefined ? { level } : { level, line, file: '.github/workflows/a.yml' });
    expect(job?.permissions).toEqual(line === undefined ? null : { contents: 'read' });
  });

  it('gives every scope the line of the shorthand when there is one', async () => {
    const job = await onlyJob('on: push\njobs:\n  a:\n    permissions:\n      read-all\n');
    expect(job?.declaredIn).toMatchObject({ shorthand: 'read-all' });
    expect(new Set(Object.values(job?.lines.permissions ?? {}))).toEqual(new Set([4]));
    expect(Object.keys(job?.lines.permissions ?? {})).toEqual(Object.keys(job?.permissions ?? {}));
  });

  it('gives the line of the anchored scope when the block is an alias', async () => {
    const text = 'jobs:\n  a:\n    permissions: &p\n      contents: read\n  b:\n    permissions: *p\n';
    const { jobs } = await explain({ 'a.yml': text });
    expect(jobs[1]?.lines.permissions).toEqual({ contents: 4 });
    expect(jobs[1]?.declaredIn.line).toBe(6);
  });

  it('names the expression when it gives the environment', async () => {
    const job = await onlyJob(`jobs:\n  a:\n    environment: \${{ inputs.where }}\n`);
    expect([job?.environment, job?.lines.environment]).toEqual([`\${{ inputs.where }}`, 3]);
  });

  it('names scopes that GitHub does not know when a file has them', async () => {
    const job = await onlyJob('jobs:\n  a:\n    permissions: { teleport: write, contents: read }\n');
    expect(job?.unknownScopes).toEqual(['teleport']);
    expect(job?.permissions).toEqual({ contents: 'read', teleport: 'write' });
  });

  it('is nothing when the file is empty', async () => {
    expect(await explain({ 'a.yml': '' })).toEqual({ jobs: [], sentences: [] });
  });
});

describe('a called workflow', () => {
  it('has its caller’s permissions and triggers when it declares nothing', async () => {
    const { jobs, sentences } = await explain({ 'a.yml': CALL, 'b.yml': 'on: workflow_call\njobs:\n  inner: {}\n' });
    expect(sentences).toEqual([]);
    expect(jobs.map(({ job, calls }) => [job, calls])).toEqual([
      ['call', { uses: './.github/workflows/b.yml', followed: true, file: '.github/workflows/b.yml' }],
      ['inner', undefined],
    ]);
    expect(jobs[1]).toMatchObject({
      file: '.github/workflows/b.yml',
      permissions: { contents: 'read' },
      declaredIn: { level: 'caller', file: '.github/workflows/a.yml', line: 4 },
      calledBy: { file: '.github/workflows/a.yml', job: 'call', line: 3 },
      triggers: ['push'],
      lines: { permissions: { contents: 5 } },
    });
  });

  it.each([
    ['its job', 'on: workflow_call\njobs:\n  inner:\n    permissions: { contents: write, issues: read }\n', 4],
    ['its root', 'on: workflow_call\npermissions: write-all\njobs:\n  inner: {}\n  more: {}\n', 2],
  ])('is refused once, with both places, when %s asks for more than its caller has', async (_what, text, line) => {
    const { jobs, sentences } = await explain({ 'a.yml': CALL, 'b.yml': text });
    expect(jobs.map(({ job }) => job)).toEqual(['call']);
    expect(sentences).toHaveLength(1);
    expect(sentences[0]).toMatch(new RegExp(`^\\.github/workflows/b\\.yml, line ${line}: .*contents: write`));
    expect(sentences[0]).toMatch(/a\.yml, line 3\) allows `.*contents: read.*issues: none.*GitHub refuses/);
  });

  it('says what a restricted default would refuse when its caller declares nothing', async () => {
    const { jobs } = await explain({
      'a.yml': 'on: push\njobs:\n  call:\n    uses: ./.github/workflows/b.yml\n',
      'b.yml':
        'on: workflow_call\njobs:\n  inner:\n    permissions: { contents: write, packages: read, id-token: write }\n',
    });
    expect(jobs[1]).toMatchObject({
      permissions: { contents: 'write', 'id-token': 'write', packages: 'read' },
      refusedWhereDefaultIsRestricted: ['contents: write', 'id-token: write'],
    });
  });

  it('can’t widen again what a workflow between has narrowed', async () => {
    const between = 'on: workflow_call\npermissions: {}\njobs:\n  mid:\n    uses: $/.github/workflows/c.yml\n';
    const last = 'on: workflow_call\njobs:\n  inner:\n    permissions: { contents: read }\n';
    const { sentences } = await explain({ 'a.yml': CALL, 'b.yml': between, 'c.yml': last });
    expect(sentences[0]).toMatch(/c\.yml, line 4: .*`contents: read`.*b\.yml, line 4\) allows `contents: none`/);
  });

  it.each([
    ['stands in another repository', 'o/r/.github/workflows/b.yml@v1', /another repository/],
    ['is not there', './.github/workflows/gone.yml', /not there/],
  ])('is listed as not followed, without fault, when it %s', async (_what, uses, why) => {
    const { jobs, sentences } = await explain({ 'a.yml': CALL.replace('./.github/workflows/b.yml', uses) });
    expect(sentences).toEqual([]);
    expect(jobs).toHaveLength(1);
    expect(jobs[0]?.calls).toEqual({ uses, followed: false, why: expect.stringMatching(why) });
  });

  it.each([
    [
      'calls itself',
      { 'b.yml': 'on: workflow_call\njobs:\n  x: { uses: ./.github/workflows/b.yml }\n' },
      /b\.yml, line 3.*circles/,
    ],
    ['has no trigger for it', { 'b.yml': 'on: push\njobs:\n  x: {}\n' }, /a\.yml, line 6.*no trigger workflow_call/],
    ['can’t be read', { 'b.yml': 'on: [\n' }, /^\.github\/workflows\/b\.yml .*line \d+, column \d+/],
  ])('is refused when it %s', async (_what, files, sentence) => {
    const { jobs, sentences } = await explain({ 'a.yml': CALL, ...files });
    expect(sentences).toEqual([expect.stringMatching(sentence)]);
    expect(jobs[0]).toMatchObject({ job: 'call', permissions: { contents: 'read' } });
  });

  it.each(['./../b.yml', './b.yml', './.github/workflows/x/b.yml', './.github/workflows/../../b.yml'])(
    'is refused when it stands where GitHub looks for none: %s',
    async (uses) => {
      const { sentences } = await explain({ 'a.yml': CALL.replace('./.github/workflows/b.yml', uses), 'b.yml': '' });
      expect(sentences).toEqual([expect.stringMatching(/a\.yml, line 6: .*only files of \.github\/workflows/)]);
    },
  );

  it('may stand nine levels below the first, and is refused when it stands deeper', async () => {
    const chain = (length: number) =>
      Object.fromEntries(
        Array.from({ length }, (_, index) => [
          index === 0 ? 'a.yml' : `${index}.yml`,
          `on: [push, workflow_call]\njobs:\n  j${index}:${index + 1 < length ? `\n    uses: ./.github/workflows/${index + 1}.yml` : ' {}'}\n`,
        ]),
      );
    expect((await explain(chain(10))).sentences).toEqual([]);
    expect((await explain(chain(10))).jobs).toHaveLength(10);
    expect((await explain(chain(11))).sentences).toEqual([
      expect.stringMatching(/9\.yml, line 4.*10 that GitHub allows/),
    ]);
  });
});
