import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { newFolder } from '../sinks/entries.ts';

const PRE = fileURLToPath(new URL('../../src/action/pre.ts', import.meta.url));

describe('the event file', () => {
  it('is waited for by no hook when another step put a pipe in its place', async () => {
    if (process.platform === 'win32') return;
    const folder = await newFolder();
    const event = join(folder, 'event.json');
    execFileSync('mkfifo', [event]);
    const env = {
      PATH: process.env.PATH,
      GITHUB_EVENT_PATH: event,
      GITHUB_REPOSITORY: 'octo-org/payments',
      GITHUB_RUN_ID: '1',
      GITHUB_WORKSPACE: folder,
      RUNNER_TEMP: folder,
      GITHUB_API_URL: 'http://127.0.0.1:9',
    };
    // A hook that waits in a synchronous call hears no gentler signal.
    const hook = spawnSync(process.execPath, [PRE], { env, timeout: 60_000, killSignal: 'SIGKILL', encoding: 'utf8' });
    expect(hook.signal).toBeNull();
    expect(hook.stdout).toContain(`The event file ${event} could not be read`);
  });
});
