/** One attribute of OTLP’s JSON encoding (opentelemetry-proto, common.proto: KeyValue). */
export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** OTLP’s JSON encoding of a value: 64-bit integers are decimal text (protobuf JSON mapping). */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } }
  | { readonly kvlistValue: { readonly values: readonly KeyValue[] } }
  /** Null and what JSON has no word for: an AnyValue without a value is what OTLP calls empty. */
  | Record<string, never>;

/** A JSON value as OTLP has it; raises a RangeError where it is nested too deeply. */
export function anyValue(value: unknown): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return Number.isSafeInteger(value) && !Object.is(value, -0)
        ? { intValue: String(value) }
        : { doubleValue: value };
    case 'object':
      if (value === null) return {};
      return Array.isArray(value)
        ? { arrayValue: { values: value.map(anyValue) } }
        : { kvlistValue: { values: attributes(Object.entries(value)) } };
    default:
      return {};
  }
}

/** Attributes of those that are known. */
export function attributes(pairs: readonly (readonly [string, unknown])[]): KeyValue[] {
  return pairs.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: anyValue(value) }]));
}
