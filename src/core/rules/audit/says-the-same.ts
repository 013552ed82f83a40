/**
 * Whether two records agree in all that both hold: one may be the view that leaves out what only the log has, and the
 * commitment that both bear binds that part.
 */
export function saysTheSame(a: unknown, b: unknown): boolean {
  if (a === b || a === undefined || b === undefined) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => saysTheSame(item, b[index]));
  }
  const others = new Map<string, unknown>(Object.entries(b));
  return Object.entries(a).every(([key, value]) => saysTheSame(value, others.get(key)));
}
