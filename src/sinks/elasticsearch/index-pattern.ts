/** Whether an index fits a pattern of templates and policies, in which only the asterisk has a meaning. */
export function matchesPattern(pattern: string, index: string): boolean {
  const [first = '', ...others] = pattern.split('*');
  const last = others.pop();
  if (last === undefined) return first === index;
  if (!index.startsWith(first)) return false;
  let at = first.length;
  for (const part of others) {
    const found = index.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return index.length - last.length >= at && index.endsWith(last);
}
