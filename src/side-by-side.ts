/**
 * Does something with every item, so many at a time, and answers in their order. The first error ends it, once those
 * that have begun are over.
 */
export async function sideBySide<T, R>(
  items: readonly T[],
  most: number,
  action: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  const failures: unknown[] = [];
  let next = 0;
  async function work(): Promise<void> {
    while (failures.length === 0 && next < items.length) {
      const index = next++;
      try {
        results[index] = await action(items[index] as T);
      } catch (error) {
        failures.push(error);
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  if (failures.length > 0) throw failures[0];
  return results;
}

/**
 * Runs tasks side by side, at most so many at once, and answers in their order: what is not asked for yet is not begun, so
 * that memory does not grow with their number. The first error ends it.
 */
export async function* inOrder<T, R>(
  tasks: AsyncIterable<T>,
  run: (task: T) => Promise<R>,
  most: number,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  const begin = (task: T) => {
    const result = run(task);
    // Whoever waits for an earlier one hears of it later; until then it is not unheard.
    result.catch(() => undefined);
    running.push(result);
  };
  for await (const task of tasks) {
    begin(task);
    const first = running.length >= most ? running.shift() : undefined;
    if (first) yield await first;
  }
  for (const result of running) yield await result;
}
