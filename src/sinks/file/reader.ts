import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { DoorlogError, systemCodeOf } from '../../errors.ts';
import type { LogReader, StoredEntry } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import type { FileSinkConfig } from './type.ts';

const Line = z.object({
  key: z.optional(z.string()),
  recordId: z.string(),
  phase: z.string(),
  digest: z.string(),
  view: z.optional(z.literal('attested')),
  record: z.optional(z.unknown()),
  bundle: z.optional(z.unknown()),
});

/** Reads a file of JSON Lines from its beginning, a line at a time; what is no line of a file sink is passed over. */
export function createFileReader({ path }: FileSinkConfig, { folder }: Pick<SinkSurroundings, 'folder'>): LogReader {
  const file = resolve(folder, path);
  return {
    async *read(recordId, signal) {
      const lines = createInterface({ input: createReadStream(file, { signal }), crlfDelay: Number.POSITIVE_INFINITY });
      let number = 0;
      try {
        for await (const line of lines) {
          number++;
          // Most lines are another record's: looking is cheaper than parsing.
          const entry = line.includes(recordId) ? entryOf(line, `${file}:${number}`) : undefined;
          if (entry?.recordId === recordId) yield entry;
        }
      } catch (cause) {
        const fault = systemCodeOf(cause) ?? 'unexpected fault';
        throw new DoorlogError('file-unreadable', `${file} could not be read (${fault}).`, { cause });
      }
    },
  };
}

function entryOf(line: string, location: string): StoredEntry | undefined {
  const { data } = z.safeParse(Line, jsonOf(line));
  if (data === undefined) return undefined;
  const { key, recordId, phase, digest, view, record, bundle } = data;
  return {
    location,
    recordId,
    phase,
    digest,
    ...(key !== undefined && { key }),
    ...(view && { view }),
    ...(record !== undefined && { document: record }),
    ...(bundle !== undefined && { bundle: typeof bundle === 'string' ? bundle : JSON.stringify(bundle) }),
  };
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
