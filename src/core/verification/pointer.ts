/** The value that a JSON Pointer (RFC 6901) names, undefined where there is none; only own members count. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Whether the record owns up to a gap at exactly this place: one at what holds it could hide anything. */
export function hasGapAt(record: unknown, pointer: string): boolean {
  const gaps = valueAt(record, '/gaps');
  if (!Array.isArray(gaps)) return false;
  return gaps.some((gap) => valueAt(gap, '/pointer') === pointer);
}
