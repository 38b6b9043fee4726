/** Something that waits to be run. */
export interface Waiting {
  /** The script that it runs. */
  readonly script: string;
  /** Whose turn it uses: lanes take turns, whatever number each has waiting. */
  readonly lane: string;
}

/** A queue in which nobody waits for all that somebody else has queued: one from each lane in turn. */
export class WaitingLine<T extends Waiting> {
  /** In the order in which the lanes get their next turn; empty ones are removed. */
  readonly #lanes = new Map<string, T[]>();

  /** How many wait, of those that count. */
  count(counts: (item: T) => boolean): number {
    let count = 0;
    for (const lane of this.#lanes.values()) for (const item of lane) if (counts(item)) count++;
    return count;
  }

  add(item: T): void {
    const lane = this.#lanes.get(item.lane);
    if (lane) lane.push(item);
    else this.#lanes.set(item.lane, [item]);
  }

  /** Takes this one out; false if it does not wait. */
  remove(item: T): boolean {
    const lane = this.#lanes.get(item.lane) ?? [];
    const index = lane.indexOf(item);
    if (index < 0) return false;
    lane.splice(index, 1);
    if (lane.length === 0) this.#lanes.delete(item.lane);
    return true;
  }

  /**
   * Takes out the last one, of those that count, of the lane that has the most of them; undefined if that is no more
   * than `lane` would have with one more.
   */
  takeFromLongerThan(lane: string, counts: (item: T) => boolean): T | undefined {
    const lengths = [...this.#lanes].map(([name, items]) => ({ name, counted: items.filter(counts) }));
    const own = lengths.find(({ name }) => name === lane)?.counted.length ?? 0;
    const [longest] = lengths.toSorted((one, other) => other.counted.length - one.counted.length);
    const last = longest && longest.counted.length > own + 1 ? longest.counted.at(-1) : undefined;
    if (last) this.remove(last);
    return last;
  }

  /** Takes out the next one that may run, and puts its lane behind all others. What may not run keeps its place. */
  take(mayRun: (item: T) => boolean): T | undefined {
    for (const [name, lane] of this.#lanes) {
      const index = lane.findIndex(mayRun);
      if (index < 0) continue;
      const [item] = lane.splice(index, 1);
      this.#lanes.delete(name);
      if (lane.length > 0) this.#lanes.set(name, lane);
      return item;
    }
    return undefined;
  }

  /** Takes out everything that is chosen, the first of each lane first. */
  takeAll(chosen: (item: T) => boolean): T[] {
    const taken: T[] = [];
    for (let item = this.take(chosen); item !== undefined; item = this.take(chosen)) taken.push(item);
    return taken;
  }
}
