import { FarmError } from '../domain/errors.ts';

type Waiting = () => void;

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
   * @throws FarmError busy, when too many are waiting; and whatever `work` throws
   */
  async run<T>(network: string, who: string, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#atOnce) await this.#wait(network, who);
    else this.#running += 1;
    try {
      return await work();
    } finally {
      const next = this.#next();
      if (next) next();
      else this.#running -= 1;
    }
  }

  #wait(network: string, who: string): Promise<void> {
    if (this.#waiting >= this.#mostWaiting)
      throw new FarmError('busy', { message: 'too many secrets are being checked; try again in a moment' });
    this.#waiting += 1;
    const lanes = this.#networks.get(network) ?? new Map<string, Waiting[]>();
    const lane = lanes.get(who) ?? [];
    this.#networks.set(network, lanes.set(who, lane));
    return new Promise((resolve) => lane.push(resolve));
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
