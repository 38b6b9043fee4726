const NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const;

/** `signal` aborts when somebody asks the demo to stop; `exitCode` is then what a shell expects after such a signal. */
export type Interruption = { signal: AbortSignal; exitCode(): number };

export function interruption(): Interruption {
  const controller = new AbortController();
  let number = 0;
  for (const [name, value] of Object.entries(NUMBERS)) {
    process.on(name, () => {
      number ||= value;
      controller.abort();
    });
  }
  return { signal: controller.signal, exitCode: () => 128 + number };
}
