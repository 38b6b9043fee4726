/** How often something may be done: `most` times at once, and then `perMinute`. */
export interface Pace {
  readonly most: number;
  readonly perMinute: number;
}

/** Beyond this many, who was quiet for longest is forgotten; by then they may usually do everything again anyway. */
const MOST_REMEMBERED = 20_000;
const MINUTE_MS = 60_000;

/** Counts what each of many does, and says who has done it too often. Whoever is quiet earns it back. */
export class Allowance {
  readonly #pace: Pace;
  readonly #now: () => number;
  readonly #left = new Map<string, { readonly times: number; readonly at: number }>();

  /** @param now milliseconds, from whenever */
  constructor(pace: Pace, now: () => number = () => performance.now()) {
    this.#pace = pace;
    this.#now = now;
  }

  /** Takes one from `who`. Returns 0, or the whole seconds after which there will be one again. */
  take(who: string): number {
    const times = this.#timesLeft(who);
    // Rounded first: 10 s in binary fractions may be a little more.
    if (times < 1) return Math.ceil(Number((((1 - times) / this.#pace.perMinute) * 60).toFixed(3))) || 1;
    this.#set(who, times - 1);
    return 0;
  }

  /** What `who` took last was all right, and does not count. */
  giveBack(who: string): void {
    this.#set(who, Math.min(this.#pace.most, this.#timesLeft(who) + 1));
  }

  #timesLeft(who: string): number {
    const known = this.#left.get(who);
    if (!known) return this.#pace.most;
    const earned = ((this.#now() - known.at) / MINUTE_MS) * this.#pace.perMinute;
    return Math.min(this.#pace.most, known.times + earned);
  }

  #set(who: string, times: number): void {
    // The order of the map is then that of their last time.
    this.#left.delete(who);
    if (times < this.#pace.most) this.#left.set(who, { times, at: this.#now() });
    const [oldest] = this.#left.keys();
    if (this.#left.size > MOST_REMEMBERED && oldest !== undefined) this.#left.delete(oldest);
  }
}
