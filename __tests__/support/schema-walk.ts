import type * as z from 'zod/mini';
import { fields, type View } from '../../src/model/field.ts';

type Schema = z.core.$ZodType;

/** What zod keeps of a schema, as far as a record uses it. */
export interface SchemaDefinition {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly keyType?: Schema;
  readonly valueType?: Schema;
  readonly entries?: Readonly<Record<string, string>>;
  readonly values?: readonly unknown[];
  readonly checks?: readonly { readonly _zod: { readonly def: CheckDefinition } }[];
}

interface CheckDefinition {
  readonly check: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: RegExp;
}

export function definitionOf(schema: Schema): SchemaDefinition {
  return schema._zod.def as unknown as SchemaDefinition;
}

/** One member of a schema, with the class that holds for it. */
export interface SchemaPlace {
  /** Like a JSON Pointer, `*` standing for items and free keys. */
  readonly path: string;
  readonly type: string;
  /** Its own class, or that of the nearest member above it. */
  readonly view: View | undefined;
  /** Whether the part of the record that it stands in may be attested without it. */
  readonly optional: boolean;
  /** The class of what it stands in. */
  readonly parentView: View | undefined;
  /** Whether it is itself marked as free text. */
  readonly freeText: boolean;
}

/** Every member of a schema, from the top. */
export function placesOf(schema: Schema, path = '', parentView?: View, optional = false): SchemaPlace[] {
  const definition = definitionOf(schema);
  const view = fields.get(schema)?.view ?? parentView;
  const isFree = fields.get(schema)?.freeText ?? false;
  if (definition.type === 'optional' && definition.innerType) {
    return placesOf(definition.innerType, path, view, true).map((place, index) =>
      index === 0 ? { ...place, parentView, freeText: place.freeText || isFree } : place,
    );
  }
  const own: SchemaPlace = { path, type: definition.type, view, optional, parentView, freeText: isFree };
  const children: [string, Schema][] = [
    ...Object.entries(definition.shape ?? {}),
    ...[definition.element, definition.valueType].flatMap((each): [string, Schema][] => (each ? [['*', each]] : [])),
  ];
  return [own, ...children.flatMap(([name, child]) => placesOf(child, `${path}/${name}`, view))];
}

/** One leaf of a value, with the class of the field that holds it. */
export interface Leaf {
  readonly pointer: string;
  readonly value: unknown;
  readonly view: View | undefined;
}

/** The leaves of a value that the schema describes; `unknown` parts are one leaf each. */
export function leavesOf(schema: Schema, value: unknown, pointer = '', parentView?: View): Leaf[] {
  const definition = definitionOf(schema);
  const view = stricter(fields.get(schema)?.view, parentView);
  if (definition.innerType) return leavesOf(definition.innerType, value, pointer, view);
  if (definition.type === 'unknown' || typeof value !== 'object' || value === null) return [{ pointer, value, view }];
  return Object.entries(value).flatMap(([key, member]) => {
    const child = definition.shape?.[key] ?? definition.element ?? definition.valueType;
    const at = `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    return child ? leavesOf(child, member, at, view) : [{ pointer: at, value: member, view: undefined }];
  });
}

function stricter(own: View | undefined, above: View | undefined): View | undefined {
  return (['log', 'members', 'public'] as const).find((view) => view === own || view === above);
}
