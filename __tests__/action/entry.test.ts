import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';

const ENTRY = new URL('../../src/action/entry.ts', import.meta.url).href;

/** Runs a stage, given as the source of a function, in a process of its own. */
function run(stage: string, env: Record<string, string>) {
  const script = `import { runStage } from ${JSON.stringify(ENTRY)}; await runStage(${stage});`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    encoding: 'utf8',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: { PATH: process.env.PATH ?? '', ...env },
  });
}

describe('runStage', () => {
  it('tells an error that no stage expected without the secrets that it quotes when there are some', () => {
    const env = { 'INPUT_ELASTICSEARCH-API-KEY': 'es-key-77', NPM_TOKEN: 'npm-token-88' };
    const { stdout, status } = run("() => { throw new Error('es-key-77 and npm-token-88') }", env);
    expect(stdout).toContain('Doorlog itself failed: *** and ***');
    expect(status).toBe(0);
  });

  it('tells it without the tokens of a gate when those are plain words', () => {
    const env = { 'INPUT_AUDIT-LOG-TOKEN': 'auditcanary', 'INPUT_RESPONSES-TOKEN': 'deedcanary' };
    const { stdout } = run("() => { throw new Error('auditcanary and deedcanary') }", env);
    expect(stdout).toContain('Doorlog itself failed: *** and ***');
  });

  it('prints nothing of what Node says about requests when NODE_DEBUG is set', () => {
    const stage = `() => new Promise((done) => {
      const http = process.getBuiltinModule('node:http');
      const server = http.createServer((_, reply) => reply.end()).listen(0, () => {
        http.get({ port: server.address().port, headers: { authorization: 'Basic c2VjcmV0' } }, (reply) => {
          reply.resume().on('end', () => { server.close(); done(0); });
        });
      });
    })`;
    const { stdout, stderr, status } = run(stage, { NODE_DEBUG: 'http,net' });
    expect([stdout, status]).toEqual(['', 0]);
    expect(stderr).not.toContain('c2VjcmV0');
  });
});
