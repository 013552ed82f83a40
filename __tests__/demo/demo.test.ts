import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoWorld } from '../../scripts/demo/world.ts';

const DEMO = fileURLToPath(new URL('../../scripts/demo.ts', import.meta.url));
const FILES = ['access-record.json', 'bundle.sigstore.json', 'log.jsonl', 'summary.md', 'trusted_root.jsonl'];

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const folder = mkdtempSync(join(tmpdir(), 'doorlog-demo-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the demo', () => {
  const out = join(folder, 'out');
  let run: Run;

  beforeAll(async () => {
    run = await demo('--out', out, '--json');
  });

  it('gives nothing but one JSON object on standard output when asked for JSON', () => {
    expect({ code: run.code, stderr: run.code === 0 ? '' : run.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({
      verdict: 'verified',
      record: join(out, 'access-record.json'),
      bundle: join(out, 'bundle.sigstore.json'),
      trustedRoot: join(out, 'trusted_root.jsonl'),
      log: join(out, 'log.jsonl'),
      summary: join(out, 'summary.md'),
      repo: 'octo-org/payments',
      predicateType: expect.stringMatching(/^https:\/\/[^@]+$/),
      issuer: expect.stringMatching(/^https:\/\/127\.0\.0\.1:\d+$/),
      identity: 'https://github.com/octo-org/payments/.github/workflows/deploy.yml@refs/heads/main',
    });
  });

  it('leaves its five files and nothing else when it is through', () => {
    expect(readdirSync(out).sort()).toEqual(FILES);
    const phases = textOf('log.jsonl')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).phase);
    expect(phases).toEqual(['start', 'end']);
    expect(textOf('trusted_root.jsonl')).toMatch(/^\{.*\}\n$/);
  });

  it('shows the drift and the finding when a role is raised midway', () => {
    const { drift, findings } = JSON.parse(run.stdout);
    expect(drift).toContainEqual(
      expect.objectContaining({ pointer: '/people/initiator/role', before: 'write', after: 'admin' }),
    );
    expect(findings.map(({ rule }: { rule: string }) => rule)).toEqual(['audit-is-first']);
    expect(textOf('summary.md')).toContain('audit-is-first');
  });

  it('keeps the token out of every file when it records', () => {
    const { token } = demoWorld();
    for (const name of FILES) expect(textOf(name)).not.toContain(token);
    expect(run.stdout + run.stderr).not.toContain(token);
  });

  it('says what a reviewer wants to know when it is run again for a person', async () => {
    const { code, stdout, stderr } = await demo('--out', out);
    expect({ code, colour: stdout.includes('\u001b') }).toEqual({ code: 0, colour: false });
    for (const words of [
      'alice (write at the start, admin at the end) pushed',
      'bob (maintain) ran it again',
      'carol (approved, production)',
      '/people/initiator/role: "write" became "admin"',
      'audit-is-first (high)',
      'gh attestation verify',
      'cli.js verify',
    ]) {
      expect(stdout).toContain(words);
    }
    expect(stdout).toMatch(/Proof +verified, \d+ checks hold/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  function textOf(name: string): string {
    return readFileSync(join(out, name), 'utf8');
  }
});

describe('the demo refuses', () => {
  it('a folder that is a file when --out names one', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'mine');
    expect(await demo('--out', file)).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('is a file'),
    });
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('to overwrite a file when no demo wrote it', async () => {
    const other = mkdtempSync(join(folder, 'other-'));
    writeFileSync(join(other, 'summary.md'), 'mine');
    const { code, stderr } = await demo('--out', other);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('is left alone') });
    expect(readFileSync(join(other, 'summary.md'), 'utf8')).toBe('mine');
    expect(existsSync(join(other, 'access-record.json'))).toBe(false);
  });

  it('an option when it is not known', async () => {
    expect(await demo('--oout', 'x')).toMatchObject({ code: 2, stderr: expect.stringContaining('--help') });
  });

  it('nothing when it is asked for help', async () => {
    expect(await demo('--help')).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: npm run demo') });
  });
});

function demo(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    execFile(process.execPath, [DEMO, ...args], { cwd: folder, timeout: 60_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });
}
