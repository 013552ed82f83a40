import { createReadStream } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import * as z from 'zod/mini';
import { DoorlogError, systemCodeOf } from '../../errors.ts';
import { jsonOrNothing } from '../../json.ts';
import type { LogReader, StoredEntry } from '../../ports.ts';
import type { SinkSurroundings } from '../sink-type.ts';
import type { FileSinkConfig } from './type.ts';

const Line = z.object({
  key: z.optional(z.string()),
  recordId: z.string(),
  phase: z.string(),
  digest: z.string(),
  time: z.optional(z.unknown()),
  view: z.optional(z.literal('attested')),
  record: z.optional(z.unknown()),
  bundle: z.optional(z.unknown()),
});
type Line = z.infer<typeof Line>;

/** Reads a file of JSON Lines from its beginning, a line at a time; what is no line of a file sink is passed over. */
export function createFileReader({ path }: FileSinkConfig, { folder }: Pick<SinkSurroundings, 'folder'>): LogReader {
  const file = resolve(folder, path);
  return {
    async *read(recordId, signal) {
      for await (const { text, location } of linesOf(file, signal)) {
        // Most lines are another record's: looking is cheaper than parsing.
        const line = text.includes(recordId) ? lineOf(text) : undefined;
        if (line?.recordId === recordId) yield entryOf(line, location);
      }
    },
    async *list({ from, until }, signal) {
      for await (const { text, location } of linesOf(file, signal)) {
        const line = lineOf(text);
        const time = Date.parse(String(line?.time));
        // What has no time is listed always: nobody could ever ask for it.
        if (line && !(time < from.getTime() || time >= until.getTime())) yield entryOf(line, location);
      }
    },
  };
}

async function* linesOf(file: string, signal: AbortSignal): AsyncGenerator<{ text: string; location: string }> {
  const lines = createInterface({ input: createReadStream(file, { signal }), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  try {
    for await (const text of lines) {
      number++;
      yield { text, location: `${file}:${number}` };
    }
  } catch (cause) {
    const fault = systemCodeOf(cause) ?? 'unexpected fault';
    throw new DoorlogError(
      'file-unreadable',
      `The log ${file} could not be read (${fault}); a file sink’s path is looked up from this folder on.`,
      { cause },
    );
  }
}

function lineOf(text: string): Line | undefined {
  return z.safeParse(Line, jsonOrNothing(text)).data;
}

function entryOf({ key, recordId, phase, digest, time, view, record, bundle }: Line, location: string): StoredEntry {
  const own = Date.parse(String(time));
  return {
    location,
    recordId,
    phase,
    digest,
    ...(key !== undefined && { key }),
    ...(view && { view }),
    ...(record !== undefined && { document: record }),
    ...(!Number.isNaN(own) && { time: new Date(own).toISOString() }),
    ...(bundle !== undefined && { bundle: typeof bundle === 'string' ? bundle : JSON.stringify(bundle) }),
  };
}
