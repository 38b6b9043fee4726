/**
 * How many items are worked on at the same time: enough to hide the latency of network storage, few enough to leave
 * room for others.
 */
const AT_ONCE = 16;

/** Does `work` for all items, several at a time; rejects with the first failure once nothing is under way any more. */
export async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  let next = 0;
  let failure: { readonly error: unknown } | undefined;
  const lane = async () => {
    while (next < items.length && !failure) {
      const item = items[next++] as T;
      try {
        await work(item);
      } catch (error) {
        failure ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  if (failure) throw failure.error;
}
