import type * as Zod from 'zod/mini';
import {
  readArray,
  readBoolean,
  readDate,
  readDateTime,
  readExactOptional,
  readInteger,
  readLooseObject,
  readNullable,
  readNumber,
  readObject,
  readOptional,
  readRecord,
  readStrictObject,
  readString,
  readUnion,
  readUnknown,
  readUrl,
} from './read.ts';
import { type Check, type Definition, NO, Schema, theZod } from './schema.ts';

// The part of zod/mini that the sources use, under its names; the built files get this module in its place.

type Shape = Readonly<Record<string, Schema>>;

export function string(message?: string): Schema {
  return new Schema({ type: 'string' }, readString, () => theZod().string(message));
}

export function number(message?: string): Schema {
  return new Schema({ type: 'number' }, readNumber, () => theZod().number(message));
}

export function int(message?: string): Schema {
  return new Schema({ type: 'number' }, readInteger, () => theZod().int(message));
}

export function boolean(message?: string): Schema {
  return new Schema({ type: 'boolean' }, readBoolean, () => theZod().boolean(message));
}

export function unknown(): Schema {
  return new Schema({ type: 'unknown' }, readUnknown, () => theZod().unknown());
}

export function url(message?: string): Schema {
  return new Schema({ type: 'string' }, readUrl, () => theZod().url(message));
}

export const iso = {
  datetime: (): Schema => new Schema({ type: 'string' }, readDateTime, () => theZod().iso.datetime()),
  date: (): Schema => new Schema({ type: 'string' }, readDate, () => theZod().iso.date()),
};

export function literal(value: string | number | boolean, message?: string): Schema {
  return new Schema(
    { type: 'literal' },
    (given) => (given === value ? value : NO),
    () => theZod().literal(value, message),
  );
}

function enumeration(values: readonly string[], message?: string): Schema {
  return new Schema(
    { type: 'enum' },
    (given) => (values.includes(given as string) ? given : NO),
    () => theZod().enum([...values], message),
  );
}

export { enumeration as enum };

export function custom(holds: (value: unknown) => boolean): Schema {
  return new Schema(
    { type: 'custom' },
    (value) => (holds(value) ? value : NO),
    () => theZod().custom(holds),
  );
}

function wrapping(type: 'optional' | 'nullable', innerType: Schema): Definition {
  return innerType._zod.def.fills ? { type, innerType, fills: true } : { type, innerType };
}

export function optional(innerType: Schema): Schema {
  return new Schema(wrapping('optional', innerType), readOptional, () => theZod().optional(innerType.real()));
}

export function exactOptional(innerType: Schema): Schema {
  return new Schema(wrapping('optional', innerType), readExactOptional, () => theZod().exactOptional(innerType.real()));
}

export function nullable(innerType: Schema): Schema {
  return new Schema(wrapping('nullable', innerType), readNullable, () => theZod().nullable(innerType.real()));
}

export function nullish(innerType: Schema): Schema {
  return optional(nullable(innerType));
}

export function _default(innerType: Schema, value: string | number | boolean): Schema {
  return new Schema(
    { type: 'default', innerType, fills: true },
    (given) => (given === undefined ? value : innerType.look(given)),
    () => theZod()._default(innerType.real(), value),
  );
}

export function array(element: Schema, message?: string): Schema {
  return new Schema({ type: 'array', element }, readArray, () => theZod().array(element.real(), message));
}

export function record(keyType: Schema, valueType: Schema): Schema {
  return new Schema({ type: 'record', keyType, valueType }, readRecord, () =>
    theZod().record(keyType.real() as Zod.ZodMiniString, valueType.real()),
  );
}

function oneOf(options: readonly Schema[]): Definition {
  return { type: 'union', options, fills: options.some((option) => option._zod.def.fills) };
}

export function union(options: readonly Schema[]): Schema {
  return new Schema(oneOf(options), readUnion, () => theZod().union(options.map((option) => option.real())));
}

export function discriminatedUnion(key: string, options: readonly Schema[]): Schema {
  return new Schema(oneOf(options), readUnion, () =>
    theZod().discriminatedUnion(key, options.map((option) => option.real()) as [Zod.ZodMiniObject]),
  );
}

export function object(shape: Shape): Schema {
  return new Schema({ type: 'object', shape }, readObject, () => theZod().object(realShape(shape)));
}

export function strictObject(shape: Shape): Schema {
  return new Schema({ type: 'object', shape }, readStrictObject, () => theZod().strictObject(realShape(shape)));
}

export function looseObject(shape: Shape): Schema {
  return new Schema({ type: 'object', shape }, readLooseObject, () => theZod().looseObject(realShape(shape)));
}

export function extend(schema: Schema, shape: Shape): Schema {
  return schema.withShape({ ...schema.shape, ...shape }, () =>
    theZod().extend(schema.real() as Zod.ZodMiniObject, realShape(shape)),
  );
}

function realShape(shape: Shape): Record<string, Zod.ZodMiniType> {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, schema.real()]));
}

export function regex(pattern: RegExp, message?: string): Check {
  return { holds: (value: string) => pattern.test(value), make: () => theZod().regex(pattern, message) };
}

export function minLength(least: number, message?: string): Check {
  return { holds: ({ length }: { length: number }) => length >= least, make: () => theZod().minLength(least, message) };
}

export function maxLength(most: number, message?: string): Check {
  return { holds: ({ length }: { length: number }) => length <= most, make: () => theZod().maxLength(most, message) };
}

export function length(exact: number, message?: string): Check {
  return { holds: (value: { length: number }) => value.length === exact, make: () => theZod().length(exact, message) };
}

export function minimum(least: number, message?: string): Check {
  return { holds: (value: number) => value >= least, make: () => theZod().minimum(least, message) };
}

export function maximum(most: number, message?: string): Check {
  return { holds: (value: number) => value <= most, make: () => theZod().maximum(most, message) };
}

export function refine(holds: (value: never) => boolean, message?: string): Check {
  return { holds, make: () => theZod().refine(holds as (value: unknown) => boolean, message) };
}

/** A description is for readers of the sources' own schemas. */
export function describe(text: string): Check {
  return { holds: undefined, make: () => theZod().describe(text) };
}

export function parse(schema: Schema, value: unknown): unknown {
  return schema.parse(value);
}

export function safeParse(schema: Schema, value: unknown): ReturnType<Schema['safeParse']> {
  return schema.safeParse(value);
}

/** What is known of schemas beside their types; a schema that was made from another one inherits. */
export function registry<T extends object>() {
  const known = new WeakMap<Schema, T>();
  const get = (schema: Schema): T | undefined => {
    const { parent } = schema._zod;
    const inherited = parent && get(parent);
    const own = known.get(schema);
    return inherited && own ? { ...inherited, ...own } : (own ?? inherited);
  };
  return {
    add: (schema: Schema, facts: T) => void known.set(schema, facts),
    has: (schema: Schema) => known.has(schema),
    get,
  };
}
