import * as z from 'zod/mini';
import { jsonOrNothing } from '../../json.ts';

/** What an unproven record says of itself: good enough to know where to look. */
export interface ToldRecord {
  readonly recordId?: string;
  readonly phase?: string;
  /** `OWNER/REPO` */
  readonly repository?: string;
  /** Whether it holds the salt, which only the log’s own view does. */
  readonly isLogView: boolean;
}

const Part = z.record(z.string(), z.unknown());

/** Reads what a record file says of itself; nothing of what is no record. */
export function toldBy(bytes: Uint8Array): ToldRecord {
  const { recordId, phase, pipeline, commitment } = partOf(jsonOrNothing(bytes));
  const { repository } = partOf(pipeline);
  const name = typeof repository === 'string' && /^[\w.-]+\/[\w.-]+$/.test(repository) ? repository : undefined;
  return {
    ...(typeof recordId === 'string' && { recordId }),
    ...(typeof phase === 'string' && { phase }),
    ...(name !== undefined && { repository: name }),
    isLogView: partOf(commitment).salt !== undefined,
  };
}

function partOf(value: unknown): Readonly<Record<string, unknown>> {
  return Part.safeParse(value).data ?? {};
}
