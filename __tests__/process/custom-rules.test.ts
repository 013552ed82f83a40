import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ROOT } from '../docs/markdown.ts';

const POLICY = `version: 1
custom:
  - id: takes-for-ever
    title: Matches for ever
    expression: '"${'a'.repeat(60)}!".matches("^(a+)+$")'
  - id: local
    title: Runs on a machine of ours
    expression: record.pipeline.provider == "local"
  - id: not-local
    title: Runs in a pipeline
    expression: record.pipeline.provider != "local"
`;

describe('the built command line', () => {
  let folder = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'doorlog-custom-'));
    writeFileSync(join(folder, 'policy.yml'), POLICY);
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('evaluates custom rules in the built thread, and ends, when one of them takes for ever', () => {
    const command = ['run', '--policy', 'policy.yml', '--no-sign', '--', process.execPath, '-e', '0'];
    const { status, stderr } = spawnSync(process.execPath, [join(ROOT, 'dist', 'cli.js'), ...command], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toContain('unknown takes-for-ever: The expression took too long');
    expect(stderr).toContain('fail not-local: “Runs in a pipeline” does not hold.');
    expect(stderr).not.toContain('“Runs on a machine of ours” does not hold');
    expect(status).toBe(1);
  });
});
