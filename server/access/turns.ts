import { FarmError } from '../domain/errors.ts';

interface Waiting {
  go: () => void;
  sendAway: (why: FarmError) => void;
}

/**
 * Lets a few do something at the same time; the others wait. Networks take turns, and so do those who ask from one
 * network: whoever asks a thousand times is served as often as others who ask once.
 */
export class Turns {
  readonly #atOnce: number;
  readonly #mostWaiting: number;
  readonly #networks = new Map<string, Map<string, Waiting[]>>();
  #running = 0;
  #waiting = 0;

  constructor(atOnce: number, mostWaiting: number) {
    this.#atOnce = atOnce;
    this.#mostWaiting = mostWaiting;
  }

  /**
   * Runs `work` when it is the turn of `who` in this network.
   * @throws FarmError busy, when too many are waiting, no network has more of them, or others of fewer came meanwhile;
   *   and whatever `work` throws
   */
  async run<T>(network: string, who: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await this.#wait(network, who);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#next();
      if (next) next.go();
      else this.#running -= 1;
    }
  }

  async #wait(network: string, who: string): Promise<void> {
    if (this.#waiting >= this.#mostWaiting) this.#makeRoomFor(network);
    this.#waiting += 1;
    const lanes = this.#networks.get(network) ?? new Map<string, Waiting[]>();
    const lane = lanes.get(who) ?? [];
    this.#networks.set(network, lanes.set(who, lane));
    return new Promise((resolve, reject) => lane.push({ go: resolve, sendAway: reject }));
  }

  /** Sends away the last of the network with most waiting, unless that is no more than whoever comes would have. */
  #makeRoomFor(network: string): void {
    const busy = new FarmError('busy', { message: 'too many secrets are being checked; try again in a moment' });
    const longest = [...this.#networks].reduce((a, b) => (countIn(b[1]) > countIn(a[1]) ? b : a));
    const own = countIn(this.#networks.get(network) ?? new Map());
    if (countIn(longest[1]) <= own + 1) throw busy;
    const [who, lane] = [...longest[1]].reduce((a, b) => (b[1].length > a[1].length ? b : a));
    lane.pop()?.sendAway(busy);
    if (lane.length === 0) longest[1].delete(who);
    this.#waiting -= 1;
  }

  /** The first of the lane whose turn it is; that lane and its network are the last then. */
  #next(): Waiting | undefined {
    for (const [network, lanes] of this.#networks) {
      for (const [who, lane] of lanes) {
        const first = lane.shift();
        lanes.delete(who);
        this.#networks.delete(network);
        if (lane.length > 0) lanes.set(who, lane);
        if (lanes.size > 0) this.#networks.set(network, lanes);
        this.#waiting -= 1;
        return first;
      }
    }
    return undefined;
  }
}

function countIn(lanes: ReadonlyMap<string, readonly Waiting[]>): number {
  return [...lanes.values()].reduce((sum, lane) => sum + lane.length, 0);
}
