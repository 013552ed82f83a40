import type { LogEntry } from '../../src/ports.ts';
import type { Shape } from '../../src/sinks/common-config.ts';
import { shaped } from '../../src/sinks/shapes/shape.ts';
import { type JsonSchema, recordSchema } from './json-schema.ts';

/** Where each text of an entry goes in one shape. */
export interface ShapeMapping {
  /** Places that hold exactly a fact, by the fact. */
  readonly same: ReadonlyMap<string, readonly string[]>;
  /** Facts that a text is made of, by the place that holds it. */
  readonly made: ReadonlyMap<string, readonly string[]>;
}

/** Facts of the entry itself, beside those of the record. */
const ENTRY_FACTS = ['recordId', 'phase', 'digest', 'subjectDigest'] as const;
/** They have to be so for anything to come of them. */
const FIXED: Readonly<Record<string, unknown>> = {
  'policy.results[].result': 'fail',
  'policy.results[].severity': 'high',
};
const MARK = /«[^«»]*»/g;

/**
 * Follows every text that a record can hold into an event without the record, by making a record of marks out of its
 * schema: nothing of it is written by hand.
 */
export function mappingOf(shape: Shape): ShapeMapping {
  const same = new Map<string, string[]>();
  const made = new Map<string, string[]>();
  for (const [place, text] of textsOf(shaped(markedEntry(), shape, 'core', new Date(0)))) {
    const facts = (text.match(MARK) ?? []).map((mark) => mark.slice(1, -1));
    const [first] = facts;
    if (first === undefined) continue;
    if (text === `«${first}»`) same.set(first, [...(same.get(first) ?? []), place]);
    else made.set(place, [...new Set([...(made.get(place) ?? []), ...facts])]);
  }
  return { same, made };
}

function markedEntry(): LogEntry {
  const [recordId, phase, digest, subjectDigest] = ENTRY_FACTS.map((name) => `«${name}»`) as [
    string,
    string,
    string,
    string,
  ];
  const document = marked(recordSchema(), '') as LogEntry['document'];
  return { recordId, phase, digest, subjectDigest, time: '2026-11-18T10:00:00.000Z', document };
}

function marked(schema: JsonSchema, path: string): unknown {
  if (Object.hasOwn(FIXED, path)) return FIXED[path];
  if (schema.properties) {
    const members = Object.entries(schema.properties);
    return Object.fromEntries(
      members.map(([name, member]) => [name, marked(member, path === '' ? name : `${path}.${name}`)]),
    );
  }
  if (schema.items) return [marked(schema.items, `${path}[]`)];
  return schema.type === 'string' ? `«${path}»` : undefined;
}

/** Every text of an event by its place; OTLP’s attributes by their names. */
function textsOf(value: unknown, place = ''): [string, string][] {
  if (typeof value === 'string') return [[place, value]];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, `${place}[]`));
  if (typeof value !== 'object' || value === null) return [];
  if ('key' in value && 'value' in value) {
    const texts = textsOf(value.value).map(([, text]) => text);
    return texts.map((text) => [`${place.includes('.resource.') ? 'resource: ' : ''}${String(value.key)}`, text]);
  }
  return Object.entries(value).flatMap(([name, member]) => textsOf(member, place === '' ? name : `${place}.${name}`));
}
