import * as z from 'zod/mini';
import { sentenceOf } from '../../errors.ts';
import { entryKey } from '../../model/entry-key.ts';
import type { Confirmation, LogEntry } from '../../ports.ts';
import type { S3Client } from './client.ts';
import { faultOf, wordsOf } from './fault.ts';
import { objectKey } from './keys.ts';
import type { S3SinkConfig } from './type.ts';

/** What every shape of a whole entry, and what stays of one, says of whose it is. */
const Named = z.object({
  digest: z.optional(z.string()),
  doorlog: z.optional(z.object({ digest: z.optional(z.string()) })),
});

/** Reads an entry back by its own key; `not-permitted` where the keys may only write, as a writer's should. Never raises. */
export async function readBack(
  client: S3Client,
  { prefix, shape }: Pick<S3SinkConfig, 'prefix' | 'shape'>,
  entry: LogEntry,
  signal: AbortSignal,
): Promise<Confirmation | 'not-permitted'> {
  const { service } = client;
  const key = objectKey(prefix, 'records', entry.time, entryKey(entry));
  try {
    const answer = await client.credentials(signal);
    if (!answer.ok) return { confirmed: false, how: `${answer.reason}.` };
    const response = await client.http({ ...client.signed(answer.keys, { method: 'GET', key }), signal });
    if (response.status === 401 || response.status === 403) return 'not-permitted';
    if (response.status === 404) return { confirmed: false, how: `${service} has no object ${key}.` };
    if (response.status !== 200) return { confirmed: false, how: `${service}: ${wordsOf(faultOf(response))}.` };
    const text = response.body.toString('utf8');
    const named = z.safeParse(Named, jsonOf(text)).data;
    const isSame =
      (named?.digest ?? named?.doorlog?.digest) === entry.digest || (shape !== 'native' && text.includes(entry.digest));
    return isSame
      ? { confirmed: true, how: `It was read back from ${key}.` }
      : { confirmed: false, how: `${service} has something else at ${key}.` };
  } catch (error) {
    return { confirmed: false, how: sentenceOf(error) };
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
