import { describe, expect, it } from '@jest/globals';
import { readDeclaration } from '../../../src/core/workflow/declaration.ts';

async function runnerOf(...lines: string[]) {
  const text = ['on: push', 'jobs:', '  build:', ...lines.map((line) => `    ${line}`), '    steps: []', ''].join('\n');
  const { runner } = await readDeclaration({ text, file: 'ci.yml', job: 'build', action: {} });
  return runner;
}

describe('what a job asks for to run on', () => {
  it('is one label when there is one', async () => {
    expect(await runnerOf('runs-on: ubuntu-latest')).toEqual({ labels: ['ubuntu-latest'] });
  });

  it('is all labels when there is a list', async () => {
    expect(await runnerOf('runs-on: [self-hosted, linux]')).toEqual({ labels: ['self-hosted', 'linux'] });
  });

  it('is group and labels when there is a map', async () => {
    expect(await runnerOf('runs-on:', '  group: bank', '  labels: [gpu]')).toEqual({ group: 'bank', labels: ['gpu'] });
  });

  it.each([`runs-on: \${{ matrix.os }}`, `runs-on: [self-hosted, "\${{ inputs.size }}"]`])(
    'names no label when an expression decides one: %s',
    async (line) => {
      expect(await runnerOf(line)).toEqual({});
    },
  );

  it.each([
    ['container: node:24', { image: 'node:24' }],
    ['container: {image: "ghcr.io/o/i@sha256:0", options: --cpus 1}', { image: 'ghcr.io/o/i@sha256:0' }],
    [`container: \${{ matrix.image }}`, {}],
  ])('says the image when it is known: %s', async (line, container) => {
    expect(await runnerOf('runs-on: a', line)).toEqual({ labels: ['a'], container });
  });

  it('is no container when the name is empty', async () => {
    expect(await runnerOf('runs-on: a', "container: ''")).toEqual({ labels: ['a'] });
  });
});
