import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, timestamp } from '../domain/clock.ts';
import { FarmError } from '../domain/errors.ts';

const GOOD_FOR_MS = 3_600_000;

/**
 * The link with which a manager that has no configuration is set up, once. It is kept in memory, as a hash: a manager
 * that is started again makes another one.
 */
export class SetUpLink {
  /** RFC 3339, UTC. */
  readonly expiresAt: string;
  readonly #digest: Buffer;
  readonly #clock: Clock;
  #isUsed = false;

  private constructor(secret: string, clock: Clock) {
    this.#digest = digestOf(secret);
    this.#clock = clock;
    this.expiresAt = timestamp(clock.now() + GOOD_FOR_MS);
  }

  /** A new link, and the secret that belongs into it, behind `#` so that no log gets it. */
  static make(clock: Clock): { readonly link: SetUpLink; readonly secret: string } {
    const secret = randomBytes(32).toString('base64url');
    return { link: new SetUpLink(secret, clock), secret };
  }

  /**
   * Whether the secret opens it.
   * @throws FarmError not-found, for another secret; gone (410), when it was used or has expired
   */
  check(secret: string): void {
    if (!timingSafeEqual(digestOf(secret), this.#digest)) {
      throw new FarmError('not-found', {
        message: 'this set-up link is not valid; use the one that the manager printed when it was last started',
      });
    }
    if (this.#isUsed) throw gone('this set-up link was used already');
    if (timestamp(this.#clock.now()) >= this.expiresAt)
      throw gone('this set-up link has expired; start the manager again to get another one');
  }

  /** Uses the link up by doing `work`, which nobody else can do meanwhile; if that fails, it is as before. */
  async use<T>(secret: string, work: () => Promise<T>): Promise<T> {
    this.check(secret);
    this.#isUsed = true;
    try {
      return await work();
    } catch (error) {
      this.#isUsed = false;
      throw error;
    }
  }
}

function gone(message: string): FarmError {
  return new FarmError('gone', { message });
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
