import type * as z from 'zod/mini';
import { AccessRecord } from '../../src/model/access-record.ts';

type Schema = z.core.$ZodType;

interface Definition {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
}

/** What a record is given only after it was judged. */
const AFTER_JUDGING = new Set(['policy', 'commitment', 'pseudonyms']);

/**
 * The fields of the record and their types in CEL, as a module of plain data: the schema itself is too much to load for
 * a hook. Raises for a type that CEL has no word for.
 */
export function recordTypes(): string {
  const values = new Map<string, readonly unknown[]>();
  const types = new Map<Schema, { readonly name: string; readonly fields: Map<string, string> }>();

  function typeOf(schema: Schema, path: string): string {
    const {
      type,
      format,
      shape,
      element,
      innerType,
      valueType,
      values: literals = [],
    } = schema._zod.def as unknown as Definition;
    if (type === 'optional' && innerType) return typeOf(innerType, path);
    if (type === 'object' && shape) return partOf(schema, shape, path);
    if (type === 'array' && element) return `list<${typeOf(element, `${path}.item`)}>`;
    if (type === 'record' && valueType) return `map<string, ${typeOf(valueType, `${path}.value`)}>`;
    if (type === 'string') return format === 'datetime' ? 'google.protobuf.Timestamp' : 'string';
    if (type === 'enum' || typeof literals[0] === 'string') return 'string';
    if (type === 'boolean' || typeof literals[0] === 'boolean') return 'bool';
    if (type === 'number') return 'double';
    if (type === 'unknown') return 'dyn';
    throw new Error(`${path} has the type ${type}, for which custom rules have no word yet.`);
  }

  function partOf(schema: Schema, shape: Readonly<Record<string, Schema>>, path: string): string {
    const known = types.get(schema);
    if (known) return known.name;
    const fields = new Map<string, string>();
    types.set(schema, { name: path, fields });
    for (const [key, member] of Object.entries(shape)) {
      if (path === 'record' && AFTER_JUDGING.has(key)) continue;
      fields.set(key, typeOf(member, `${path}.${key}`));
      const known = valuesOf(member);
      if (known) values.set(`${path}.${key}`, known);
    }
    return path;
  }

  typeOf(AccessRecord, 'record');
  return `// Made by \`npm run generate\` from src/model; edit the schema there.

/** The types of the record’s parts in CEL, by name; a part that stands in several places has the name of the first. */
export const RECORD_TYPES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
${[...types.values()].map(({ name, fields }) => `  '${name}': {\n${linesOf(fields)}  },\n`).join('')}};

/** What a field can hold that holds one of a few words, by its type and name. */
export const RECORD_VALUES: Readonly<Record<string, readonly string[]>> = {
${[...values].map(([field, known]) => `  '${field}': [${known.map((value) => `'${value}'`).join(', ')}],\n`).join('')}};
`;
}

function valuesOf(schema: Schema): readonly unknown[] | undefined {
  const { type, innerType, entries, values } = schema._zod.def as unknown as Definition;
  if (type === 'optional' && innerType) return valuesOf(innerType);
  return type === 'enum'
    ? Object.values(entries ?? {})
    : values?.some((value) => typeof value === 'string')
      ? values
      : undefined;
}

function linesOf(fields: ReadonlyMap<string, string>): string {
  return [...fields].map(([key, type]) => `    ${/^\w+$/.test(key) ? key : `'${key}'`}: '${type}',\n`).join('');
}
