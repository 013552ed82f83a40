import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secretValues, soundsSecret } from '../../src/core/secret-values.ts';

describe('secretValues', () => {
  it('holds every input that is a secret when one was given, and no user name', () => {
    const secrets = { token: 'ghs_token', elasticsearchPassword: 'pass', elasticsearchUsername: 'writer' };
    expect(secretValues({}, secrets)).toEqual(['ghs_token', 'pass']);
  });

  it.each([
    'NPM_TOKEN',
    'AWS_SECRET_ACCESS_KEY',
    'DB_PASSWORD',
    'API_KEY',
    'APIKEY',
    'SSH_PRIVATE_KEY',
    'SENTRY_DSN',
    'BASIC_AUTH',
    'AUTHORIZATION',
    'GOOGLE_CREDENTIALS',
    'ACTIONS_RUNTIME_TOKEN',
    'db_connection_string',
  ])('holds the value of %s when it is long enough', (name) => {
    expect(secretValues({ [name]: 'long-enough' }, {})).toEqual(['long-enough']);
    expect(secretValues({ [name]: 'short' }, {})).toEqual([]);
  });

  it.each([
    'GITHUB_ACTOR',
    'GITHUB_REPOSITORY',
    'COMMIT_AUTHOR',
    'GIT_AUTHOR_NAME',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'PATH',
  ])('does not hold the value of %s when it is set', (name) => {
    expect(soundsSecret(name)).toBe(false);
    expect(secretValues({ [name]: 'octo-org/payments' }, {})).toEqual([]);
  });

  it.each([
    ['http://user:p%40ssword@proxy:1', ['p%40ssword', 'p@ssword']],
    ['http://user:100%25safe@proxy:1', ['100%25safe', '100%safe']],
    ['http://user:100%safe@proxy:1', ['100%safe']],
    ['user:password@proxy:1', ['password']],
    ['http://proxy:1', []],
    ['http://%zz', []],
  ])('holds the password of the proxy %s when it has one', (address, expected) => {
    expect(secretValues({ HTTPS_PROXY: address }, {})).toEqual(expected);
    expect(secretValues({ http_proxy: address }, {})).toEqual(expected);
  });

  it('never raises when the environment is any', () => {
    const name = fc.oneof(fc.constantFrom('HTTPS_PROXY', 'http_proxy', 'X_TOKEN'), fc.string());
    fc.assert(
      fc.property(
        fc.dictionary(
          name,
          fc.oneof(
            fc.string(),
            fc.string().map((text) => `http://u:${text}@h`),
          ),
        ),
        (env) => {
          expect(Array.isArray(secretValues(env, {}))).toBe(true);
        },
      ),
    );
  });
});
