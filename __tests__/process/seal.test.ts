import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createNoteSigner, formatSignerKey } from '../../src/core/checkpoint-note/note-key.ts';
import { lineOf } from '../../src/sinks/file/line.ts';
import { entryOf } from '../sinks/entries.ts';
import { startGitHub } from '../support/github-server.ts';
import { type HookResult, startJob } from '../support/runner.ts';
import { noEnvironmentWorld } from '../support/world.ts';
import { filesBelow } from './canaries.ts';

const SEED = Buffer.alloc(32, 'canary');
const SIGNER = createNoteSigner('log.example/acme', SEED);
const KEY = formatSignerKey(SIGNER, SEED);
const SECRET = KEY.split('+').at(-1) ?? '';
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'doorlog-seal-process-'));
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Starts the built action, and looks for its key in all that it says and leaves. */
async function seal(inputs: Record<string, string>, env: Record<string, string> = {}): Promise<HookResult> {
  const world = noEnvironmentWorld();
  const github = await startGitHub(world);
  try {
    const sinks = JSON.stringify([{ type: 'file', path: join(root, 'log.jsonl') }]);
    const job = startJob({ root: join(root, 'job'), world, github, env, inputs: { sinks, ...inputs } });
    const result = await job.run('seal');
    const left = filesBelow(root).map(([, text]) => text);
    const told = [result.stdout, result.stderr, result.summary, JSON.stringify(result.outputs)];
    const sent = github.requests.map(({ path, body, headers }) => `${path} ${String(body)} ${JSON.stringify(headers)}`);
    for (const text of [...left, ...told, ...sent]) {
      for (const form of [SECRET, SECRET.slice(4, 30), Buffer.from(KEY).toString('base64').slice(8, 60)]) {
        expect(text.includes(form)).toBe(false);
      }
    }
    return result;
  } finally {
    await github.close();
  }
}

describe('the built sealer', () => {
  it('seals with a key that shows nowhere, whatever Node is told to print', async () => {
    const entry = entryOf(1, { time: new Date().toISOString() });
    writeFileSync(join(root, 'log.jsonl'), lineOf(entry).line);
    const inputs = { 'seal-key': KEY, attest: 'none', folder: join(root, 'seals') };
    const result = await seal(inputs, { NODE_DEBUG: 'http,https,net,tls' });
    expect(result).toMatchObject({ code: 0, outputs: { size: '1', vkey: SIGNER.vkey } });
    expect(readFileSync(result.outputs['checkpoint-path'] ?? '', 'utf8')).toMatch(/^log\.example\/acme\n1\n/);
  });

  it('fails in one sentence, without the key, when that is broken or the store is not there', async () => {
    writeFileSync(join(root, 'log.jsonl'), '');
    const broken = await seal({ 'seal-key': `${KEY}x`, attest: 'none' });
    expect(broken).toMatchObject({ code: 1, stdout: expect.stringContaining('“seal-key”') });
    rmSync(join(root, 'log.jsonl'));
    const blind = await seal({ 'seal-key': KEY, attest: 'none' });
    expect(blind).toMatchObject({ code: 1, stdout: expect.stringContaining('could not be read') });
  });
});
