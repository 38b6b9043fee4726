import { Allowance } from '../access/allowance.ts';
import { networkOf } from '../access/network-of.ts';
import { FarmError } from '../domain/errors.ts';

/**
 * How often passwords and links may be tried. The limit of one name from everywhere is far above what its person needs,
 * so that others cannot easily lock them out, and far below what guessing takes.
 */
const OF_NAME_FROM_NETWORK = { most: 10, perMinute: 2 };
const OF_NAME = { most: 100, perMinute: 5 };
const FROM_NETWORK = { most: 60, perMinute: 20 };

/** A try that was one too many. */
export interface Refusal {
  /** What was tried too often: what was counted, and under which name. */
  readonly who: string;
  /** The id of a person, what somebody typed as their name, or words that are no name. */
  readonly name: string;
  readonly address: string;
}

/** Counts what was tried and did not succeed. */
export class Attempts {
  readonly #ofNameFromNetwork = new Allowance(OF_NAME_FROM_NETWORK);
  readonly #ofName = new Allowance(OF_NAME);
  readonly #fromNetwork = new Allowance(FROM_NETWORK);
  readonly #onRefusal: (refusal: Refusal) => void;

  constructor(onRefusal: (refusal: Refusal) => void = () => undefined) {
    this.#onRefusal = onRefusal;
  }

  /**
   * Counts a try, and returns what to call if it succeeded. Names that nobody has are counted like all others.
   * @throws FarmError too-many
   */
  count(name: string, address: string): () => void {
    const network = networkOf(address);
    return this.#count({ name, address }, [
      // First, so that whoever is refused here takes nothing from others.
      [this.#ofNameFromNetwork, `${network} ${name}`],
      [this.#fromNetwork, network],
      [this.#ofName, name],
    ]);
  }

  /** The same for what has no name yet: only where it comes from counts. @throws FarmError too-many */
  countNetwork(address: string): () => void {
    return this.#count({ name: 'an arrival', address }, [[this.#fromNetwork, networkOf(address)]]);
  }

  #count(of: Omit<Refusal, 'who'>, counted: readonly (readonly [Allowance, string])[]): () => void {
    for (const [allowance, who] of counted) {
      const seconds = allowance.take(who);
      if (seconds === 0) continue;
      this.#onRefusal({ who, ...of });
      throw tooMany(seconds);
    }
    return () => counted.forEach(([allowance, who]) => allowance.giveBack(who));
  }
}

function tooMany(seconds: number): FarmError {
  return new FarmError('too-many', {
    message: `this was tried too often without success; try again in ${seconds} s`,
    details: { retryAfterSeconds: seconds },
  });
}
