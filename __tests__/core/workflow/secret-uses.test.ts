import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type SecretUse, secretNames, secretUses } from '../../../src/core/workflow/secret-uses.ts';
import { entryAt, readWorkflowFile } from '../../../src/core/workflow/workflow-file.ts';

async function usesIn(text: string): Promise<SecretUse[]> {
  const { tree } = await readWorkflowFile(text, 'ci.yml');
  const job = entryAt(tree, 'jobs', 'a')?.value;
  return job ? secretUses(job, entryAt(tree, 'env')?.value, text) : [];
}

const FILE = `on: push
env:
  EVERYWHERE: \${{ secrets.SHARED }}
jobs:
  a:
    if: secrets.IN_IF != ''
    container:
      image: x
      credentials:
        password: \${{ secrets['REGISTRY'] }}
    steps:
      - uses: a/b@v1
        with:
          token: \${{ secrets.GITHUB_TOKEN || github.token }}
      - run: |
          one

          two \${{ secrets.DEPLOY_KEY }}
          echo '\${{ format('secrets.NO {0}', Secrets.DEPLOY_KEY) }}'
      - run: >-
          folded
          \${{ secrets.FOLDED }}
  b:
    env: { X: "\${{ secrets.OTHER_JOB }}" }
`;

describe('the secrets that a job names', () => {
  it('stand with their lines when the job and the workflow’s env refer to them', async () => {
    expect(await usesIn(FILE)).toEqual([
      { name: 'SHARED', line: 3 },
      { name: 'IN_IF', line: 6 },
      { name: 'REGISTRY', line: 10 },
      { name: 'GITHUB_TOKEN', line: 14 },
      { name: 'DEPLOY_KEY', line: 18 },
      { name: 'DEPLOY_KEY', line: 19 },
      { name: 'FOLDED', line: 20 },
    ]);
  });

  it.each([
    ['secrets.A', ['A']],
    ["secrets [ 'A' ]", ['A']],
    ['SECRETS.A && secrets.B', ['A', 'B']],
    ['secrets . A', ['A']],
    ['secrets.github_token', ['GITHUB_TOKEN']],
    ['github.token', ['GITHUB_TOKEN']],
    ["github['token']", ['GITHUB_TOKEN']],
    ['toJSON(github)', ['GITHUB_TOKEN']],
    ['toJSON(secrets)', ['*']],
    ['secrets[matrix.name]', ['*']],
    ["secrets[format('{0}_KEY', matrix.os)]", ['*']],
    ['github.event.token', []],
    ['inputs.secrets.A', []],
    ['my-secrets.A', []],
    ['needs.secrets-check.outputs.x', []],
    ["'secrets.A'", []],
    ["'it''s secrets.A'", []],
    ["'}}' != secrets.A", ['A']],
    ['env.SECRETS', []],
  ])('are as follows when the expression is %s', async (expression, names) => {
    const text = `jobs:\n  a:\n    steps:\n      - run: ${JSON.stringify(`x \${{ ${expression} }} y`)}\n`;
    expect(secretNames(await usesIn(text))).toEqual(names);
  });

  it('are nothing when a secret is only spoken of', async () => {
    expect(await usesIn(`jobs:\n  a:\n    steps:\n      - run: echo secrets.A \${secrets.B}\n`)).toEqual([]);
  });

  it('are all of them when the job calls a workflow that inherits', async () => {
    const text = `env: { X: "\${{ secrets.NOT_HANDED_ON }}" }\njobs:\n  a:\n    uses: ./.github/workflows/b.yml\n    secrets: inherit\n`;
    expect(await usesIn(text)).toEqual([{ name: '*', line: 5 }]);
  });

  it('are those of the map when the job hands secrets to a called workflow', async () => {
    const text = `jobs:\n  a:\n    uses: o/r/.github/workflows/b.yml@v1\n    secrets:\n      key: \${{ secrets.A_KEY }}\n`;
    expect(await usesIn(text)).toEqual([{ name: 'A_KEY', line: 5 }]);
  });

  it('are found at every alias when an anchor holds them', async () => {
    const text = `jobs:\n  z:\n    env: &env\n      X: \${{ secrets.A }}\n  a:\n    env: *env\n`;
    expect(await usesIn(text)).toEqual([{ name: 'A', line: 4 }]);
  });

  it('are found with no crash when the expression is any text', async () => {
    const part = fc.constantFrom(
      'secrets',
      '.',
      'A',
      "'",
      '[',
      ']',
      ' ',
      '}}',
      `\${{`,
      'github',
      'token',
      '"',
      '\n',
      '||',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 20 }), async (parts) => {
        const text = `jobs:\n  a:\n    if: ${JSON.stringify(parts.join(''))}\n    env: {X: ${JSON.stringify(`\${{ ${parts.join('')}`)}}\n`;
        for (const { name, line } of await usesIn(text)) {
          expect(typeof name).toBe('string');
          expect(line).toBeGreaterThan(0);
        }
      }),
    );
  });
});
