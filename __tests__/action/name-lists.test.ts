import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readInputs } from '../../src/action/inputs.ts';
import { accountNames, variableNames } from '../../src/action/name-lists.ts';
import { Configuration } from '../../src/model/configuration.ts';

const sentences = ({ problems }: { problems: readonly Error[] }) => problems.map(({ message }) => message);

describe('variableNames', () => {
  it('reads names once each when commas, blanks and line breaks part them', () => {
    expect(variableNames('CI, DEPLOY_REGION\n  TEAM,CI,,\r\n_x9\n')).toEqual({
      names: ['CI', 'DEPLOY_REGION', 'TEAM', '_x9'],
      problems: [],
    });
  });

  it.each([
    'DB_PASSWORD',
    'NPM_TOKEN',
    'GITHUB_TOKEN',
    'SIGNING_KEY',
    'aws_secret_access_key',
    'PGPASSWORD',
    'DB_PWD',
    'MY_PASSPHRASE',
    'DATABASE_DSN',
  ])('leaves out %s, because it sounds like a secret, when it is named', (name) => {
    const list = variableNames(`CI,${name}`);
    expect(list.names).toEqual(['CI']);
    expect(sentences(list)).toEqual([
      'Name 2 in the input “environment-variables” sounds like a secret, so it is left out; remove it there.',
    ]);
  });

  it.each([
    'INPUT_SINKS',
    'STATE_doorlog',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_ID_TOKEN_REQUEST_URL',
    'ACTIONS_RUNTIME_TOKEN',
  ])('leaves out %s, because the runner hands it to actions, when it is named', (name) => {
    expect(variableNames(name).names).toEqual([]);
    expect(sentences(variableNames(name))[0]).toContain('hands inputs, state or tokens to an action');
  });

  it('repeats nothing in its sentences when what was given is no name at all', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9-]{8,20}$/), (odd) => {
        const list = variableNames(odd);
        expect(list.names).toEqual([]);
        expect(sentences(list).join()).not.toContain(odd);
      }),
    );
  });

  it('takes the first 50 and says so when there are more', () => {
    const list = variableNames(Array.from({ length: 51 }, (_, index) => `V${index}`).join(','));
    expect(list.names).toHaveLength(50);
    expect(sentences(list)).toEqual([
      'The input “environment-variables” has 51 names and may have 50, so only the first 50 are taken; remove some there.',
    ]);
  });

  it('gives what a configuration takes when anything is given', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        const env = { 'INPUT_ENVIRONMENT-VARIABLES': text, 'INPUT_SHARED-ACCOUNTS': text };
        expect(Configuration.safeParse(readInputs(env).configuration).success).toBe(true);
      }),
    );
  });
});

describe('accountNames', () => {
  it('reads logins of people and apps when they are listed', () => {
    expect(accountNames('build-bot\nOcto_corp, deploy[bot]')).toEqual({
      names: ['build-bot', 'Octo_corp', 'deploy[bot]'],
      problems: [],
    });
  });

  it('leaves out what is no login when it is listed', () => {
    const list = accountNames('alice,a@example.com');
    expect(list.names).toEqual(['alice']);
    expect(sentences(list)).toEqual([
      'Name 2 in the input “shared-accounts” is no login of an account, so it is left out; remove it there.',
    ]);
  });
});

describe('the key of pseudonyms', () => {
  it('is a secret among the inputs, and not of the configuration, when it is given', () => {
    const { configuration, secrets, problems } = readInputs({ 'INPUT_PSEUDONYM-KEY': 'sixteen letters!' });
    expect(secrets.pseudonymKey).toBe('sixteen letters!');
    expect(JSON.stringify(configuration)).not.toContain('sixteen');
    expect(problems).toEqual([]);
  });

  it('is told of, and not repeated, when it is shorter than 16 characters', () => {
    const { problems } = readInputs({ 'INPUT_PSEUDONYM-KEY': 'fifteen letters' });
    expect(sentences({ problems })).toEqual([
      'The input “pseudonym-key” must have at least 16 characters, so people have pseudonyms that no other record has; keep a long random text in a secret.',
    ]);
  });
});
