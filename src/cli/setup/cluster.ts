import type { HttpRequest } from '../../ports.ts';
import type { SetupStep } from '../../sinks/elasticsearch/setup.ts';
import type { CliIo } from '../io.ts';
import type { PlannedStep, StepResult } from './plan.ts';

/** A cluster that is to be prepared, and the words in which it is spoken of. */
export interface Cluster {
  readonly service: string;
  /** Left out where nothing is sent. */
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** What to give, where the credentials are not accepted or may not do it. */
  readonly signIn: string;
  readonly rights: string;
  /** What it takes, where the cluster does not know a request. */
  readonly takes: string;
}

/** Requests to a cluster as steps of a plan; as printed they are what the consoles of Kibana and Dashboards take. */
export function clusterSteps(cluster: Cluster, steps: readonly SetupStep[], io: CliIo): PlannedStep[] {
  const ask = async (method: HttpRequest['method'], { path, body }: SetupStep): Promise<number> => {
    const { status } = await io.http({
      service: cluster.service,
      method,
      url: (cluster.url ?? '') + path,
      headers: { accept: 'application/json', 'content-type': 'application/json', ...cluster.headers },
      ...(method === 'PUT' && { body: JSON.stringify(body) }),
    });
    return status;
  };
  return steps.map((step) => ({
    what: step.what,
    name: step.name,
    printed: `# ${step.what}\nPUT ${step.path}\n${JSON.stringify(step.body, null, 2)}\n`,
    data: step,
    install: async () => {
      const status = await ask('PUT', step);
      return status === 200 || status === 201 ? { status: 'installed' } : failed(cluster, status);
    },
    remove: async () => removal(cluster, step, await ask('DELETE', step)),
  }));
}

function removal(cluster: Cluster, { path }: SetupStep, status: number): StepResult {
  if (status === 200) return { status: 'removed' };
  if (status === 404) return { status: 'absent' };
  // A cluster refuses to delete a pipeline that an index still names, and rightly so.
  if (status === 400 && path.startsWith('/_ingest/')) {
    return { status: 'kept', reason: 'indices with records still use it; delete them first' };
  }
  return failed(cluster, status);
}

function failed({ signIn, rights, takes }: Cluster, status: number): StepResult {
  const reason = {
    401: `the cluster does not accept the credentials; give an administrator's by ${signIn}`,
    403: `these credentials may not do that; it takes ${rights}`,
    400: `the cluster does not know this request; it takes ${takes}`,
    405: `the cluster does not know this request; it takes ${takes}`,
  }[status];
  return {
    status: 'failed',
    reason: reason ?? `the cluster answers with status ${status}; check that the url is a cluster's`,
  };
}
