import { isAbsolute } from 'node:path';
import * as z from 'zod/mini';
import { DoorlogError } from '../errors.ts';
import { nearest } from '../nearest.ts';
import { parseList } from './sink-list.ts';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
/** Index names are lower case and may not start with `-`, `_` or `+` (Elasticsearch, create index API). */
const PREFIX = /^[a-z0-9][a-z0-9._-]{0,63}$/;

/** A file of JSON Lines on the machine that runs the job. */
export const FileSinkConfig = z.strictObject({
  type: z.literal('file'),
  name: z._default(sinkName(), 'file'),
  required: z._default(z.boolean('must be true or false'), false),
  path: z
    .string('must be text')
    .check(z.minLength(1, 'must not be empty'), z.maxLength(4_096, 'is longer than 4096 characters'))
    .check(z.refine((path) => !path.includes('\0'), 'must not hold a null character')),
});
export type FileSinkConfig = z.infer<typeof FileSinkConfig>;

/** Monthly indices of an Elasticsearch or OpenSearch cluster. */
export const ElasticsearchSinkConfig = z.strictObject({
  type: z.literal('elasticsearch'),
  name: z._default(sinkName(), 'elasticsearch'),
  required: z._default(z.boolean('must be true or false'), false),
  url: ServerUrl(),
  prefix: z._default(IndexPrefix(), 'doorlog'),
});
export type ElasticsearchSinkConfig = z.infer<typeof ElasticsearchSinkConfig>;

const CONFIGS = { file: FileSinkConfig, elasticsearch: ElasticsearchSinkConfig };

/** One place that records go to, told apart by `type`. */
export type SinkConfig = FileSinkConfig | ElasticsearchSinkConfig;

/** Address of a server: http or https, and nothing in it that is or may hold a secret. */
export function ServerUrl() {
  return z.string('must be text').check(
    z.refine((url) => URL.canParse(url), 'must be a URL such as https://logs.example.org:9200'),
    z.refine((url) => /^https?:\/\//i.test(url), 'must start with https:// or http://'),
    z.refine(
      (url) => !URL.canParse(url) || (new URL(url).username === '' && new URL(url).password === ''),
      'must not hold a user name or password: give them by the inputs elasticsearch-api-key or elasticsearch-username and elasticsearch-password',
    ),
    z.refine(
      (url) => !/[?#]/.test(url),
      'must not hold a query or fragment: keys are given by the input elasticsearch-api-key',
    ),
  );
}

/** What the names of the monthly indices start with. */
export function IndexPrefix() {
  return z
    .string('must be text')
    .check(
      z.regex(PREFIX, 'must be 1 to 64 lower-case letters, digits, dots, dashes or underscores, the first no sign'),
    );
}

/** How a list of sinks is read. */
export interface SinkListOptions {
  /** `absolute`: a file's path must not depend on the working directory. Default `any`. */
  readonly paths?: 'absolute' | 'any';
}

/**
 * Reads the `sinks` input: a list in JSON or YAML, empty text being no sinks.
 * Raises `input-invalid` with one sentence that names the place and the mend, never a value.
 */
export async function parseSinks(text: string, { paths = 'any' }: SinkListOptions = {}): Promise<SinkConfig[]> {
  const list = await parseList(text);
  const configs = list.map((item, index) => parseSink(item, `sinks[${index}]`));
  const seen = new Map<string, number>();
  for (const [index, config] of configs.entries()) {
    const { name } = config;
    if (config.type === 'file' && paths === 'absolute' && !isAbsolute(config.path)) {
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
  return configs;
}

function parseSink(item: unknown, place: string): SinkConfig {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) {
    throw invalid(place, 'must be a mapping with a type, such as {"type": "file", "path": "/var/log/doorlog.jsonl"}');
  }
  const type = 'type' in item ? item.type : undefined;
  const types = Object.keys(CONFIGS);
  if (type !== 'file' && type !== 'elasticsearch') {
    const near = typeof type === 'string' ? nearest(type, types) : undefined;
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    throw invalid(
      `${place}.type`,
      `${type === undefined ? 'is missing: it ' : ''}must be ${types.join(' or ')}${hint}`,
    );
  }
  const schema = CONFIGS[type];
  const result = z.safeParse(schema, item);
  if (result.success) return result.data;
  throw complaint(result.error.issues, item, place, Object.keys(schema.shape));
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
  const at = [place, ...(issue?.path ?? [])].join('.');
  const member = issue?.path[0];
  const missing = member !== undefined && !(member in item);
  return invalid(at, missing ? 'is missing' : (issue?.message ?? 'is not valid'));
}

function sinkName() {
  return z
    .string('must be text')
    .check(z.regex(NAME, 'must be 1 to 64 letters, digits, dots, dashes or underscores, the first no sign'));
}

function invalid(place: string, complaint: string): DoorlogError {
  return new DoorlogError('input-invalid', `Input sinks: ${place} ${complaint.replace(/([^?])$/, '$1.')}`);
}
