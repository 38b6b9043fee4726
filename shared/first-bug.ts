/** A program that has not ended by then is ended: what is broken may be what it waits for. */
const END_WITHIN_MS = 30_000;

/**
 * Resolves at the first error that nobody caught. From then on nothing is certain, so the program has to end in order,
 * with an exit code other than 0; after half a minute it is ended anyway. Without this, whoever else listens for such
 * errors would keep a broken program alive.
 * @param tell logs each of them
 */
export function firstBug(tell: (error: unknown) => void): Promise<'bug'> {
  return new Promise((resolve) => {
    const onBug = (error: unknown): void => {
      tell(error);
      setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
      resolve('bug');
    };
    process.on('uncaughtException', onBug);
    process.on('unhandledRejection', onBug);
  });
}
