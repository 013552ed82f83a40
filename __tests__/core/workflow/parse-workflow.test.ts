import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import * as yaml from 'yaml';
import { parseWorkflow } from '../../../src/core/workflow/parse-workflow.ts';
import { DoorlogError } from '../../../src/errors.ts';

function failureOf(text: string): DoorlogError {
  try {
    parseWorkflow(text, yaml, 'ci.yml');
  } catch (error) {
    if (error instanceof DoorlogError) {
      return error;
    }
    throw error;
  }
  throw new Error('it was accepted');
}

const DEPLOY = `name: Deploy
on:
  push:
  workflow_dispatch: {}
permissions: read-all
jobs:
  build:
    name: Build it
    runs-on: ubuntu-latest
    steps:
      - &checkout
        uses: actions/checkout@v4
        with: { ref: main, token: x }
      - run: make
        id: make
        if: always()
        continue-on-error: \${{ matrix.soft }}
  deploy:
    needs: [build]
    environment:
      name: production
      url: https://example.org
      deployment: false
    permissions:
      id-token: "write"
      contents: none
    continue-on-error: true
    steps:
      - *checkout
  called:
    needs: build
    uses: ./.github/workflows/other.yml
`;

describe('parseWorkflow', () => {
  it('gives jobs, steps and their lines when the file is an ordinary one', () => {
    const workflow = parseWorkflow(DEPLOY, yaml);
    expect(workflow.name).toBe('Deploy');
    expect(workflow.triggers).toEqual(['push', 'workflow_dispatch']);
    expect(workflow.permissions).toEqual({ line: 5, shorthand: 'read-all', scopes: {} });
    expect(workflow.jobs.get('build')).toEqual({
      key: 'build',
      line: 7,
      name: 'Build it',
      needs: [],
      continueOnError: false,
      steps: [
        { index: 0, line: 12, uses: 'actions/checkout@v4', continueOnError: false, with: ['ref', 'token'] },
        {
          index: 1,
          line: 14,
          id: 'make',
          run: true,
          if: 'always()',
          ifLine: 16,
          continueOnError: 'expression',
          continueOnErrorLine: 17,
          with: [],
        },
      ],
    });
    expect(workflow.jobs.get('deploy')).toEqual({
      key: 'deploy',
      line: 18,
      needs: ['build'],
      environment: { name: 'production', line: 20, deployment: false },
      permissions: { line: 24, scopes: { 'id-token': 'write', contents: 'none' } },
      continueOnError: true,
      continueOnErrorLine: 27,
      steps: [{ index: 0, line: 29, uses: 'actions/checkout@v4', continueOnError: false, with: ['ref', 'token'] }],
    });
    expect(workflow.jobs.get('called')).toMatchObject({ uses: './.github/workflows/other.yml', needs: ['build'] });
  });

  it.each(['', '# nothing\n', 'null\n', '---\n~\n'])(
    'gives an empty workflow when the document is null: %j',
    (text) => {
      expect(parseWorkflow(text, yaml)).toEqual({ triggers: [], jobs: new Map() });
    },
  );

  it.each([
    ['on: push\n', ['push']],
    ['on: [push, pull_request]\n', ['push', 'pull_request']],
    ['"on":\n  push:\n', ['push']],
    ['%YAML 1.1\n---\non: push\n', ['push']],
    ['name: x\n', []],
  ])('reads the triggers when `on` is written as in %j', (text, triggers) => {
    expect(parseWorkflow(text, yaml).triggers).toEqual(triggers);
  });

  it('keeps keys as they are written when YAML 1.1 or JavaScript would change them', () => {
    const jobs = parseWorkflow('jobs:\n  yes: {}\n  1.10: {}\n  __proto__: {}\n  constructor: {}\n', yaml).jobs;
    expect([...jobs.keys()]).toEqual(['yes', '1.10', '__proto__', 'constructor']);
  });

  it.each([
    ['production', 'production'],
    [`\${{ inputs.where }}`, null],
    [`{ name: "\${{ inputs.where }}" }`, null],
  ])('gives the environment when it is written as %s', (written, name) => {
    const job = parseWorkflow(`jobs:\n  a:\n    environment: ${written}\n`, yaml).jobs.get('a');
    expect(job?.environment).toEqual({ name, line: 3 });
  });

  it.each([
    ['broken YAML', 'jobs: [\n', /is not YAML that GitHub reads/],
    ['two documents', 'a: 1\n---\nb: 1\n', /is not YAML that GitHub reads/],
    ['a duplicate key', 'on: push\njobs:\n  a: {}\n  a: {}\n', /`a` twice.* line 4, column 3\./],
    [
      'a duplicate scope',
      'permissions:\n  contents: read\n  contents: write\n',
      /`contents` twice.* line 3, column 3\./,
    ],
    ['a merge key', 'x: &x {}\njobs:\n  a:\n    <<: *x\n', /merge key.* line 4, column 5\./],
    ['an unknown alias', 'jobs: *gone\n', /`gone` without an anchor before it at line 1, column 7\./],
    ['an alias inside its own anchor', 'jobs: &a [*a]\n', /inside its own anchor/],
    ['a key that is a list', '? [a]\n: b\n', /not a plain word at line 1, column 3/],
    ['a list at the top', '- a\n', /is not a map of keys at line 1, column 1/],
    ['jobs that are a list', 'jobs: [a]\n', /`jobs` that are not a map/],
    ['a job without a body', 'jobs:\n  a:\n', /a job that is not a map at line 2/],
    ['steps that are a map', 'jobs:\n  a:\n    steps: {}\n', /`steps` that are not a list at line 3, column 12/],
    ['a step that is a word', 'jobs:\n  a:\n    steps:\n      - run\n', /a step that is not a map at line 4/],
    ['a condition that is a list', 'jobs:\n  a:\n    steps:\n      - if: [x]\n', /`if` as a list or map/],
    ['an environment without a name', 'jobs:\n  a:\n    environment: {url: x}\n', /without a name/],
    ['a trigger that is a list', 'on: [[push]]\n', /something else than names in `on`/],
    ['permissions that are empty', 'permissions:\n', /permissions that are neither/],
    ['permissions that are an expression', `permissions: \${{ x }}\n`, /has an expression as permissions/],
    ['a level that is an expression', `permissions: {contents: "\${{ x }}"}\n`, /an expression.*`contents` at line 1/],
    ['a level that nobody knows', 'permissions: {contents: admin}\n', /other than read, write or none/],
    ['a scope that is no name', 'permissions: {"a b": read}\n', /no name of a scope/],
    ['a shorthand that nobody knows', 'permissions: all\n', /`all` as permissions/],
  ])('refuses the file in one sentence when it has %s', (_what, text, sentence) => {
    const error = failureOf(text);
    expect(error.code).toBe('workflow-invalid');
    expect(error.message).toMatch(sentence);
    expect(error.message).toMatch(/^ci\.yml .*line \d+, column \d+\.$/);
  });

  it('refuses the file when its aliases blow it up', () => {
    const letters = 'abcdefgh'.split('');
    const bomb = letters
      .map((name, index) => `${name}: &${name} [${`${index === 0 ? 'x' : `*${letters[index - 1]}`},`.repeat(9)}]`)
      .join('\n');
    expect(failureOf(bomb).message).toMatch(/by its aliases at line 6/);
  });

  it('refuses the file when it is over 1 MiB, counted in bytes', () => {
    expect(failureOf(`# ${'x'.repeat(1024 * 1024)}`).message).toMatch(/larger than 1 MiB/);
    expect(failureOf(`# ${'é'.repeat(600 * 1024)}`).message).toMatch(/larger than 1 MiB/);
  });

  it('refuses the file when it is nested very deep', () => {
    expect(failureOf('['.repeat(20_000)).code).toBe('workflow-invalid');
    expect(failureOf(`${'['.repeat(200)}${']'.repeat(200)}`).message).toMatch(/more than 100 levels deep/);
  });

  it('answers or raises workflow-invalid when the text is anything like YAML', () => {
    const words = fc.constantFrom(
      'jobs:',
      'on:',
      'permissions:',
      'steps:',
      '- ',
      'uses: a/b@c',
      'if: x',
      '&a ',
      '*a',
      '<<: ',
      '{',
      '}',
      '[',
      ']',
      '\n',
      '\n  ',
      '\n    ',
      '"',
      "'",
      '|',
      '>',
      '%',
      '!!str ',
      ': ',
      'a',
      'read',
      '---\n',
      '\t',
      '#',
      '? ',
      ', ',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(words, { maxLength: 60 }).map((all) => all.join('')),
          fc.string(),
        ),
        (text) => {
          try {
            parseWorkflow(text, yaml);
          } catch (error) {
            expect(error).toBeInstanceOf(DoorlogError);
            expect(error).toMatchObject({ code: 'workflow-invalid' });
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
