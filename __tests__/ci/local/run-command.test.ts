import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommand } from '../../../src/ci/local/run-command.ts';

describe('runCommand', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'doorlog-run-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  function node(script: string, ...args: string[]): string[] {
    return [process.execPath, '-e', script, '--', ...args];
  }

  it('gives the command’s exit code and times when it ends by itself', async () => {
    const times = [new Date('2026-01-01T00:00:00Z'), new Date('2026-01-01T00:00:05Z')];
    const clock = { now: () => times.shift() ?? new Date(Number.NaN) };
    expect(await runCommand(node('process.exit(3)'), { clock })).toEqual({
      exitCode: 3,
      startedAt: '2026-01-01T00:00:00.000Z',
      endedAt: '2026-01-01T00:00:05.000Z',
    });
  });

  it('hands arguments over as they are when a shell would change them', async () => {
    const args = ['a b', '"q"', '$HOME', '`x`', '*', '', 'é', ';exit 9'];
    const out = join(folder, 'out.json');
    const script = 'require("fs").writeFileSync(process.argv[1], JSON.stringify(process.argv.slice(2)))';
    expect((await runCommand(node(script, out, ...args))).exitCode).toBe(0);
    expect(JSON.parse(await readFile(out, 'utf8'))).toEqual(args);
  });

  it('says 127 when there is no such command', async () => {
    const result = await runCommand(['doorlog-test-no-such-program']);
    expect(result.exitCode).toBe(127);
    expect(result.reason).toMatch(/was not found/);
  });

  if (process.platform !== 'win32') {
    it('says 126 when the file is not executable', async () => {
      const file = join(folder, 'script');
      await writeFile(file, '#!/bin/sh\nexit 0\n');
      await chmod(file, 0o644);
      expect(await runCommand([file])).toMatchObject({ exitCode: 126, reason: expect.stringMatching(/EACCES/) });
      expect((await runCommand([folder])).exitCode).toBe(126);
    });

    it('says 128 + n when a signal ended the command', async () => {
      expect(await runCommand(node('process.kill(process.pid, "SIGKILL")'))).toMatchObject({
        exitCode: 137,
        signal: 'SIGKILL',
      });
    });

    it.each([
      ['SIGTERM', false, 'SIGTERM'],
      ['SIGTERM', true, 'SIGTERM'],
      ['SIGINT', false, 'SIGINT'],
      ['SIGINT', true, 'none'],
    ] as const)('passes %s on when a terminal is there: %s', async (signal, terminal, seen) => {
      const signals = new EventEmitter();
      const ready = join(folder, 'ready');
      const end = join(folder, 'end');
      const script = `const fs = require("fs");
      for (const [name, code] of [["SIGTERM", 7], ["SIGINT", 8]]) process.on(name, () => process.exit(code));
      setInterval(() => { if (fs.existsSync(process.argv[2])) process.exit(9); }, 5);
      fs.writeFileSync(process.argv[1], "");`;
      const running = runCommand(node(script, ready, end), { signals, terminal });
      while (!existsSync(ready)) {
        await wait(5);
      }
      signals.emit(signal);
      if (seen === 'none') {
        await writeFile(end, '');
      }
      expect((await running).exitCode).toBe({ SIGTERM: 7, SIGINT: 8, none: 9 }[seen]);
      expect(signals.eventNames()).toEqual([]);
    });
  }

  it('leaves no listener behind when the command could not start', async () => {
    const signals = new EventEmitter();
    await runCommand(['doorlog-test-no-such-program'], { signals });
    expect(signals.eventNames()).toEqual([]);
  });

  it('says which folder is missing when the command’s folder does not exist', async () => {
    const result = await runCommand(node(''), { cwd: join(folder, 'gone') });
    expect(result.exitCode).toBe(127);
  });

  it.each([[[]], [['']], [['a\0b']]])('refuses when the command is %j', async (command) => {
    await expect(runCommand(command)).rejects.toMatchObject({ code: 'usage' });
  });
});
