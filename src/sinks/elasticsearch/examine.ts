import * as z from 'zod/mini';
import { sentenceOf } from '../../errors.ts';
import type { Examination } from '../../ports.ts';
import { parted, transportOf } from '../examining.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import { type Cluster, type ClusterConfig, clusterOf } from './cluster.ts';
import { examineDisk } from './examine-disk.ts';
import { examineIndices } from './examine-indices.ts';
import { examineLifecycle } from './examine-lifecycle.ts';
import { examineRights } from './examine-rights.ts';
import { examineTemplate } from './examine-template.ts';
import { type Asker, askerOf, untold } from './questions.ts';
import { indexOf } from './sink.ts';

/** The oldest version of each that the set-up is written for. */
const OLDEST = { elasticsearch: 8, opensearch: 2 } as const;

const Root = z.object({ version: z.object({ number: z.string(), distribution: z.optional(z.string()) }) });

/**
 * Looks at all that a cluster tells of what deliveries need and of what can lose or change them, without storing anything.
 * Never raises.
 */
export async function examineCluster(
  config: ClusterConfig,
  surroundings: Pick<SinkSurroundings, 'http' | 'secrets' | 'secretNames' | 'clock'>,
  signal: AbortSignal,
): Promise<Examination[]> {
  let cluster: Cluster;
  try {
    cluster = clusterOf(config, surroundings);
  } catch (error) {
    return [{ check: 'credentials', result: 'failed', ...parted(sentenceOf(error)) }];
  }
  const ask = askerOf(cluster, signal);
  const index = indexOf(config.prefix, surroundings.clock.now().toISOString());
  const rights = await examineRights(ask, {
    product: cluster.product,
    prefix: config.prefix,
    index,
  });
  const blocked = rights.find(({ check }) => check === 'connection' || check === 'certificate');
  if (blocked !== undefined) return [blocked];
  const seen = [transportOf(cluster.url), ...rights];
  if (rights.some(({ check, result }) => check === 'credentials' && result === 'failed')) return seen;
  const [version, template, indices, disk] = await Promise.all([
    examineVersion(ask, cluster),
    examineTemplate(ask, { product: cluster.product, index }),
    examineIndices(ask, { prefix: config.prefix, index }),
    examineDisk(ask, cluster.product),
  ]);
  const policies = unionOf(template.policies, indices.policies);
  const lifecycle = await examineLifecycle(ask, { product: cluster.product, index, policies });
  return [...seen, version, ...template.examinations, ...indices.examinations, lifecycle, disk];
}

async function examineVersion(ask: Asker, { product }: Cluster): Promise<Examination> {
  const check = 'version';
  const told = await ask({ path: '/', schema: Root });
  if (told.kind !== 'told') return untold(check, told);
  const { number, distribution } = told.value.version;
  const isOpenSearch = distribution === 'opensearch';
  const says = `the cluster is ${isOpenSearch ? 'OpenSearch' : 'Elasticsearch'} ${printable(number)}`;
  if (isOpenSearch !== (product === 'opensearch')) {
    return { check, result: 'warning', says, mend: `set type: ${isOpenSearch ? 'opensearch' : 'elasticsearch'}` };
  }
  const isOld = Number.parseInt(number, 10) < OLDEST[product];
  return isOld
    ? { check, result: 'warning', says, mend: `upgrade to ${OLDEST[product]} or later: older ones were never tried` }
    : { check, result: 'fine', says };
}

/** Undefined where neither was to be seen. */
function unionOf(...lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const seen = lists.filter((list) => list !== undefined);
  return seen.length === 0 ? undefined : [...new Set(seen.flat())];
}

function printable(version: string): string {
  return version.replace(/[^\w.+-]/g, '').slice(0, 40);
}
