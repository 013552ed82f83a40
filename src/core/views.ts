import type * as z from 'zod/mini';
import { AccessRecord } from '../model/access-record.ts';
import { fields, type View } from '../model/field.ts';
import type { Visibility } from '../model/visibility.ts';

type Schema = z.core.$ZodType;

/** The schema types that a record is made of, as zod describes them. */
interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
}

function definitionOf(schema: Schema): Definition {
  return schema._zod.def as unknown as Definition;
}

/**
 * The part of a record that may be attested: field by field, what the schema's class allows for this visibility. What
 * has no class is left out, and an unknown visibility counts as public.
 */
export function attestedView(record: AccessRecord): AccessRecord {
  const allowed = allowedViews(record.pipeline.visibility);
  const view = project(AccessRecord, record, undefined, allowed) as AccessRecord;
  return { ...view, drift: record.drift.map((drift) => driftView(drift, allowed)) };
}

function allowedViews(visibility: Visibility | undefined): ReadonlySet<View> {
  return new Set(visibility === 'private' || visibility === 'internal' ? ['public', 'members'] : ['public']);
}

/** A change is as visible as the fact that changed. */
function driftView(drift: AccessRecord['drift'][number], allowed: ReadonlySet<View>): AccessRecord['drift'][number] {
  const { before, after, ...rest } = drift;
  if (!allowed.has(viewAt(drift.pointer))) return rest;
  return { ...rest, ...(before !== undefined && { before }), ...(after !== undefined && { after }) };
}

const SECRECY = { public: 0, members: 1, log: 2 } as const satisfies Record<View, number>;

/**
 * The class of the field that a JSON Pointer names, `log` for one that the schema does not know: the strictest on the
 * way to it, because a part of a hidden whole is hidden with it.
 */
export function viewAt(pointer: string): View {
  let schema: Schema | undefined = AccessRecord;
  let view: View | undefined;
  for (const key of pointer.split('/').slice(1)) {
    schema = schema && child(unwrap(schema), key.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!schema) return 'log';
    const own = fields.get(schema)?.view ?? fields.get(unwrap(schema))?.view;
    if (own !== undefined && (view === undefined || SECRECY[own] > SECRECY[view])) view = own;
  }
  return view ?? 'log';
}

function unwrap(schema: Schema): Schema {
  const { type, innerType } = definitionOf(schema);
  return type === 'optional' && innerType ? unwrap(innerType) : schema;
}

function child(schema: Schema, key: string): Schema | undefined {
  const { shape, element, valueType } = definitionOf(schema);
  if (shape) return Object.hasOwn(shape, key) ? shape[key] : undefined;
  return element ?? valueType;
}

function project(schema: Schema, value: unknown, inherited: View | undefined, allowed: ReadonlySet<View>): unknown {
  const inner = unwrap(schema);
  const view = fields.get(schema)?.view ?? fields.get(inner)?.view ?? inherited;
  if (view !== undefined && !allowed.has(view)) return undefined;
  if (Array.isArray(value)) {
    const element = definitionOf(inner).element;
    const items = value.map((item) => (element ? project(element, item, view, allowed) : undefined));
    return items.includes(undefined) ? undefined : items;
  }
  if (isPlainObject(value)) return projectObject(inner, value, view, allowed);
  return view === undefined ? undefined : value;
}

function projectObject(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  view: View | undefined,
  allowed: ReadonlySet<View>,
): unknown {
  const { shape, valueType, type } = definitionOf(schema);
  if (type === 'unknown') return view === undefined ? undefined : value;
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const memberSchema = shape ? (Object.hasOwn(shape, key) ? shape[key] : undefined) : valueType;
    if (!memberSchema || member === undefined) continue;
    const shown = project(memberSchema, member, view, allowed);
    if (shown !== undefined) kept[key] = shown;
  }
  return kept;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
