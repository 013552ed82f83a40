import { describe, expect, it } from '@jest/globals';
import { withAskedFacts } from '../../src/core/asked-facts.ts';
import type { JobFacts } from '../../src/ports.ts';

const FACTS: JobFacts = {
  pipeline: { provider: 'github-actions' },
  runner: { os: 'Linux' },
  people: { initiator: { login: 'Build-Bot', id: '1' }, rerunner: { login: 'bob' } },
  gaps: [],
  sources: { '/people': 'env' },
};
const asItIs = (text: string) => text;

describe('withAskedFacts', () => {
  it('leaves gaps that name the inputs when nothing is asked for', () => {
    const { gaps, runner, people, sources } = withAskedFacts(FACTS, {}, { CI: 'true' }, asItIs);
    expect(gaps).toEqual([
      { pointer: '/runner/environmentVariables', reason: 'not-asked', needed: 'the input `environment-variables`' },
      { pointer: '/people/initiator/sharedAccount', reason: 'not-asked', needed: 'the input `shared-accounts`' },
      { pointer: '/people/rerunner/sharedAccount', reason: 'not-asked', needed: 'the input `shared-accounts`' },
    ]);
    expect({ runner, people, sources }).toEqual({ runner: FACTS.runner, people: FACTS.people, sources: FACTS.sources });
  });

  it('holds the variables that are set, and no others, when some are asked for by name', () => {
    const env = { CI: 'true', REGION: '', OTHER: 'x' };
    const { runner, gaps } = withAskedFacts(FACTS, { environmentVariables: ['CI', 'REGION', 'UNSET'] }, env, asItIs);
    expect(runner.environmentVariables).toEqual({ CI: 'true', REGION: '' });
    expect(gaps.map(({ pointer }) => pointer)).not.toContain('/runner/environmentVariables');
  });

  it('takes secrets out of a value before it is cut when one stands at the end of what is kept', () => {
    const env = { LONG: `${'a'.repeat(3_995)}hunter2hunter2` };
    const clean = (text: string) => text.replaceAll('hunter2hunter2', '***');
    const { runner } = withAskedFacts(FACTS, { environmentVariables: ['LONG'] }, env, clean);
    expect(runner.environmentVariables?.LONG).toBe(`${'a'.repeat(3_995)}***`);
    const { runner: cut } = withAskedFacts(FACTS, { environmentVariables: ['LONG'] }, env, asItIs);
    expect(cut.environmentVariables?.LONG).toHaveLength(4_000);
  });

  it('says of everybody who started the job whether the account is shared when the accounts are listed', () => {
    const { people, gaps, sources } = withAskedFacts(FACTS, { sharedAccounts: ['build-BOT'] }, {}, asItIs);
    expect(people).toEqual({
      initiator: { login: 'Build-Bot', id: '1', sharedAccount: true },
      rerunner: { login: 'bob', sharedAccount: false },
    });
    expect(gaps.map(({ pointer }) => pointer)).toEqual(['/runner/environmentVariables']);
    expect(sources['/people/initiator/sharedAccount']).toBe('input');
  });
});
