/**
 * What `work` resolves to, unless that takes longer than `limitMs`; then rejects with the complaint. The work itself
 * goes on.
 */
export async function within<T>(limitMs: number, work: Promise<T>, complaint: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(complaint)), limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}
