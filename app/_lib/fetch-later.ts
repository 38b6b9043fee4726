/** The pause between two rounds of fetches, in milliseconds. */
const PAUSE_MS = 1500;
/** The most that are fetched at once; the rest wait for the next round. */
const AT_ONCE = 25;

/**
 * Fetches things that events only announce (counts, the task a worker runs), each at most once per pause, however many
 * events name it. A fetch that fails is not repeated until the next event.
 */
export function fetchLater(
  fetchThem: (names: readonly string[]) => Promise<void>,
  pauseMs: number = PAUSE_MS,
): {
  add(name: string): void;
  stop(): void;
} {
  const waiting = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let last = 0;
  const round = async () => {
    timer = undefined;
    last = Date.now();
    const names = [...waiting].slice(0, AT_ONCE);
    for (const name of names) waiting.delete(name);
    running = true;
    await fetchThem(names).catch(() => undefined);
    running = false;
    if (waiting.size > 0) schedule(pauseMs);
  };
  const schedule = (delay: number) => {
    timer ??= setTimeout(() => void round(), delay);
  };
  return {
    add(name) {
      waiting.add(name);
      if (running) return;
      schedule(Date.now() - last > pauseMs ? 60 : pauseMs);
    },
    stop() {
      clearTimeout(timer);
      waiting.clear();
    },
  };
}
