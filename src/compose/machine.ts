import { observeUser, type UserSources } from '../ci/local/observe-user.ts';
import type { JobFacts } from '../ports.ts';

/** The longest name that the record takes. */
const LONGEST_NAME = 300;

/** Adds what the system itself says of the machine: its name, and as whom the job runs. Never raises. */
export function withMachine(facts: JobFacts, sources: UserSources): JobFacts {
  const { hostName, login, uid } = observeUser(sources);
  const seen = {
    ...(hostName && { hostName: hostName.slice(0, LONGEST_NAME) }),
    ...(login && { user: login.slice(0, LONGEST_NAME) }),
    ...(uid && { userId: uid }),
  };
  const asSystem = Object.keys(seen).map((name) => [`/runner/${name}`, 'system'] as const);
  return {
    ...facts,
    runner: { ...facts.runner, ...seen },
    sources: { ...facts.sources, ...Object.fromEntries(asSystem) },
  };
}
