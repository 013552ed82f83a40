import type { Http } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { authorizationOf, type Product } from './authorization.ts';

/** What Elasticsearch's and OpenSearch's configurations have in common. */
export interface ClusterConfig {
  readonly type: Product;
  readonly name: string;
  readonly required: boolean;
  readonly url: string;
  readonly prefix: string;
}

/** A cluster that can be asked. */
export interface Cluster {
  readonly product: Product;
  /** In words, for sentences. */
  readonly service: string;
  /** Address without a slash at its end. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly http: Http;
}

/** Raises `input-invalid` for secrets that don't fit together. */
export function clusterOf(
  config: Pick<ClusterConfig, 'type' | 'name' | 'url'>,
  { http, secrets, secretNames }: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames'>,
): Cluster {
  return {
    product: config.type,
    service: serviceOf(config),
    url: config.url.replace(/\/+$/, ''),
    headers: { accept: 'application/json', ...authorizationOf(secrets, secretNames, config.type) },
    http,
  };
}

/** What a cluster is called in sentences. */
export function serviceOf({ type, name }: Pick<ClusterConfig, 'type' | 'name'>): string {
  const product = type === 'opensearch' ? 'OpenSearch' : 'Elasticsearch';
  return name === type ? product : `${product} (sink ${name})`;
}
