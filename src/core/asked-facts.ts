import type { Gap } from '../model/access-record.ts';
import type { Configuration } from '../model/configuration.ts';
import type { Person } from '../model/person.ts';
import type { JobFacts } from '../ports.ts';

/** As much of a variable as a record holds, in characters. */
const LONGEST_VALUE = 4_000;

type Asked = Pick<Configuration, 'environmentVariables' | 'sharedAccounts'>;

/**
 * What is recorded only where the organisation asks for it by an input: environment variables by name, and whether an
 * account is one that several people use. What was not asked for is a gap. `clean` takes secrets out of a text: before
 * it is cut, so that no part of one is left.
 */
export function withAskedFacts(
  facts: JobFacts,
  { environmentVariables = [], sharedAccounts = [] }: Asked,
  env: Readonly<Record<string, string | undefined>>,
  clean: (text: string) => string,
): JobFacts {
  const variables = valuesOf(environmentVariables, env, clean);
  const { initiator, rerunner } = facts.people;
  const shared = new Set(sharedAccounts.map((login) => login.toLowerCase()));
  const flagged = (person: Person): Person =>
    shared.size === 0 ? person : { ...person, sharedAccount: shared.has(person.login.toLowerCase()) };
  return {
    ...facts,
    runner: { ...facts.runner, ...(variables && { environmentVariables: variables }) },
    people: {
      ...facts.people,
      ...(initiator && { initiator: flagged(initiator) }),
      ...(rerunner && { rerunner: flagged(rerunner) }),
    },
    gaps: [...facts.gaps, ...gapsOf(facts, variables !== undefined, shared.size > 0)],
    sources: {
      ...facts.sources,
      ...(shared.size > 0 && initiator && { '/people/initiator/sharedAccount': 'input' }),
      ...(shared.size > 0 && rerunner && { '/people/rerunner/sharedAccount': 'input' }),
    },
  };
}

/** A variable that is not set has no place in the record. */
function valuesOf(
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  clean: (text: string) => string,
): Record<string, string> | undefined {
  if (names.length === 0) return undefined;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value === undefined ? [] : [[name, clean(value).slice(0, LONGEST_VALUE).toWellFormed()]];
    }),
  );
}

function gapsOf({ people }: JobFacts, hasVariables: boolean, hasAccounts: boolean): Gap[] {
  const notAsked = (pointer: string, input: string): Gap => ({
    pointer,
    reason: 'not-asked',
    needed: `the input \`${input}\``,
  });
  const roles = (['initiator', 'rerunner'] as const).filter((role) => people[role] && !hasAccounts);
  return [
    ...(hasVariables ? [] : [notAsked('/runner/environmentVariables', 'environment-variables')]),
    ...roles.map((role) => notAsked(`/people/${role}/sharedAccount`, 'shared-accounts')),
  ];
}
