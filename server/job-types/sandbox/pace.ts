import type { Waiting } from './waiting-line.ts';

/** A script that runs longer than this is slow, in milliseconds. Almost all take a hundredth of it. */
const SLOW_MS = 2_000;

/** What is asked for by the manager itself, to know a job type. */
export const LISTING = 'listing';

interface Run extends Waiting {
  /** When it began, in milliseconds. */
  readonly since: number;
}

/** A rule that keeps something from running: because of these runs, if there are any. */
interface Objection {
  readonly inTheWay: readonly Run[];
  /** Whether a script that is known to be quick may run in the additional child all the same. */
  readonly quickMayPass: boolean;
}

/**
 * Sees to it that slow scripts never use all children. No script, no listing, and no set of slow scripts may hold the
 * last free one. How slow a script is is known from the last job that was compiled with it, and from how long one has
 * been running. There is one more child, for callers of whom nothing runs: they do not wait for what a single other
 * caller runs, since a script may be quick for one job and slow for the next; and quick scripts do not wait for those
 * of which nothing is known.
 */
export class Pace<T extends Waiting> {
  readonly #children: number;
  readonly #now: () => number;
  readonly #running = new Map<T, Run>();
  readonly #known = new Map<string, 'quick' | 'slow'>();

  /** `children` is how many there are; one more for the case above. `now` gives milliseconds. */
  constructor(children: number, now: () => number) {
    this.#children = children;
    this.#now = now;
  }

  isSlow(script: string): boolean {
    return this.#known.get(script) === 'slow';
  }

  mayRun({ script, lane }: T): boolean {
    const runs = [...this.#running.values()];
    const isNew = this.#children > 1 && runs.length <= this.#children && !runs.some((run) => run.lane === lane);
    const isQuick = this.#known.get(script) === 'quick' && lane !== LISTING;
    return this.#objections({ script, lane }, runs).every(({ inTheWay, quickMayPass }) => {
      if (inTheWay.length === 0) return true;
      return isNew && ((isQuick && quickMayPass) || inTheWay.every((run) => run.lane === inTheWay[0]?.lane));
    });
  }

  #objections({ script, lane }: Waiting, runs: readonly Run[]): Objection[] {
    const now = this.#now();
    const most = Math.max(1, this.#children - 1);
    const alike = runs.filter((run) => run.script === script || (lane === LISTING && run.lane === lane));
    const slow = runs.filter((run) => this.isSlow(run.script) || now - run.since > SLOW_MS);
    return [
      { inTheWay: runs.length >= this.#children ? runs : [], quickMayPass: true },
      { inTheWay: alike.length >= most ? alike : [], quickMayPass: false },
      { inTheWay: this.isSlow(script) && slow.length >= most ? slow : [], quickMayPass: false },
    ];
  }

  /** From here on, the item has a child. */
  begin(item: T): void {
    this.#running.set(item, { script: item.script, lane: item.lane, since: this.#now() });
  }

  /** The child is ready, whose start is not the script's fault. The item may have ended before. */
  beginAgain(item: T): void {
    if (this.#running.has(item)) this.begin(item);
  }

  /** For how long the item has been running, in milliseconds. */
  runFor(item: T): number {
    return this.#now() - (this.#running.get(item)?.since ?? this.#now());
  }

  /** `stopped`: the script ran into a limit. */
  end(item: T, stopped: boolean): void {
    const isSlow = stopped || this.runFor(item) > SLOW_MS;
    this.#running.delete(item);
    // To list a job type takes its top level only, which says little about a job.
    if (isSlow) this.#known.set(item.script, 'slow');
    else if (item.lane !== LISTING) this.#known.set(item.script, 'quick');
  }
}
