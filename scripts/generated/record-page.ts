import type { View } from '../../src/model/field.ts';
import { type JsonSchema, recordSchema } from './json-schema.ts';
import { alternatives, markdownTable } from './markdown-table.ts';
import { type RecordFact, recordFacts } from './record-facts.ts';

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

/** The record's page: every field with its place, type, origin, who may see it and what it says. */
export function recordPage(): string {
  const facts = new Map(recordFacts().map((fact) => [placeOf(fact), fact]));
  const sections = Object.entries(recordSchema().properties ?? {}).map(([name, schema]) => ({
    name,
    rows: rowsOf(`/${name}`, schema, undefined),
  }));
  const single = sections.filter(({ rows }) => rows.length === 1).flatMap(({ rows }) => rows);
  const several = sections.filter(({ rows }) => rows.length > 1);
  const parts = several.flatMap(({ name, rows }) => [
    `## ${name}`,
    ...evidenceOf(facts.get(`/${name}`)),
    tableOf(rows, facts),
  ]);
  return `${[HEAD, '## The record as a whole', tableOf(single, facts), ...parts].join('\n\n')}\n`;
}

const HEAD = `<!-- Made by \`npm run generate\` from src/model; edit the schema there. -->

# The access record

One JSON document about one job: the predicate of an in-toto Statement. The same schema in a form for programs is
[schema/access-record.v1.json](../schema/access-record.v1.json). Places are JSON Pointers (RFC 6901); \`*\` stands for
every item of a list and every key of a map. Times are RFC 3339 in UTC, and every identifier is text.

A fact that is not there was not seen: \`gaps\` names its place, the reason, and what it would take to see it. Absent is
never the same as “none”. What is missing in items of a list is told by one gap at the list. “Takes” says what a fact
takes beyond what every job has; [permissions.md](permissions.md) lists the facts by what they take.

**Who sees it.** Each record has two forms. The *attested view* is what is signed and uploaded; the *log view* is
everything, and goes only to your own log stores. “Everybody” marks fields of the attested view of any repository;
“members” those that are in it only where the repository is private or internal; “the log” those that are never in it.
The attested view commits to the rest by a salted SHA-256 (\`/commitment\`), so that the log can't be altered unnoticed
either: see [trust.md](trust.md).

**Evidence for.** The controls that a section supports evidence for; a record alone makes nobody compliant. CIS is the
CIS Software Supply Chain Security Guide, NIST is SP 800-53.`;

function tableOf(rows: readonly Row[], facts: ReadonlyMap<string, RecordFact>): string {
  return markdownTable(
    ['Place', 'Type', 'From', 'Takes', 'Who sees it', 'What it says'],
    rows.map(({ pointer, type, view, description }) => {
      const origin = facts.get(pointer)?.origin;
      return [
        `\`${pointer}\``,
        type,
        origin?.from?.join(', ') ?? '',
        takes(facts.get(pointer)),
        SEEN_BY[view] ?? view,
        description,
      ];
    }),
  );
}

/** Where a fact stands, as the page writes it. */
export function placeOf({ path }: RecordFact): string {
  return `/${path.map((key) => (key === '{}' ? '*' : key)).join('/')}`;
}

function takes(fact: RecordFact | undefined): string {
  if (!fact?.optional) return '';
  const { needs = '', applies } = fact.origin;
  const only = [
    ...(applies?.provider === 'local' ? ['a local record'] : []),
    ...(applies?.events ? [`event ${alternatives(applies.events)}`] : []),
    ...(applies?.phases && !applies.phases.includes('start') ? [`record of the ${applies.phases.join(' or ')}`] : []),
  ];
  return [...new Set([...only, needs])].join('; ');
}

function evidenceOf(fact: RecordFact | undefined): string[] {
  const controls = fact?.origin.controls ?? [];
  return controls.length > 0 ? [`Evidence for: ${controls.join(', ')}.`] : [];
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
