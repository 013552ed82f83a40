import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { programOf, TOOLS } from './tools.ts';

const execute = promisify(execFile);
const ROOT = fileURLToPath(new URL('..', import.meta.url));

describe('workflow files that we publish', () => {
  let folder = '';
  let files: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-workflows-'));
    const target = join(folder, '.github', 'workflows');
    await mkdir(target, { recursive: true });
    for (const [name, text] of await publishedWorkflows()) {
      await writeFile(join(target, name), text);
      files.push(join(target, name));
    }
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    files = [];
  });

  it('hold the example when they are collected', () => {
    const names = files.map((file) => file.slice(file.lastIndexOf('/') + 1));
    expect(names).toContain('examples-deploy.yml');
    for (const page of ['README', 'docs-collector', 'docs-gate', 'docs-release', 'docs-seal']) {
      expect(names).toContainEqual(expect.stringMatching(new RegExp(`^${page}-md-`)));
    }
  });

  it('are valid when actionlint reads them', async () => {
    // Without the linters that it would look for on the machine, whose versions nobody here names.
    const printed = await execute(programOf(TOOLS.actionlint), [
      '-shellcheck=',
      '-pyflakes=',
      '-no-color',
      ...files,
    ]).catch((error: { stdout: string; stderr: string }) => error);
    expect(`${printed.stdout}${printed.stderr}`).toBe('');
  });

  it('have no security finding when zizmor audits them', async () => {
    const config = fileURLToPath(new URL('zizmor.yml', import.meta.url));
    const options = ['--offline', '--no-progress', '--format', 'plain', '--color', 'never', '--config', config];
    const printed = await execute(programOf(TOOLS.zizmor), [...options, ...files]).catch(
      (error: { stdout: string; stderr: string }) => error,
    );
    expect(printed.stdout).toMatch(/^No findings to report\b/);
  });
});

/** Name and text of every workflow file: the examples, the project's own, and the whole ones in the documents. */
async function publishedWorkflows(): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const folder of ['examples', '.github/workflows']) {
    const path = join(ROOT, folder);
    for (const name of existsSync(path) ? await readdir(path) : []) {
      if (name.endsWith('.yml') || name.endsWith('.yaml')) {
        const prefix = folder.replace(/[./]+/g, '-').replace(/^-/, '');
        found.push([`${prefix}-${name}`, await readFile(join(path, name), 'utf8')]);
      }
    }
  }
  const pages = (await readdir(join(ROOT, 'docs'))).filter((name) => name.endsWith('.md'));
  for (const page of ['README.md', ...pages.map((name) => `docs/${name}`)]) {
    const blocks = (await readFile(join(ROOT, page), 'utf8')).matchAll(/^```ya?ml\n([\s\S]*?)^```$/gm);
    for (const [, text = ''] of blocks) {
      const isWhole = /^on:/m.test(text) && /^jobs:/m.test(text);
      if (isWhole) found.push([`${page.replaceAll(/\W+/g, '-')}-${found.length}.yml`, text]);
    }
  }
  return found;
}
