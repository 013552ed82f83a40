import { DoorlogError } from '../../errors.ts';
import { authorizationOf, type Product } from '../../sinks/elasticsearch/authorization.ts';
import type { SetupStep } from '../../sinks/elasticsearch/setup.ts';
import { ClusterUrl, IndexPrefix } from '../../sinks/elasticsearch/type.ts';
import { secretsFromVariables, VARIABLE_NAMES } from '../../sinks/secrets.ts';
import { checkedOption } from './checked-option.ts';
import { type Cluster, clusterSteps } from './cluster.ts';
import type { SetupKind } from './plan.ts';

/** What tells one kind of cluster from the other. */
export interface ClusterKind extends Omit<Cluster, 'url' | 'headers'> {
  readonly product: Product;
  readonly help: string;
  /** Where credentials belong that were put into an address. */
  readonly mend?: string;
  readonly steps: (prefix: string) => readonly SetupStep[];
  /** How to make a writer. */
  readonly hints: (url: string, prefix: string) => string;
}

/** The set-up of a cluster that speaks Elasticsearch’s language for documents. */
export function clusterKind({ product, help, mend, steps, hints, ...words }: ClusterKind): SetupKind {
  return {
    help,
    options: { url: { type: 'string' }, prefix: { type: 'string', default: 'doorlog' } },
    async plan(values, io, isPrinted) {
      const prefix = checkedOption(IndexPrefix(), values.prefix, '--prefix');
      if (values.url === undefined && !isPrinted) {
        throw new DoorlogError('usage', 'Option --url is missing; give the address of the cluster, or --print.');
      }
      const url =
        values.url === undefined ? undefined : checkedOption(ClusterUrl(mend), values.url, '--url').replace(/\/+$/, '');
      const headers = isPrinted ? {} : authorizationOf(secretsFromVariables(io.env), VARIABLE_NAMES, product);
      return {
        steps: clusterSteps({ ...words, url, headers }, steps(prefix), io),
        about: { ...(url && { url }), prefix },
        ...(url && { hints: hints(url, prefix) }),
      };
    },
  };
}
