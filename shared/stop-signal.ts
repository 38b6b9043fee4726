/**
 * A second signal within this time comes from the same key press: the terminal, npm and the launcher all pass Ctrl+C
 * on.
 */
const SAME_PRESS_MS = 500;

/**
 * The signals that ask a program to stop. On Windows, Node makes them up: SIGINT is Ctrl+C, SIGBREAK is Ctrl+Break,
 * which supervisors send too, and SIGHUP a console that was closed; nothing tells about logging off and shutting down.
 */
export function stopSignals(platform: NodeJS.Platform): readonly NodeJS.Signals[] {
  return platform === 'win32' ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
}

/** Whether the system ends the program soon after this signal: Windows does, some 5 s after its console is closed. */
export function isUrgent(signal: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' && signal === 'SIGHUP';
}

/** Resolves at the first signal to stop; a later one ends the process at once with exit code 1. */
export function stopSignal(platform: NodeJS.Platform = process.platform): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (signal: NodeJS.Signals): void => {
      const now = performance.now();
      firstAt ??= now;
      if (now - firstAt > SAME_PRESS_MS) process.exit(1);
      resolve(signal);
    };
    for (const signal of stopSignals(platform)) process.on(signal, onSignal);
  });
}
