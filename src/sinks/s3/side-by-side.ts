/** How many requests are under way at once. */
const SIDE_BY_SIDE = 12;

/** What an action makes of each item, in their order, a few at a time; the first error ends it. */
export async function sideBySide<In, Out>(items: readonly In[], action: (item: In) => Promise<Out>): Promise<Out[]> {
  const results: Out[] = [];
  const left = items.entries();
  const work = async () => {
    for (const [index, item] of left) results[index] = await action(item);
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, items.length) }, work));
  return results;
}
