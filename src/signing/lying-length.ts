/**
 * Whether somewhere in JSON an object says how long it is. The library reads bytes by `Buffer.from`, which makes as many
 * bytes as such an object says, be it billions; no Sigstore bundle has such a member. Takes JSON of any depth.
 */
export function hasLyingLength(json: unknown): boolean {
  const left: unknown[] = [json];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (!Array.isArray(value) && (Object.hasOwn(value, 'length') || Object.hasOwn(value, 'data'))) return true;
    for (const member of Object.values(value)) left.push(member);
  }
  return false;
}
