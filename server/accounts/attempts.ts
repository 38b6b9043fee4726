import { Allowance } from '../access/allowance.ts';
import { networkOf } from '../access/network-of.ts';
import { tooMany } from '../access/too-many.ts';

/**
 * How often passwords and links may be tried. The limit of one name from everywhere is far above what its person needs,
 * so that others cannot easily lock them out, and far below what guessing takes.
 */
const OF_NAME_FROM_NETWORK = { most: 10, perMinute: 2 };
const OF_NAME = { most: 100, perMinute: 5 };
const FROM_NETWORK = { most: 60, perMinute: 20 };
/** Log-ins of programs that may be begun from one network: each stays for some minutes, whatever comes of it. */
const BEGINNINGS = { most: 60, perMinute: 10 };
/** How many pairs of name and network are remembered from which somebody got in; then the oldest is forgotten. */
const MOST_AT_HOME = 20_000;

/** A try that was one too many. */
export interface Refusal {
  /** What was tried too often: what was counted, and under which name. */
  readonly who: string;
  /** The id of a person, what somebody typed as their name, or words that are no name. */
  readonly name: string;
  readonly address: string;
}

type Counted = readonly (readonly [Allowance, string])[];

/** Counts what was tried and did not succeed. */
export class Attempts {
  readonly #ofNameFromNetwork = new Allowance(OF_NAME_FROM_NETWORK);
  readonly #ofName = new Allowance(OF_NAME);
  readonly #fromNetwork = new Allowance(FROM_NETWORK);
  readonly #beginnings = new Allowance(BEGINNINGS);
  /** Where people got in before. */
  readonly #atHome = new Set<string>();
  readonly #onRefusal: (refusal: Refusal) => void;

  constructor(onRefusal: (refusal: Refusal) => void = () => undefined) {
    this.#onRefusal = onRefusal;
  }

  /**
   * Counts a try, and returns what to call if it succeeded. Names that nobody has are counted like all others. Where
   * somebody got in before, only their own tries from there count: no stranger can keep them out for long, whether by
   * trying their name from everywhere or other names from their network.
   * @throws FarmError too-many
   */
  count(name: string, address: string): () => void {
    const network = networkOf(address);
    const pair = `${network} ${name}`;
    const more: Counted = this.#atHome.has(pair)
      ? []
      : [
          [this.#fromNetwork, network],
          [this.#ofName, name],
        ];
    const giveBack = this.#take({ name, address }, [[this.#ofNameFromNetwork, pair], ...more]);
    return () => {
      giveBack();
      this.#remember(pair);
    };
  }

  /**
   * Counts a try of a secret that is too long to be guessed, such as that of a link, and returns what to call if it
   * succeeded. Only tries from one network count together, and not with passwords: nobody elsewhere keeps people from
   * their links, or with links from signing in.
   * @param kind what the secret opens, such as "a link"
   * @throws FarmError too-many
   */
  countSecret(kind: string, address: string): () => void {
    return this.#take({ name: kind, address }, [[this.#ofNameFromNetwork, `${networkOf(address)} ${kind}`]]);
  }

  /** The same for what has no name yet: only where it comes from counts. @throws FarmError too-many */
  countNetwork(address: string): () => void {
    return this.#take({ name: 'an arrival', address }, [[this.#fromNetwork, networkOf(address)]]);
  }

  /** Counts something that cannot fail, and so is no guess, but costs room. @throws FarmError too-many */
  begin(address: string): void {
    const seconds = this.#beginnings.take(networkOf(address));
    if (seconds === 0) return;
    throw tooMany('too many log-ins were begun from this network', seconds);
  }

  /**
   * Takes one of each, in this order, so that whoever is refused by one takes nothing from those that follow. Returns
   * how to give them back.
   */
  #take(of: Omit<Refusal, 'who'>, counted: Counted): () => void {
    for (const [allowance, who] of counted) {
      const seconds = allowance.take(who);
      if (seconds === 0) continue;
      this.#onRefusal({ who, ...of });
      throw tooMany('this was tried too often without success', seconds);
    }
    return () => counted.forEach(([allowance, who]) => allowance.giveBack(who));
  }

  #remember(pair: string): void {
    this.#atHome.delete(pair);
    this.#atHome.add(pair);
    const [oldest] = this.#atHome;
    if (this.#atHome.size > MOST_AT_HOME && oldest !== undefined) this.#atHome.delete(oldest);
  }
}
