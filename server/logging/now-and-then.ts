const EVERY_MS = 60_000;

/** Sees to it that what happens again and again is logged once a minute, and not each time. */
export class NowAndThen {
  readonly #toldAt = new Map<string, number>();

  /** Whether it is time for a line about this; false until a minute after the last time that it was. */
  isTime(about: string): boolean {
    const now = performance.now();
    if (now - (this.#toldAt.get(about) ?? -Infinity) < EVERY_MS) return false;
    this.#toldAt.set(about, now);
    return true;
  }
}
