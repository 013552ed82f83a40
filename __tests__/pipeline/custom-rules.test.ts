import { describe, expect, it } from '@jest/globals';
import { deploymentWorld } from '../support/deployment-world.ts';
import { setFile } from '../support/gate-world.ts';
import { type PlayOptions, playJob } from '../support/in-process-job.ts';

const BY_DAY = `  - id: only-alice-deploys
    title: Only Alice deploys
    mend: Let Alice deploy.
    expression: |
      record.pipeline.environment != "production"
        || record.people.rerunner.login == "alice"
`;
const TOO_SLOW = `  - id: too-slow
    title: Matches for ever
    expression: '"${'a'.repeat(60)}!".matches("^(a+)+$")'
`;
const MISSPELT = `  - id: misspelt
    title: Misspelt
    expression: |
      record.phase == "start" ||
        record.pipeline.enviroment == "production"
`;

function play(policy: string, options: PlayOptions = {}) {
  return playJob(
    deploymentWorld((world) => setFile(world, '.github/doorlog.yml', `version: 1\n${policy}`)),
    options,
  );
}

describe('a job that is judged by custom rules', () => {
  it('fails at both its ends when a rule does not hold', async () => {
    const { start, end, output } = await play(`custom:\n${BY_DAY}`);
    for (const { policy } of [start, end]) {
      expect(policy?.verdict).toBe('fail');
      expect(policy?.results).toMatchObject([
        {
          rule: 'only-alice-deploys',
          result: 'fail',
          message: '“Only Alice deploys” does not hold.',
          mend: 'Let Alice deploy.',
          evidence: ['/people/rerunner/login', '/pipeline/environment'],
        },
      ]);
    }
    expect(output).toMatch(/::error.*Only Alice deploys/);
    expect(end.policy?.onViolation).toBe('fail');
  });

  it('is judged by no cut-off rule, and as `on-unknown` has it, when a rule takes too long', async () => {
    const strict = await play(`on-unknown: fail\ncustom:\n${TOO_SLOW}`);
    for (const { policy } of [strict.start, strict.end]) {
      expect(policy).toMatchObject({ verdict: 'unknown', onUnknown: 'fail' });
      expect(policy?.results).toMatchObject([{ rule: 'too-slow', result: 'unknown', reason: 'cut-off' }]);
    }
    expect(strict.output).toContain('::error');
    const loose = await play(`on-unknown: ignore\ncustom:\n${TOO_SLOW}`, { inputs: { 'on-unknown': 'ignore' } });
    expect(loose.end.policy).toMatchObject({ verdict: 'unknown', onUnknown: 'ignore' });
    expect(loose.output).not.toContain('::error');
  });

  it('waits for what comes later, whatever `on-unknown` says, when a rule is about the end', async () => {
    const rule = '  - id: ends-well\n    title: Ends well\n    expression: record.outcome.status == "success"\n';
    const { start, end, output } = await play(`on-unknown: fail\ncustom:\n${rule}`);
    expect(start.policy?.results).toMatchObject([{ rule: 'ends-well', result: 'unknown', reason: 'not-yet' }]);
    expect(end.policy?.results).toMatchObject([{ rule: 'ends-well', result: 'pass' }]);
    expect(output).not.toContain('::error');
  });

  it('has no policy to be judged by, and says where it is wrong, when a field is misspelt', async () => {
    const { end, output } = await play(`custom:\n${MISSPELT}`);
    expect(end.policy).toMatchObject({ policy: { origin: 'none' }, verdict: 'unknown' });
    expect(output).toContain(
      '.github/doorlog.yml, line 7, column 25: the expression of “misspelt” can’t be used: record.pipeline has no field “enviroment”. Did you mean “environment”?',
    );
  });
});
