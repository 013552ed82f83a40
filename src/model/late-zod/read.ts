import { ASK, type Definition, NO, type Schema } from './schema.ts';

/** A definition with the members that its type has. */
type With<K extends keyof Definition> = Definition & Required<Pick<Definition, K>>;

export function readString(value: unknown): unknown {
  return typeof value === 'string' ? value : NO;
}

export function readNumber(value: unknown): unknown {
  return Number.isFinite(value) ? value : NO;
}

export function readInteger(value: unknown): unknown {
  return Number.isSafeInteger(value) ? value : NO;
}

export function readBoolean(value: unknown): unknown {
  return typeof value === 'boolean' ? value : NO;
}

export function readUnknown(value: unknown): unknown {
  return value;
}

/** An address that zod neither trims nor mends. */
export function readUrl(value: unknown): unknown {
  if (typeof value !== 'string') return NO;
  return /^https?:\/\/[!-~]+$/i.test(value) && URL.canParse(value) ? value : ASK;
}

const DATE_TIME =
  /^\d{4}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?Z$/;

/** A day that every month has; of the others zod knows more. */
export function readDate(value: unknown): unknown {
  if (typeof value !== 'string') return NO;
  return /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])$/.test(value) ? value : ASK;
}

/** RFC 3339 in UTC; of the 29th of February zod knows more. */
export function readDateTime(value: unknown): unknown {
  if (typeof value !== 'string') return NO;
  return DATE_TIME.test(value) ? value : ASK;
}

export function readOptional(value: unknown, { innerType }: With<'innerType'>): unknown {
  if (value !== undefined) return innerType.look(value);
  return innerType._zod.def.fills ? ASK : undefined;
}

export function readExactOptional(value: unknown, { innerType }: With<'innerType'>): unknown {
  return innerType.look(value);
}

export function readNullable(value: unknown, { innerType }: With<'innerType'>): unknown {
  return value === null ? null : innerType.look(value);
}

export function readArray(value: unknown, { element }: With<'element'>): unknown {
  if (!Array.isArray(value)) return NO;
  const output = new Array<unknown>(value.length);
  for (let index = 0; index < value.length; index++) {
    const item = element.look(value[index]);
    if (item === NO || item === ASK) return item;
    output[index] = item;
  }
  return output;
}

export function readRecord(value: unknown, { keyType, valueType }: With<'keyType' | 'valueType'>): unknown {
  if (!isObject(value)) return NO;
  // Keys that are listed must all be there, and zod turns some into numbers.
  if (Object.getPrototypeOf(value) !== Object.prototype || keyType._zod.def.type !== 'string') return ASK;
  const output: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return ASK;
    const name = keyType.look(key);
    if (name === NO || name === ASK) return name;
    const member = valueType.look(value[key]);
    if (member === NO || member === ASK) return member;
    output[key] = member;
  }
  return output;
}

/** The members that the shape names, in its order. */
export function readObject(value: unknown, { shape }: With<'shape'>): unknown {
  if (!isObject(value)) return NO;
  const output: Record<string, unknown> = {};
  for (const key in shape) {
    const schema = shape[key] as Schema;
    if (!(key in value)) {
      const { type, fills } = schema._zod.def;
      if (type === 'optional' && !fills) continue;
      if (type !== 'default') return fills || type === 'nullable' || type === 'union' ? ASK : NO;
    }
    const member = schema.look(value[key]);
    if (member === NO || member === ASK) return member;
    output[key] = member;
  }
  return output;
}

/** No member beside those that the shape names. */
export function readStrictObject(value: unknown, definition: With<'shape'>): unknown {
  const output = readObject(value, definition);
  if (output === NO || output === ASK) return output;
  for (const key in value as object) {
    if (!Object.hasOwn(definition.shape, key)) return NO;
  }
  return output;
}

/** Other members are kept as they are. */
export function readLooseObject(value: unknown, definition: With<'shape'>): unknown {
  const output = readObject(value, definition);
  if (output === NO || output === ASK) return output;
  for (const key in value as object) {
    if (Object.hasOwn(definition.shape, key)) continue;
    if (key === '__proto__') return ASK;
    (output as Record<string, unknown>)[key] = (value as Record<string, unknown>)[key];
  }
  return output;
}

/** The first that takes it. */
export function readUnion(value: unknown, { options }: With<'options'>): unknown {
  for (const option of options) {
    const output = option.look(value);
    if (output !== NO) return output;
  }
  return NO;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
