import { describe, expect, it } from '@jest/globals';
import { withMachine } from '../../src/compose/machine.ts';
import type { JobFacts } from '../../src/ports.ts';

const FACTS: JobFacts = {
  pipeline: { provider: 'github-actions' },
  runner: { name: 'build-7' },
  people: {},
  gaps: [],
  sources: { '/runner': 'env' },
};

describe('withMachine', () => {
  it('adds the machine’s name and the user beside what the runner said when the system tells both', () => {
    const { runner, sources } = withMachine(FACTS, {
      env: {},
      hostname: () => 'build-7.example',
      userInfo: () => ({ username: 'runner', uid: 1001 }),
    });
    expect(runner).toEqual({ name: 'build-7', hostName: 'build-7.example', user: 'runner', userId: '1001' });
    expect(sources).toEqual({
      '/runner': 'env',
      '/runner/hostName': 'system',
      '/runner/user': 'system',
      '/runner/userId': 'system',
    });
  });

  it('leaves out what the system does not tell when it has no entry for the user or does not number users', () => {
    const userInfo = () => {
      throw new Error('ENOENT: no such file or directory, uv_os_get_passwd');
    };
    const without = withMachine(FACTS, { env: {}, hostname: () => '', userInfo });
    expect(without).toEqual(FACTS);
    const windows = withMachine(FACTS, { env: {}, hostname: () => 'w', userInfo: () => ({ username: 'me', uid: -1 }) });
    expect(windows.runner).toEqual({ name: 'build-7', hostName: 'w', user: 'me' });
  });

  it('keeps no more of a name than the record takes when it is very long', () => {
    const { runner } = withMachine(FACTS, {
      env: {},
      hostname: () => 'h'.repeat(1_000),
      userInfo: () => ({ username: 'u'.repeat(1_000), uid: 0 }),
    });
    expect([runner.hostName?.length, runner.user?.length, runner.userId]).toEqual([300, 300, '0']);
  });
});
