import { isSameEnvironment } from '../core/same-environment.ts';
import type { ProtectionLook } from '../core/snapshot/environment.ts';
import { sameAs } from '../core/snapshot/people.ts';
import type { Approval } from '../model/access.ts';
import type { Snapshot } from '../model/access-record.ts';
import type { Person } from '../model/person.ts';
import type { EnvironmentProtection } from '../model/protections.ts';
import type { AccessReader, JobFacts, Observed, Overview, RunFacts } from '../ports.ts';
import type { RequestBudget } from './request-budget.ts';

/** Nobody needs it here. */
export const NOT_WANTED: Observed<never> = {
  ok: false,
  reason: 'not-asked',
  needed: 'a policy with a rule that needs it, or the collector',
};

const NO_ROLE: Observed<never> = {
  ok: false,
  reason: 'not-applicable',
  needed: 'an account of a person: apps hold permissions, not roles',
};

/** The looks that cost a request each, within the budget. */
export interface Looks {
  roles(): Promise<{ initiator: Observed<Person> | undefined; rerunner: Observed<Person> | undefined }>;
  approvals(): Promise<Observed<Approval[]>>;
  protection(environment: string, overview: Overview): Promise<ProtectionLook>;
  /** Asked for what the runner does not tell, or always. */
  run(snapshot: Snapshot, always: boolean): Promise<Observed<RunFacts>>;
}

/** Makes the looks for one job; nothing is asked yet. */
export function createLooks(access: AccessReader, budget: RequestBudget, facts: JobFacts): Looks {
  const { runId, runAttempt } = facts.pipeline;
  const { initiator, rerunner } = facts.people;

  async function role(person: Person | undefined): Promise<Observed<Person> | undefined> {
    if (!person) return undefined;
    if (person.type === 'bot') return NO_ROLE;
    return budget.optional(() => access.person(person.login));
  }

  return {
    async roles() {
      const [first, second] = await Promise.all([
        role(initiator),
        role(sameAs(rerunner, initiator) ? undefined : rerunner),
      ]);
      return { initiator: first, rerunner: second };
    },
    approvals: async () => (runId ? budget.needed(() => access.approvals(runId)) : NOT_WANTED),
    async protection(environment, overview) {
      const whole = await budget.optional(() => access.environment(environment));
      return { whole, partly: environmentIn(overview, environment) };
    },
    async run({ pipeline, people }, always) {
      const isCalled = pipeline.jobWorkflowRef !== undefined && pipeline.jobWorkflowRef !== pipeline.workflowRef;
      const isUnknown = people.rerunner !== undefined && people.rerunner.id === undefined;
      if (!runId || !runAttempt || (!isCalled && !isUnknown && !always)) return NOT_WANTED;
      return budget.optional(() => access.run(runId, runAttempt));
    },
  };
}

/** What the overview shows of the environment: all but its branch policy and whether it can be bypassed. */
function environmentIn(overview: Overview, name: string): Observed<EnvironmentProtection> | undefined {
  const { environment, environments } = overview;
  if (environment && (!environment.ok || isSameEnvironment(environment.value.name, name))) return environment;
  const found = environments?.ok ? environments.value.find((each) => isSameEnvironment(each.name, name)) : undefined;
  return found && { ok: true, value: found };
}
