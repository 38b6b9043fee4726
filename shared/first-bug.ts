/** A program that has not ended by then is ended: what is broken may be what it waits for. */
const END_WITHIN_MS = 30_000;
const MOST_TOLD = 10;

/**
 * Resolves at the first error that nobody caught. From then on nothing is certain, so the program has to end in order,
 * with an exit code other than 0; after half a minute it is ended anyway. Without this, whoever else listens for such
 * errors would keep a broken program alive.
 * @param tell logs the first ones
 */
export function firstBug(tell: (error: unknown) => void): Promise<'bug'> {
  return new Promise((resolve) => {
    let bugs = 0;
    const onBug = (error: unknown): void => {
      bugs += 1;
      // Logging may fail, too.
      if (bugs > MOST_TOLD) return;
      if (bugs === 1) setTimeout(() => process.exit(1), END_WITHIN_MS).unref();
      resolve('bug');
      tell(error);
    };
    // A closed log is not a bug.
    for (const log of [process.stdout, process.stderr]) log.on('error', () => undefined);
    process.on('uncaughtException', onBug);
    process.on('unhandledRejection', onBug);
  });
}
