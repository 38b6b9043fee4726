/**
 * What `work` resolves to, unless `signal` aborts first. Storage that has gone away answers nothing at all, and a read
 * from it cannot be ended; then only the waiting ends.
 *
 * @throws the reason of `signal`, or what `work` rejects with.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) work.catch(() => undefined);
  signal.throwIfAborted();
  const over = new AbortController();
  const aborted = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true, signal: over.signal });
  });
  return await Promise.race([work, aborted]).finally(() => over.abort());
}
