import { isAbsolute } from 'node:path';
import { SINK_TYPES } from './registry.ts';
import type { ConfiguredSink } from './sink-type.ts';
import { invalidEntry, parseTypedList, type TypedList } from './typed-list.ts';

/** How a list of sinks is read. */
export interface SinkListOptions {
  /** `absolute`: a file's path must not depend on the working directory. Default `any`. */
  readonly paths?: 'absolute' | 'any';
}

const LIST: TypedList<ConfiguredSink> = {
  input: 'sinks',
  item: 'sink',
  types: SINK_TYPES,
  example: '{"type": "file", "path": "/var/log/doorlog.jsonl"}',
};

/**
 * Reads the `sinks` input: a list in JSON or YAML, empty text being no sinks.
 * Raises `input-invalid` with one sentence that names the place and the mend, never a value.
 */
export async function parseSinks(text: string, { paths = 'any' }: SinkListOptions = {}): Promise<ConfiguredSink[]> {
  const sinks = await parseTypedList(text, LIST);
  for (const [index, { localPath }] of sinks.entries()) {
    if (localPath !== undefined && paths === 'absolute' && !isAbsolute(localPath)) {
      // actions/checkout empties the workspace, and the start event with it.
      throw invalidEntry(
        LIST,
        `sinks[${index}].path`,
        `is relative, so that the first checkout would delete the file; give an absolute path outside the workspace, for instance under \${{ runner.temp }}`,
      );
    }
  }
  return sinks;
}
