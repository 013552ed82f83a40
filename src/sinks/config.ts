import { isAbsolute } from 'node:path';
import type * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { SINK_TYPES } from './registry.ts';
import { parseList } from './sink-list.ts';
import type { ConfiguredSink } from './sink-type.ts';

/** How a list of sinks is read. */
export interface SinkListOptions {
  /** `absolute`: a file's path must not depend on the working directory. Default `any`. */
  readonly paths?: 'absolute' | 'any';
}

/**
 * Reads the `sinks` input: a list in JSON or YAML, empty text being no sinks.
 * Raises `input-invalid` with one sentence that names the place and the mend, never a value.
 */
export async function parseSinks(text: string, { paths = 'any' }: SinkListOptions = {}): Promise<ConfiguredSink[]> {
  const list = await parseList(text);
  const sinks = await Promise.all(list.map((item, index) => parseSink(item, `sinks[${index}]`)));
  const seen = new Map<string, number>();
  for (const [index, { name, localPath }] of sinks.entries()) {
    if (localPath !== undefined && paths === 'absolute' && !isAbsolute(localPath)) {
      // actions/checkout empties the workspace, and the start event with it.
      throw invalid(
        `sinks[${index}].path`,
        `is relative, so that the first checkout would delete the file; give an absolute path outside the workspace, for instance under \${{ runner.temp }}`,
      );
    }
    // Without regard to case: the spool and people who read a report tell sinks apart by name.
    const earlier = seen.get(name.toLowerCase());
    if (earlier !== undefined) {
      throw invalid(`sinks[${index}].name`, `is ${name}, as sinks[${earlier}] already is; give each sink its own name`);
    }
    seen.set(name.toLowerCase(), index);
  }
  return sinks;
}

async function parseSink(item: unknown, place: string): Promise<ConfiguredSink> {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw invalid(place, 'must be a mapping with a type, such as {"type": "file", "path": "/var/log/doorlog.jsonl"}');
  }
  const name = 'type' in item ? item.type : undefined;
  const names = Object.keys(SINK_TYPES);
  const load = typeof name === 'string' && Object.hasOwn(SINK_TYPES, name) ? SINK_TYPES[name] : undefined;
  if (load === undefined) {
    const near = typeof name === 'string' ? nearest(name, names) : undefined;
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    const known = `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
    throw invalid(`${place}.type`, `${name === undefined ? 'is missing: it ' : ''}must be ${known}${hint}`);
  }
  const type = await load();
  const parsed = type.parse(item);
  if ('sink' in parsed) return parsed.sink;
  throw complaint(parsed.issues, item, place, type.keys);
}

function complaint(
  issues: readonly z.core.$ZodIssue[],
  item: object,
  place: string,
  known: readonly string[],
): DoorlogError {
  const unknown = issues.find((issue) => issue.code === 'unrecognized_keys');
  const key = unknown?.keys[0];
  if (key !== undefined) {
    const near = nearest(key, known);
    const mend = near === undefined ? `known keys are ${known.join(', ')}` : `did you mean ${near}?`;
    return invalid(place, `has the unknown key ${JSON.stringify(key.slice(0, 40))}; ${mend}`);
  }
  const issue = issues[0];
  const at = [place, ...(issue?.path ?? [])].join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]');
  const member = issue?.path[0];
  const missing = member !== undefined && !(member in item);
  return invalid(at, missing ? 'is missing' : (issue?.message ?? 'is not valid'));
}

function invalid(place: string, complaint: string): DoorlogError {
  return new DoorlogError('input-invalid', `Input sinks: ${place} ${complaint.replace(/([^?])$/, '$1.')}`);
}
