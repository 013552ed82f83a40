import type { View } from '../../src/model/field.ts';
import { type JsonSchema, recordSchema } from './json-schema.ts';
import { alternatives, markdownTable } from './markdown-table.ts';

const STRICTNESS: readonly string[] = ['public', 'members', 'log'] satisfies View[];

const SEEN_BY: Readonly<Record<string, string>> = {
  public: 'everybody',
  members: 'members',
  log: 'the log',
};

/** One line of the record's page. */
interface Row {
  readonly pointer: string;
  readonly type: string;
  readonly view: string;
  readonly description: string;
}

/** The record's page: every field with its place, its type, who may see it and what it says. */
export function recordPage(): string {
  const sections = Object.entries(recordSchema().properties ?? {}).map(([name, schema]) => ({
    name,
    rows: rowsOf(`/${name}`, schema, undefined),
  }));
  const single = sections.filter(({ rows }) => rows.length === 1).flatMap(({ rows }) => rows);
  const several = sections.filter(({ rows }) => rows.length > 1);
  return `${[HEAD, '## The record as a whole', tableOf(single), ...several.flatMap(({ name, rows }) => [`## ${name}`, tableOf(rows)])].join('\n\n')}\n`;
}

const HEAD = `<!-- Made by \`npm run generate\` from src/model; edit the schema there. -->

# The access record

One JSON document about one job: the predicate of an in-toto Statement. The same schema in a form for programs is
[schema/access-record.v1.json](../schema/access-record.v1.json). Places are JSON Pointers (RFC 6901); \`*\` stands for
every item of a list and every key of a map. Times are RFC 3339 in UTC, and every identifier is text.

A fact that is not there was not seen: \`gaps\` names its place, the reason, and what it would take to see it. Absent is
never the same as “none”.

**Who sees it.** Each record has two forms. The *attested view* is what is signed and uploaded; the *log view* is
everything, and goes only to your own log stores. “Everybody” marks fields of the attested view of any repository;
“members” those that are in it only where the repository is private or internal; “the log” those that are never in it.
The attested view commits to the rest by a salted SHA-256 (\`/commitment\`), so that the log can't be altered unnoticed
either: see [trust.md](trust.md).`;

function tableOf(rows: readonly Row[]): string {
  return markdownTable(
    ['Place', 'Type', 'Who sees it', 'What it says'],
    rows.map(({ pointer, type, view, description }) => [`\`${pointer}\``, type, SEEN_BY[view] ?? view, description]),
  );
}

/** A field is as hidden as the most hidden of all that it stands in. */
function rowsOf(pointer: string, schema: JsonSchema, above: string | undefined): Row[] {
  const view = stricter(above, schema['x-view']);
  const own = schema.description
    ? [{ pointer, type: typeOf(schema), view: view ?? 'log', description: schema.description }]
    : [];
  const members = Object.entries(schema.properties ?? {}).flatMap(([key, member]) =>
    rowsOf(`${pointer}/${key}`, member, view),
  );
  const values = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  const each = [schema.items, values].flatMap((item) => (item ? rowsOf(`${pointer}/*`, item, view) : []));
  return [...own, ...members, ...each];
}

function stricter(a: string | undefined, b: string | undefined): string | undefined {
  return STRICTNESS.indexOf(a ?? 'public') > STRICTNESS.indexOf(b ?? 'public') ? a : (b ?? a);
}

const NAMED_PATTERNS: Readonly<Record<string, string>> = {
  '^[0-9a-f]{64}$': 'SHA-256 in hex',
  '^[0-9a-f]{40}([0-9a-f]{24})?$': 'git object id',
  '^(\\/[^/]*)+$': 'JSON Pointer',
};

/** The type of a field in words. */
export function typeOf(schema: JsonSchema): string {
  if (schema.const !== undefined) return alternatives([schema.const]);
  if (schema.enum) return alternatives(schema.enum);
  if (schema.format === 'date-time') return 'time';
  switch (schema.type) {
    case 'string':
      return NAMED_PATTERNS[schema.pattern ?? ''] ?? 'text';
    case 'array':
      return `list of ${schema.items?.type === 'object' ? 'objects' : typeOf(schema.items ?? {})}`;
    case 'object':
      return schema.properties ? 'object' : 'map';
    case 'boolean':
      return '`true` or `false`';
    case 'number':
    case 'integer':
      return 'number';
    default:
      return 'any JSON';
  }
}
