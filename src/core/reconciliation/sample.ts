/** Keeps so many of all that it is offered, the same ones whatever their order. */
export interface Sample<T> {
  offer(key: string, value: T): void;
  /** Those that were kept, in the order of their keys. */
  readonly values: () => T[];
  /** How many were offered, each key once. */
  readonly offered: () => number;
}

/**
 * Takes those with the smallest keys: where keys are digests that is an even sample, which nobody can choose and which a
 * second look takes again.
 */
export function createSample<T>(most: number): Sample<T> {
  let kept = new Map<string, T>();
  let threshold: string | undefined;
  let dropped = 0;

  function prune(): void {
    const keys = [...kept.keys()].sort();
    const stay = keys.slice(0, most);
    dropped += keys.length - stay.length;
    threshold = keys.length > most ? stay.at(-1) : threshold;
    kept = new Map(
      stay.flatMap((key) => {
        const value = kept.get(key);
        return value === undefined ? [] : [[key, value] as const];
      }),
    );
  }

  return {
    offer(key, value) {
      if (threshold !== undefined && key > threshold) dropped++;
      else kept.set(key, value);
      // Sorting now and then costs less than finding a place for each.
      if (kept.size >= 2 * most + 64) prune();
    },
    values() {
      prune();
      return [...kept.values()];
    },
    offered: () => kept.size + dropped,
  };
}
