import type * as z from 'zod/mini';
import { AccessRecord } from '../../src/model/access-record.ts';
import { type Origin, origins } from '../../src/model/field.ts';

type Schema = z.core.$ZodType;

/** One member of the record's schema, with what the schema knows of it and of all that it stands in. */
export interface RecordFact {
  /** Keys from the top; `*` for the items of a list, `{}` for the values of a map. */
  readonly path: readonly string[];
  readonly optional: boolean;
  /** Whether something stands below it. */
  readonly isPart: boolean;
  readonly origin: Origin;
}

interface Definition {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Schema>>;
  readonly element?: Schema;
  readonly innerType?: Schema;
  readonly valueType?: Schema;
}

/** Every member of the record, parts before what stands in them. */
export function recordFacts(): RecordFact[] {
  return factsOf(AccessRecord, [], {}, false).slice(1);
}

function factsOf(schema: Schema, path: readonly string[], above: Origin, optional: boolean): RecordFact[] {
  const { type, shape, element, innerType, valueType } = schema._zod.def as unknown as Definition;
  const own = origins.get(schema);
  const applies = { ...above.applies, ...own?.applies };
  const origin: Origin = { ...above, ...own, ...(Object.keys(applies).length > 0 && { applies }) };
  if (type === 'optional' && innerType) {
    const [fact, ...members] = factsOf(innerType, path, origin, true);
    return fact
      ? [{ ...fact, origin: { ...fact.origin, ...own, ...(fact.origin.together && { together: true }) } }, ...members]
      : [];
  }
  const below = forMembers(origin);
  const members = [
    ...Object.entries(shape ?? {}).map(([key, member]) => factsOf(member, [...path, key], below, false)),
    ...(element ? [factsOf(element, [...path, '*'], below, false)] : []),
    ...(type === 'record' && valueType ? [factsOf(valueType, [...path, '{}'], below, false)] : []),
  ].flat();
  return [{ path, optional, isPart: members.length > 0, origin }, ...members];
}

/** In which records a part can stand at all says nothing of its members, once it is there. */
function forMembers({ together: _, applies: __, ...origin }: Origin): Origin {
  return origin;
}
