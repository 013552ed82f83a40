import * as z from 'zod/mini';

/** What an unproven record says of itself: good enough to know where to look. */
export interface ToldRecord {
  readonly recordId?: string;
  readonly phase?: string;
  /** `OWNER/REPO` */
  readonly repository?: string;
  /** Whether it holds the salt, which only the log’s own view does. */
  readonly isLogView: boolean;
}

const Text = z.catch(z.optional(z.string()), undefined);
const Told = z.object({
  recordId: Text,
  phase: Text,
  pipeline: z.catch(z.optional(z.object({ repository: Text })), undefined),
  commitment: z.catch(z.optional(z.object({ salt: z.optional(z.unknown()) })), undefined),
});

/** Reads what a record file says of itself; nothing of what is no record. */
export function toldBy(bytes: Uint8Array): ToldRecord {
  const { success, data } = Told.safeParse(jsonIn(bytes));
  if (!success) return { isLogView: false };
  const { recordId, phase, pipeline, commitment } = data;
  const repository = pipeline?.repository;
  return {
    ...(recordId !== undefined && { recordId }),
    ...(phase !== undefined && { phase }),
    ...(repository !== undefined && /^[\w.-]+\/[\w.-]+$/.test(repository) && { repository }),
    isLogView: commitment?.salt !== undefined,
  };
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return undefined;
  }
}
