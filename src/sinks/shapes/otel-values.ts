/** One attribute in OTLP’s JSON encoding (opentelemetry-proto, common.proto: KeyValue). */
export interface KeyValue {
  readonly key: string;
  readonly value: AnyValue;
}

/** A value in OTLP’s JSON encoding, 64-bit integers as decimal text (protobuf’s JSON mapping). */
export type AnyValue =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly arrayValue: { readonly values: readonly AnyValue[] } };

/** What an attribute of ours can be. */
export type Plain = string | boolean | number | readonly string[] | undefined;

/** Attributes of those that are known; numbers are whole ones. */
export function attributes(pairs: readonly (readonly [string, Plain])[]): KeyValue[] {
  return pairs.flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: anyValue(value) }]));
}

function anyValue(value: Exclude<Plain, undefined>): AnyValue {
  switch (typeof value) {
    case 'string':
      return { stringValue: value };
    case 'boolean':
      return { boolValue: value };
    case 'number':
      return { intValue: String(value) };
    default:
      return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
  }
}
