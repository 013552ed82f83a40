import type { AccessReader, PersonTracer, RepositoryReader, RunFacts, SeenRun } from '../ports.ts';

/** Looks that are the same for all jobs of one attempt of a run. */
export interface RunLooks {
  readonly repository: RepositoryReader;
  readonly access: AccessReader;
  readonly tracer: PersonTracer | undefined;
}

/** Takes each look once for all jobs of an attempt; what the run itself tells is not asked again. */
export function oncePerRun({ repository, access, tracer }: RunLooks, run: SeenRun): RunLooks {
  const facts: RunFacts = {
    ...(run.actor && { actor: run.actor }),
    ...(run.triggeringActor && { triggeringActor: run.triggeringActor }),
    calledWorkflows: run.calledWorkflows,
    ...(run.headRepository && { headRepository: run.headRepository }),
  };
  return {
    repository: { overview: once((query) => repository.overview(query)) },
    access: {
      run: async () => ({ ok: true, value: facts }),
      person: once((login) => access.person(login)),
      environment: once((name) => access.environment(name)),
      approvals: once((runId) => access.approvals(runId)),
    },
    tracer: tracer && { traces: once((query) => tracer.traces(query)) },
  };
}

/** A look that is taken once for each question. */
export function once<Q, T>(look: (query: Q) => Promise<T>): (query: Q) => Promise<T> {
  const taken = new Map<string, Promise<T>>();
  return (query) => {
    const key = JSON.stringify(query);
    const known = taken.get(key) ?? look(query);
    taken.set(key, known);
    return known;
  };
}
