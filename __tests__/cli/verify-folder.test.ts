import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { CliIo } from '../../src/cli/io.ts';
import { verifyFolder } from '../../src/cli/verify-folder.ts';
import { startThreads } from '../../src/cli/verify-threads.ts';
import { canonicalize } from '../../src/core/canonical.ts';
import { createStatement } from '../../src/signing/statement.ts';
import { parseTrustRoots } from '../../src/signing/trust-root.ts';
import { sampleRecord, TOKEN } from '../core/verification/sample.ts';
import { createLoggedSigstore, type LoggedSigstore } from '../support/logged-bundles.ts';

const EXPECTED = { issuer: TOKEN.iss, repository: 'octo-org/octo-repo' };

let sigstore: LoggedSigstore;
let good: string;
let folder: string;

beforeAll(async () => {
  sigstore = await createLoggedSigstore();
  good = await signed(sampleRecord());
});

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doorlog-verify-folder-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function signed(predicate: Record<string, unknown>): Promise<string> {
  const sha256 = createHash('sha256').update(canonicalize(predicate)).digest('hex');
  const statement = createStatement({ subjects: [{ name: 'access-record.json', sha256 }], predicate });
  return JSON.stringify(await sigstore.signStatement(statement, { ...TOKEN, workflow: 'Deploy' }));
}

/** Signed for another workflow than the one that the record names. */
async function bad(): Promise<string> {
  return signed({ ...sampleRecord(), pipeline: { ...sampleRecord().pipeline, sha: 'f'.repeat(40) } });
}

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

async function verify({ json = false, isTerminal = false, cwd = '/' } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const roots = parseTrustRoots(JSON.stringify(sigstore.trustedRoot), 'roots.json');
  const io = {
    env: {},
    cwd,
    stdout: (text: string) => void out.push(text),
    stderr: (text: string) => void err.push(text),
    http: () => Promise.reject(new Error('nothing is asked')),
    isTerminal,
  } satisfies CliIo;
  const code = await verifyFolder(folder, { expected: EXPECTED, trust: { roots: async () => roots }, json }, io);
  return { code, out: out.join(''), err: err.join('') };
}

describe('verifyFolder', () => {
  it('tells a line for each in the order of their names when all verify', async () => {
    put({ 'b.json': good, 'a.jsonl': `${good}\n\n${good}\n`, 'readme.txt': 'x' });
    mkdirSync(join(folder, 'c.json'));
    const { code, out, err } = await verify();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out.split('\n')).toEqual([
      'verified   a.jsonl:1',
      'verified   a.jsonl:3',
      'verified   b.json',
      '3 bundles: 3 verified; 2 files skipped',
      '',
    ]);
  });

  it('ends with 1 and the reason when one is refused, whatever else is wrong', async () => {
    put({ 'a.json': good, 'b.json': await bad(), 'c.json': good.slice(0, -9), 'd.json': '{}' });
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toMatch(/^refused {4}b\.json: The certificate claims a+, the record says f+ at \/pipeline\/sha\.$/m);
    expect(out).toMatch(/^refused {4}c\.json: The bundle is not a Sigstore bundle in JSON\.$/m);
    expect(out).toMatch(/^skipped {4}d\.json: It holds no bundle\.$/m);
    expect(out).toMatch(/^3 bundles: 1 verified, 2 refused; 1 file skipped$/m);
  });

  it('ends with 3 when two records are of one job and phase, and not when one is there twice', async () => {
    put({ 'a.json': good, 'b.json': good });
    expect((await verify()).code).toBe(0);
    put({
      'c.json': await signed({ ...sampleRecord(), drift: [], runner: { ...sampleRecord().runner, os: 'Linux' } }),
    });
    const { code, out } = await verify();
    expect(code).toBe(3);
    expect(out).toContain('conflict   c.json: a.json holds another record of the same job and phase.');
    expect(out).toContain('3 bundles: 2 verified, 1 in conflict');
  });

  it('ends with 3 when no file holds a bundle, and with 2 when there is no file or no folder', async () => {
    put({ 'a.json': '{}' });
    expect((await verify()).code).toBe(3);
    rmSync(join(folder, 'a.json'));
    expect(await verify()).toMatchObject({ code: 2, err: expect.stringContaining('no .json or .jsonl file') });
    rmSync(folder, { recursive: true });
    expect(await verify()).toMatchObject({ code: 2, err: expect.stringContaining('can’t be read') });
  });

  it('ends with 3 when a file can’t be read', async () => {
    put({ 'a.json': good, 'b.json': good });
    chmodSync(join(folder, 'b.json'), 0);
    const { code, out } = await verify();
    const mayReadAll = process.getuid?.() === 0 || process.platform === 'win32';
    expect(code).toBe(mayReadAll ? 0 : 3);
    expect(out.includes('incomplete b.json')).toBe(!mayReadAll);
  });

  it('ends with 3 and waits for nothing when something there is no file: a pipe, or a device that never ends', async () => {
    put({ 'a.json': good });
    if (process.platform === 'win32') return;
    for (const name of ['b.json', 'c.jsonl']) execFileSync('mkfifo', [join(folder, name)]);
    symlinkSync('/dev/zero', join(folder, 'd.json'));
    symlinkSync('/dev/zero', join(folder, 'e.jsonl'));
    const { code, out } = await verify();
    expect(out.match(/^incomplete [b-e]\.jsonl?: It is no file\.$/gm)).toHaveLength(4);
    expect(code).toBe(3);
  });

  it('names the file, and verifies the others, when one holds millions of values', async () => {
    put({ 'a.json': `[${'{},'.repeat(2_000_000)}{}]`, 'b.json': good });
    const { code, out } = await verify();
    expect(code).toBe(1);
    expect(out).toContain('refused    a.json: It holds more values than any file of bundles does.');
    expect(out).toContain('verified   b.json');
  });

  it('leaves no control characters of a file’s name in its errors when it can’t go on', async () => {
    put({ 'z\u001b[2J.jsonl': 'x'.repeat(33 * 1024 * 1024) });
    const { code, err } = await verify();
    expect(code).toBe(2);
    expect(err).toContain('longer than 32 MiB');
    expect(err).not.toContain('\u001b');
  });

  it('is one JSON document when that is asked for', async () => {
    put({ 'a.json': good, 'b.json': await bad() });
    const { bundles, totals } = JSON.parse((await verify({ json: true })).out);
    expect(bundles).toMatchObject([
      { name: 'a.json', verdict: 'verified', record: { recordId: sampleRecord().recordId, phase: 'end' } },
      { name: 'b.json', verdict: 'refused', sentence: expect.any(String) },
    ]);
    expect(totals).toEqual({ bundles: 2, verified: 1, incomplete: 0, refused: 1, conflicts: 0, skipped: 0 });
  });

  it('says how far it is when somebody looks on, and leaves no control characters of a file’s name', async () => {
    const names = Array.from({ length: 50 }, (_, index) => [`${String(index).padStart(3, '0')}.json`, good]);
    put({ ...Object.fromEntries(names), 'z\u001b[2J.json': '{}' });
    const { out, err } = await verify({ isTerminal: true });
    expect(err).toContain('50 of 51 files');
    expect(out).not.toContain('\u001b[2J');
  });

  it('answers the same in the same order when it takes threads', async () => {
    const refused = await bad();
    const count = 140;
    for (let index = 0; index < count; index++) {
      put({ [`${String(index).padStart(3, '0')}.json`]: index % 50 === 49 ? refused : good });
    }
    const { code, out } = await verify();
    expect(code).toBe(1);
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, -1).map((line) => line.slice(11, 19))).toEqual(
      Array.from({ length: count }, (_, index) => `${String(index).padStart(3, '0')}.json`),
    );
    expect(lines.at(-1)).toBe('140 bundles: 138 verified, 2 refused');
  });
});

describe('threads that verify', () => {
  it('hand on what goes wrong when they are given a trust root that can’t be read', async () => {
    const setup = {
      trust: { roots: { text: '{}', origin: 'roots.json' } },
      expected: { signer: EXPECTED, byKey: false },
    };
    const threads = await startThreads(2, setup);
    try {
      await expect(threads.verify([{ name: 'a', text: good }])).rejects.toMatchObject({ code: 'trust-root-invalid' });
    } finally {
      await threads.end();
    }
    await expect(threads.verify([{ name: 'a', text: good }])).rejects.toMatchObject({ code: 'internal' });
  });
});
