import { FarmError } from '../domain/errors.ts';

const MIB = 1024 * 1024;

/**
 * How many bytes of unfinished bodies are held in memory, for each network and for all of them. What is over the limit
 * is refused, and may be sent again later.
 */
export class BytesInFlight {
  readonly #held = new Map<string, number>();
  readonly #most: number;
  readonly #mostPerNetwork: number;
  #all = 0;

  constructor(most = 256 * MIB, mostPerNetwork = 64 * MIB) {
    this.#most = most;
    this.#mostPerNetwork = mostPerNetwork;
  }

  /** @throws FarmError busy (503), and then nothing is held more than before */
  hold(network: string, bytes: number): void {
    const held = (this.#held.get(network) ?? 0) + bytes;
    if (held > this.#mostPerNetwork || this.#all + bytes > this.#most)
      throw new FarmError('busy', { message: 'too much is being sent at the same time; send this again in a moment' });
    this.#held.set(network, held);
    this.#all += bytes;
  }

  release(network: string, bytes: number): void {
    const left = (this.#held.get(network) ?? 0) - bytes;
    if (left > 0) this.#held.set(network, left);
    else this.#held.delete(network);
    this.#all -= bytes;
  }
}

/** Memory belongs to the process, however many servers it has. */
export const BYTES_IN_FLIGHT = new BytesInFlight();
