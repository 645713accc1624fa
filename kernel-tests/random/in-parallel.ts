/** Takes items and what to do with each and returns what came of each, in their order; at most so many are under way. */

export async function inParallel<T, R>(items: readonly T[], most: number, work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const waiting = items.entries();
  const draw = async (): Promise<void> => {
    // The workers draw from one iterator.
    for (const [index, item] of waiting) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: most }, draw));
  return items.map((_, index) => results.get(index) as R);
}
