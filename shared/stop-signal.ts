/**
 * A second signal within this time comes from the same key press: the terminal, npm and the launcher all pass Ctrl+C
 * on.
 */
const SAME_PRESS_MS = 500;

/** Resolves at the first SIGINT, SIGTERM or SIGHUP; a later one ends the process at once with exit code 1. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      firstAt ??= now;
      if (now - firstAt > SAME_PRESS_MS) process.exit(1);
      resolve(signal);
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });
}
