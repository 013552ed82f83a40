import type * as z from 'zod/mini';
import { AccessRecord } from '../../src/model/access-record.ts';
import { definitionOf } from './schema-walk.ts';

/** What is concluded from facts, or binds them, rather than seen. */
const CONCLUDED = new Set(['policy', 'commitment', 'drift', 'gaps', 'sources', 'simulation']);

/**
 * The optional facts of the schema that a record neither holds nor explains by a gap at or above their place: found by
 * walking the schema itself, so that no table can hide one.
 */
export function silentAbsences(record: AccessRecord): string[] {
  const explained = new Set(record.gaps.map(({ pointer }) => pointer));
  return look(AccessRecord, record, '', explained).filter((pointer) => !CONCLUDED.has(pointer.split('/')[1] ?? ''));
}

function look(schema: z.core.$ZodType, value: unknown, pointer: string, explained: ReadonlySet<string>): string[] {
  const { type, shape, element, innerType, valueType } = definitionOf(schema);
  if (explained.has(pointer)) return [];
  if (type === 'optional' && innerType) {
    return value === undefined ? [pointer] : look(innerType, value, pointer, explained);
  }
  if (typeof value !== 'object' || value === null) return [];
  const members: [string, z.core.$ZodType][] = shape
    ? Object.entries(shape)
    : [element ?? (type === 'record' ? valueType : undefined)].flatMap((each) =>
        each ? Object.keys(value).map((key): [string, z.core.$ZodType] => [key, each]) : [],
      );
  return members.flatMap(([key, member]) =>
    look(
      member,
      Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined,
      `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      explained,
    ),
  );
}
