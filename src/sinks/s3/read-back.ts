import { sentenceOf } from '../../errors.ts';
import { entryKey } from '../../model/entry-key.ts';
import type { Confirmation, LogEntry } from '../../ports.ts';
import type { S3Client } from './client.ts';
import { faultOf, wordsOf } from './fault.ts';
import { ask } from './listing.ts';
import { objectsOf } from './objects.ts';
import { contentOf } from './stored-content.ts';
import type { S3SinkConfig } from './type.ts';

/**
 * Reads an entry back by its own key, both halves where it has two; `not-permitted` where the keys may only write, as a
 * writer's should. Never raises.
 */
export async function readBack(
  client: S3Client,
  config: S3SinkConfig,
  entry: LogEntry,
  signal: AbortSignal,
): Promise<Confirmation | 'not-permitted'> {
  const { service } = client;
  const objects = objectsOf(config, entry, entryKey(entry), client.now());
  try {
    for (const { key, text } of objects) {
      const response = await ask(client, { method: 'GET', key }, signal);
      if (response.status === 401 || response.status === 403) return 'not-permitted';
      if (response.status === 404) return { confirmed: false, how: `${service} has no object ${key}.` };
      if (response.status !== 200) return { confirmed: false, how: `${service}: ${wordsOf(faultOf(response))}.` };
      if (!isSame(response.body.toString('utf8'), text, entry)) {
        return { confirmed: false, how: `${service} has something else at ${key}.` };
      }
    }
    return { confirmed: true, how: `It was read back from ${objects.map(({ key }) => key).join(' and ')}.` };
  } catch (error) {
    return { confirmed: false, how: sentenceOf(error) };
  }
}

/** Vocabularies have the time of sending in them, so that two copies differ in that. */
function isSame(stored: string, text: string, entry: LogEntry): boolean {
  return stored === text || JSON.stringify(contentOf(stored, entry)) === JSON.stringify(contentOf(text, entry));
}
