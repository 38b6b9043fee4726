import type { Waiting } from './waiting-line.ts';

/** A script that runs longer than this is slow, in milliseconds. Almost all take a hundredth of it. */
const SLOW_MS = 2_000;

interface Run extends Waiting {
  /** When it began, in milliseconds. */
  readonly since: number;
}

/**
 * Sees to it that slow scripts never use all children. No script, and no lane, may hold the last free one, and neither
 * may all slow scripts together. Whether a script is slow is known from its last run, and from how long one has been
 * running.
 */
export class Pace<T extends Waiting> {
  readonly #children: number;
  readonly #now: () => number;
  readonly #running = new Map<T, Run>();
  readonly #slow = new Set<string>();

  /** `children` is the most that there will be; `now` gives milliseconds. */
  constructor(children: number, now: () => number) {
    this.#children = children;
    this.#now = now;
  }

  isSlow(script: string): boolean {
    return this.#slow.has(script);
  }

  mayRun({ script, lane }: T): boolean {
    const runs = [...this.#running.values()];
    if (runs.length >= this.#children) return false;
    const most = Math.max(1, this.#children - 1);
    if (runs.filter((run) => run.script === script || run.lane === lane).length >= most) return false;
    if (!this.isSlow(script)) return true;
    const now = this.#now();
    return runs.filter((run) => this.isSlow(run.script) || now - run.since > SLOW_MS).length < most;
  }

  /** From here on, the item has a child. Once more when the child is ready, whose start is not the script's fault. */
  begin(item: T): void {
    this.#running.set(item, { script: item.script, lane: item.lane, since: this.#now() });
  }

  /** `stopped`: the script ran into a limit. */
  end(item: T, stopped: boolean): void {
    const run = this.#running.get(item);
    this.#running.delete(item);
    if (stopped || (run && this.#now() - run.since > SLOW_MS)) this.#slow.add(item.script);
    else this.#slow.delete(item.script);
  }
}
