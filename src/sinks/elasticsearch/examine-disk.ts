import * as z from 'zod/mini';
import type { Examination } from '../../ports.ts';
import type { Product } from './authorization.ts';
import { type Asker, untold } from './questions.ts';

const GIGABYTE = 1024 ** 3;
/**
 * Defaults of `cluster.routing.allocation.disk.watermark`: new shards go elsewhere, and indices become read-only. So much
 * free space is enough on any disk in Elasticsearch (`max_headroom`); OpenSearch knows parts of the disk alone.
 */
const LOW = { part: 0.15, headroom: 200 * GIGABYTE };
const FLOOD = { part: 0.05, headroom: 100 * GIGABYTE };

const Stats = z.object({
  nodes: z.record(
    z.string(),
    z.object({ fs: z.object({ total: z.object({ total_in_bytes: z.number(), available_in_bytes: z.number() }) }) }),
  ),
});

/** Looks at how much room the fullest node has. Never raises. */
export async function examineDisk(ask: Asker, product: Product): Promise<Examination> {
  const check = 'disk';
  const told = await ask({ path: '/_nodes/stats/fs?filter_path=nodes.*.fs.total', schema: Stats });
  if (told.kind !== 'told') return untold(check, told);
  const nodes = Object.values(told.value.nodes).map(({ fs: { total } }) => ({
    free: total.available_in_bytes,
    part: total.available_in_bytes / Math.max(1, total.total_in_bytes),
  }));
  const isBelow = (mark: typeof LOW) =>
    nodes.some(({ part, free }) => part < mark.part && (product === 'opensearch' || free < mark.headroom));
  const least = Math.min(1, ...nodes.map(({ part }) => part));
  const says = `the fullest node has ${Math.floor(least * 100)} per cent of its disk free`;
  const mend = 'add disk space, or delete what need not be kept';
  if (isBelow(FLOOD)) return { check, result: 'failed', says: `${says}, so that indices become read-only`, mend };
  return isBelow(LOW) ? { check, result: 'warning', says, mend } : { check, result: 'fine', says };
}
