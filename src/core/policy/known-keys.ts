import type * as z from 'zod/mini';

/** As much of a schema's definition as it takes to walk down it. */
interface Definition {
  readonly shape?: Readonly<Record<string, z.core.$ZodType>>;
  readonly element?: z.core.$ZodType;
  readonly innerType?: z.core.$ZodType;
  readonly valueType?: z.core.$ZodType;
  readonly options?: readonly z.core.$ZodType[];
}

/** The keys that a schema knows at a path, those of all alternatives; none where it takes any key. */
export function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  let level = alternatives(schema);
  for (const step of path) level = level.flatMap((definition) => below(definition, step)).flatMap(alternatives);
  return [...new Set(level.flatMap(({ shape = {} }) => Object.keys(shape)))];
}

function alternatives(schema: z.core.$ZodType): Definition[] {
  const definition = schema._zod.def as unknown as Definition;
  if (definition.innerType) return alternatives(definition.innerType);
  return definition.options ? definition.options.flatMap(alternatives) : [definition];
}

function below({ shape, element, valueType }: Definition, step: PropertyKey): z.core.$ZodType[] {
  if (!shape) return [element ?? valueType].filter((inner) => inner !== undefined);
  const inner = Object.hasOwn(shape, step) ? shape[String(step)] : undefined;
  return inner ? [inner] : [];
}
