import { userInfo } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { detectCi } from '../../../src/ci/local/detect-ci.ts';
import { observeUser } from '../../../src/ci/local/observe-user.ts';

describe('observeUser', () => {
  it('gives the system’s own answers when it is asked on this machine', () => {
    const facts = observeUser({ env: { USER: 'forged', LOGNAME: 'forged' } });
    expect(facts).toMatchObject({ login: userInfo().username, os: process.platform, arch: process.arch, missing: [] });
  });

  it.each([
    ['root', 0, /superuser/],
    ['toor', 0, /superuser/],
    ['Administrator', -1, /share/],
    ['runner', 1001, /share/],
  ])('hints at a shared account when the user is %s', (username, uid, hint) => {
    const facts = observeUser({ env: {}, userInfo: () => ({ username, uid }), hostname: () => 'h' });
    expect(facts.sharedAccount).toMatch(hint);
    expect(facts.uid).toBe(uid < 0 ? undefined : String(uid));
  });

  it('gives no hint when the user is a person', () => {
    const facts = observeUser({ env: { SUDO_USER: 'ada' }, userInfo: () => ({ username: 'ada', uid: 1000 }) });
    expect(facts).not.toHaveProperty('sharedAccount');
    expect(facts.sudoUser).toBe('ada');
  });

  it('says what is missing when the system does not know the user', () => {
    const fail = (): never => {
      throw new Error('no entry');
    };
    const facts = observeUser({ env: { SUDO_USER: 'a b' }, userInfo: fail, hostname: fail, platform: 'p', arch: 'a' });
    expect(facts).toEqual({
      os: 'p',
      arch: 'a',
      missing: [
        { fact: 'login', reason: expect.any(String) },
        { fact: 'hostName', reason: expect.any(String) },
      ],
    });
  });
});

describe('detectCi', () => {
  it.each([
    [{}, undefined],
    [{ CI: 'false' }, undefined],
    [{ CI: 'true' }, { name: 'an unknown CI system' }],
    [
      { CI: 'true', GITLAB_CI: 'true', CI_JOB_ID: '77' },
      { name: 'GitLab CI', run: '77' },
    ],
    [{ JENKINS_URL: 'https://user:pw@ci.example.org', BUILD_TAG: 'a b' }, { name: 'Jenkins' }],
  ])('names the system when the environment is %j', (env, found) => {
    expect(detectCi(env)).toEqual(found);
  });

  it('reads no variable outside its list when asked', () => {
    const asked: string[] = [];
    const env = new Proxy<Record<string, string>>({}, { get: (_target, name) => void asked.push(String(name)) });
    detectCi(env);
    expect(asked.filter((name) => /TOKEN|SECRET|PASSWORD|KEY/.test(name))).toEqual([]);
  });
});
