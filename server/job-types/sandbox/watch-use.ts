import type { SandboxLimits } from './limits.ts';

/** How often the use of this process is looked at, in milliseconds. */
const LOOK_EVERY_MS = 25;

/** The limits of a process that a script can run into. */
export type ExceededLimit = 'cpuTimeMs' | 'processMegabytes';

/** How much memory this process has, in MB: what is resident of it. */
export function residentMegabytes(): number {
  return process.memoryUsage.rss() / 1e6;
}

/**
 * Watches what this process uses while a script runs in another of its threads. `exceeded` is fulfilled when a limit
 * is passed; time counts from this call. Time is the processor's, so that a script is not to blame for a machine that
 * has other things to do. What the engine does for the script in threads of its own counts too.
 */
export function watchUse(limits: Pick<SandboxLimits, ExceededLimit>): {
  readonly exceeded: Promise<ExceededLimit>;
  stop(): void;
} {
  const begun = process.cpuUsage();
  const { promise, resolve } = Promise.withResolvers<ExceededLimit>();
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(begun);
    if (residentMegabytes() > limits.processMegabytes) resolve('processMegabytes');
    else if ((user + system) / 1000 > limits.cpuTimeMs) resolve('cpuTimeMs');
  }, LOOK_EVERY_MS);
  return { exceeded: promise, stop: () => clearInterval(timer) };
}
