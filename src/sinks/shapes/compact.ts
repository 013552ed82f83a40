/** Leaves out members that are not known, and objects of which nothing is; `kept` members stay as they are. */
export function compact(
  value: Readonly<Record<string, unknown>>,
  kept: readonly string[] = ['record', 'bundle'],
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    if (kept.includes(key) || !isObject(member)) {
      result[key] = member;
      continue;
    }
    const inner = compact(member, kept);
    if (Object.keys(inner).length > 0) result[key] = inner;
  }
  return result;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
