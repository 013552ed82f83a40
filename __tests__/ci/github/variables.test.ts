import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { jobFacts } from '../../../src/ci/github/job-facts.ts';
import { readVariables } from '../../../src/ci/github/variables.ts';
import { recordOfFacts } from '../../support/facts-record.ts';

describe('readVariables', () => {
  const GOOD = {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com/',
    GITHUB_REPOSITORY: 'octo/repo',
    GITHUB_RUN_ID: '1',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_EVENT_NAME: 'push',
    GITHUB_ACTOR: 'alice',
    GITHUB_JOB: 'build',
  };

  it('finds nothing wrong, and cuts slashes off addresses, when all that it needs is there', () => {
    const { variables, problems } = readVariables(GOOD);
    expect(problems).toEqual([]);
    expect(variables.apiUrl).toBe('https://api.github.com');
  });

  it('has one sentence for all that is missing and one for all that is malformed', () => {
    const { GITHUB_SHA: _, GITHUB_JOB: __, ...rest } = GOOD;
    const { variables, problems } = readVariables({ ...rest, GITHUB_RUN_ID: 's3cret', GITHUB_ACTOR_ID: '-1' });
    expect(variables).not.toHaveProperty('runId');
    expect(problems.map(({ code, message }) => [code, message.split(';')[0]])).toEqual([
      ['environment-invalid', 'GITHUB_SHA, GITHUB_JOB are missing from the environment'],
      ['environment-invalid', 'GITHUB_RUN_ID, GITHUB_ACTOR_ID are not of the form that the runner gives it'],
    ]);
    expect(JSON.stringify(problems.map(({ message }) => message))).not.toContain('s3cret');
  });

  it('gives facts that a record may hold when the variables are anything', () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.constant('x'.repeat(1_200)),
      fc.constant('x'.repeat(900)),
      fc.constantFrom(...Object.values(GOOD)),
    );
    const names = [
      ...Object.keys(GOOD),
      'GITHUB_REPOSITORY_OWNER',
      'GITHUB_WORKFLOW',
      'GITHUB_WORKFLOW_REF',
      'GITHUB_REF',
      'GITHUB_TRIGGERING_ACTOR',
      'RUNNER_NAME',
      'RUNNER_OS',
      'RUNNER_ARCH',
      'RUNNER_ENVIRONMENT',
      'RUNNER_TRACKING_ID',
      'ImageOS',
      'ImageVersion',
      'GITHUB_RUN_NUMBER',
      'GITHUB_RUN_ATTEMPT',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), text), (env) => {
        recordOfFacts(jobFacts(readVariables({ ...GOOD, ...env }).variables, undefined, {}));
      }),
      { numRuns: 300 },
    );
  });
});
