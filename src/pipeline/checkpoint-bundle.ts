import * as z from 'zod/mini';
import { jsonOrNothing } from '../json.ts';
import { LogCheckpoint } from '../model/log-checkpoint.ts';
import type { SealFolder } from '../ports.ts';

const Bundle = z.object({ dsseEnvelope: z.object({ payload: z.string() }) });
const Statement = z.object({ predicate: LogCheckpoint });

/** What the bundle of a checkpoint says of it, nothing of it proven; undefined where there is none that can be read. */
export async function predicateOf(folder: SealFolder, size: number): Promise<LogCheckpoint | undefined> {
  const text = await folder.bundle(size);
  const payload = Bundle.safeParse(jsonOrNothing(text ?? '')).data?.dsseEnvelope.payload;
  if (payload === undefined) return undefined;
  return Statement.safeParse(jsonOrNothing(Buffer.from(payload, 'base64').toString('utf8'))).data?.predicate;
}
