import * as z from 'zod/mini';
import { sentenceOf } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { Confirmation, LogEntry } from '../../ports.ts';
import type { Place, Target } from './create.ts';

const MOST_REPLY_BYTES = 10 * 1024 * 1024;

/** The reply of the get API, as far as it tells whose document it is. */
const GetReply = z.object({
  found: z.boolean(),
  _source: z.optional(z.object({ event: z.object({ hash: z.string() }) })),
});

/**
 * Reads a document back by its id (get API, which sees what was just written); `not-permitted` where the key may only
 * write, as a writer's should. Never raises.
 */
export async function readBack(
  { service, http, url, headers }: Target,
  entry: LogEntry,
  { index, id, signal }: Omit<Place, 'mayBeOurs'>,
): Promise<Confirmation | 'not-permitted'> {
  const address = `${url}/${encodeURIComponent(index)}/_doc/${encodeURIComponent(id)}?_source_includes=event.hash`;
  const { 'content-type': _, ...reading } = headers;
  try {
    const response = await http({
      service,
      method: 'GET',
      url: address,
      headers: reading,
      signal,
      maxBytes: MOST_REPLY_BYTES,
    });
    if (response.status === 401 || response.status === 403) return 'not-permitted';
    if (response.status === 404) return { confirmed: false, how: `${service} has no document ${id} in ${index}.` };
    const reply = response.status === 200 ? GetReply.safeParse(jsonOrNothing(response.body)) : undefined;
    if (!reply?.success) return { confirmed: false, how: `${service} answered with status ${response.status}.` };
    return reply.data.found && reply.data._source?.event.hash === entry.digest
      ? { confirmed: true, how: `It was read back from ${index}.` }
      : { confirmed: false, how: `${service} has another document under that id in ${index}.` };
  } catch (error) {
    return { confirmed: false, how: sentenceOf(error) };
  }
}
