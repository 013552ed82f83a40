import * as z from 'zod/mini';
import type { Examination } from '../../ports.ts';
import { type Asker, untold } from './questions.ts';

/** Defaults of `cluster.routing.allocation.disk.watermark`: new shards go elsewhere, and indices become read-only. */
const LOW = 0.15;
const FLOOD = 0.05;

const Stats = z.object({
  nodes: z.record(
    z.string(),
    z.object({ fs: z.object({ total: z.object({ total_in_bytes: z.number(), available_in_bytes: z.number() }) }) }),
  ),
});

/** Looks at how much room the fullest node has. Never raises. */
export async function examineDisk(ask: Asker): Promise<Examination> {
  const check = 'disk';
  const told = await ask({ path: '/_nodes/stats/fs?filter_path=nodes.*.fs.total', schema: Stats });
  if (told.kind !== 'told') return untold(check, told);
  const free = Object.values(told.value.nodes).map(
    ({ fs: { total } }) => total.available_in_bytes / Math.max(1, total.total_in_bytes),
  );
  const least = Math.min(1, ...free);
  const says = `the fullest node has ${Math.floor(least * 100)} per cent of its disk free`;
  const mend = 'add disk space, or delete what need not be kept';
  if (least < FLOOD) return { check, result: 'failed', says: `${says}, so that indices become read-only`, mend };
  return least < LOW ? { check, result: 'warning', says, mend } : { check, result: 'fine', says };
}
