import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { secretValues, soundsSecret } from '../../src/core/secret-values.ts';

const NONE = { known: [], guessed: [] };

describe('secretValues', () => {
  it('knows the tokens that the runner hands to actions when it does', () => {
    const env = { ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'request-1', ACTIONS_RUNTIME_TOKEN: 'runtime-1' };
    expect(secretValues(env, {})).toEqual({ known: ['request-1', 'runtime-1'], guessed: [] });
  });

  it.each([
    ['AUTH_GITHUB_ORG', 'octo-org'],
    ['DEPLOY_TOKEN_SHA', 'ab'.repeat(20)],
    ['TOKEN_REF', 'release-2026'],
    ['TOKEN_ENVIRONMENT', 'production'],
    ['SECRETS_SCOPE', 'contents'],
    ['ACTIONS_RUNTIME_TOKEN', 'octo-org'],
  ])('takes %s=%s for no secret when it is a fact of the job or a word', (name, value) => {
    const facts = {
      GITHUB_REPOSITORY: 'octo-org/payments',
      GITHUB_REPOSITORY_OWNER: 'octo-org',
      GITHUB_SHA: 'ab'.repeat(20),
      GITHUB_REF: 'refs/heads/release-2026',
      GITHUB_REF_NAME: 'release-2026',
    };
    expect(secretValues({ ...facts, [name]: value }, {})).toEqual(NONE);
  });

  it('only guesses a proxy’s password when it is a part of a fact of the job', () => {
    const env = { GITHUB_REPOSITORY: 'octo-org/payments', HTTPS_PROXY: 'http://user:payments@proxy:1' };
    expect(secretValues(env, {})).toEqual({ known: [], guessed: ['payments'] });
  });

  it('holds every input that is a secret when one was given, and no user name', () => {
    const secrets = { token: 'ghs_token', elasticsearchPassword: 'pass', elasticsearchUsername: 'writer' };
    expect(secretValues({}, secrets)).toEqual({ known: ['ghs_token', 'pass'], guessed: [] });
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
    'db_connection_string',
  ])('guesses that the value of %s is a secret when it is long enough', (name) => {
    expect(secretValues({ [name]: 'long-enough' }, {})).toEqual({ known: [], guessed: ['long-enough'] });
    expect(secretValues({ [name]: 'short' }, {})).toEqual(NONE);
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
    expect(secretValues({ [name]: 'octo-org/payments' }, {})).toEqual(NONE);
  });

  it.each([
    ['http://user:p%40ssword@proxy:1', ['p%40ssword', 'p@ssword']],
    ['http://user:100%25safe@proxy:1', ['100%25safe', '100%safe']],
    ['http://user:100%safe@proxy:1', ['100%safe']],
    ['user:password@proxy:1', ['password']],
    ['http://proxy:1', []],
    ['http://%zz', []],
  ])('holds the password of the proxy %s when it has one', (address, expected) => {
    expect(secretValues({ HTTPS_PROXY: address }, {})).toEqual({ known: expected, guessed: [] });
    expect(secretValues({ http_proxy: address }, {})).toEqual({ known: expected, guessed: [] });
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
          const { known, guessed } = secretValues(env, {});
          expect([...known, ...guessed].every(Boolean)).toBe(true);
        },
      ),
    );
  });
});
