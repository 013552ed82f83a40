import { describe, expect, it } from '@jest/globals';
import { type ActionUse, actionUses } from '../../../src/core/workflow/action-uses.ts';
import { authorityOf } from '../../../src/core/workflow/authority.ts';
import { entryAt, readWorkflowFile } from '../../../src/core/workflow/workflow-file.ts';

const SHA = '0123456789abcdef0123456789abcdef01234567';
const DIGEST = `sha256:${'ab'.repeat(32)}`;

async function usesOf(job: string): Promise<ActionUse[]> {
  const { tree } = await readWorkflowFile(`jobs:\n  a:\n${job}`, 'ci.yml');
  const node = entryAt(tree, 'jobs', 'a')?.value;
  return node ? actionUses(node) : [];
}

async function stepUse(uses: string): Promise<Partial<ActionUse> | undefined> {
  const [first] = await usesOf(`    steps:\n      - uses: ${JSON.stringify(uses)}\n`);
  return first;
}

describe('what a job uses', () => {
  it.each([
    [`actions/checkout@${SHA}`, { kind: 'repository', repository: 'actions/checkout', ref: SHA, pinned: true }],
    [`o/r/a/b@${'0'.repeat(64)}`, { kind: 'repository', repository: 'o/r', path: 'a/b', pinned: true }],
    ['actions/checkout@v4', { kind: 'repository', repository: 'actions/checkout', ref: 'v4', pinned: false }],
    [`o/r@${SHA.slice(1)}`, { pinned: false }],
    ['o/r@main', { ref: 'main', pinned: false }],
    ['./', { kind: 'local', pinned: true }],
    ['./.github/actions/x', { kind: 'local', path: '.github/actions/x', pinned: true }],
    ['$/.github/actions/x', { kind: 'self', path: '.github/actions/x', pinned: true }],
    ['docker://alpine:3.20', { kind: 'docker', path: 'alpine', ref: '3.20', pinned: false }],
    ['docker://ghcr.io:443/o/i', { kind: 'docker', path: 'ghcr.io:443/o/i', pinned: false }],
    [`docker://ghcr.io/o/i:1@${DIGEST}`, { kind: 'docker', path: 'ghcr.io/o/i', ref: DIGEST, pinned: true }],
    ['docker://i@sha256:12', { pinned: false }],
    ['nonsense', { kind: 'repository', pinned: false }],
  ])('is seen for what it is when it is written as %s', async (uses, expected) => {
    expect(await stepUse(uses)).toEqual(expect.objectContaining({ uses, line: 4, ...expected }));
  });

  it.each([
    [`o/r/.github/workflows/x.yml@${SHA}`, { repository: 'o/r', path: '.github/workflows/x.yml', pinned: true }],
    ['o/r/.github/workflows/x.yml@v1', { repository: 'o/r', ref: 'v1', pinned: false }],
    ['./.github/workflows/x.yml', { path: '.github/workflows/x.yml', pinned: true }],
  ])('is a workflow when the job calls %s', async (uses, expected) => {
    expect(await usesOf(`    uses: ${uses}\n`)).toEqual([
      expect.objectContaining({ uses, kind: 'workflow', line: 3, ...expected }),
    ]);
  });

  it('keeps the order and lines of the file when steps run at the same time or stand behind aliases', async () => {
    const uses = await usesOf(
      '    steps:\n      - &one\n        uses: a/one@v1\n      - parallel:\n          - uses: a/two@v1\n          - run: x\n      - *one\n      - uses: a/three@v1\n',
    );
    expect(uses.map((use) => [use.uses, use.line])).toEqual([
      ['a/one@v1', 5],
      ['a/two@v1', 7],
      ['a/one@v1', 5],
      ['a/three@v1', 10],
    ]);
  });

  it('is told as authority of its own when an action makes tokens or identities', async () => {
    const names = [
      'actions/create-github-app-token',
      'tibdex/github-app-token',
      'AWS-actions/configure-aws-credentials',
      'hashicorp/vault-action',
      'actions/checkout',
    ];
    const actions = await usesOf(`    steps:\n${names.map((name) => `      - uses: ${name}@v1\n`).join('')}`);
    expect(authorityOf(actions).map(({ kind, line }) => [kind, line])).toEqual([
      ['github-app', 4],
      ['github-app', 5],
      ['cloud', 6],
      ['vault', 7],
    ]);
  });
});
