const RANK = { ignore: 0, warn: 1, fail: 2 } as const;

/** What a policy or an input asks for, from laxest to strictest. */
type Answer = keyof typeof RANK;

/** The stricter of two answers; one that was not given asks for nothing. */
export function stricter<T extends Answer>(a: T, b: T | undefined): T;
export function stricter<T extends Answer>(a: T | undefined, b: T | undefined): T | undefined;
export function stricter<T extends Answer>(a: T | undefined, b: T | undefined): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return RANK[b] > RANK[a] ? b : a;
}
