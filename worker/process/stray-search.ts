import type { Logger } from 'pino';
import { messageOf } from '#shared/message-of.ts';
import type { StartedProgram } from './started-programs.ts';
import { killStrays, SYSTEM, type StraySystem } from './strays.ts';

/** A system that cannot be asked, or is slow, does not hold up each task. */
const REST_AFTER_FAILURE = 5 * 60_000;

export interface StraySearchOptions {
  readonly system?: StraySystem;
  readonly logger?: Pick<Logger, 'warn'> | undefined;
  /** In milliseconds, from any beginning. */
  readonly now?: () => number;
}

/**
 * Looks for what tasks leave behind. If the system does not say what runs (a policy blocks PowerShell), that is logged
 * once, and it is asked again minutes later.
 */
export class StraySearch {
  readonly #system: StraySystem;
  readonly #logger: Pick<Logger, 'warn'> | undefined;
  readonly #now: () => number;
  #restsUntil = -Infinity;
  #isLogged = false;

  constructor({ system = SYSTEM, logger, now = () => performance.now() }: StraySearchOptions = {}) {
    this.#system = system;
    this.#logger = logger;
    this.#now = now;
  }

  get platform(): NodeJS.Platform {
    return this.#system.platform;
  }

  /** See {@link killStrays}. Never rejects. */
  async kill(temporaryFolder: string, programs: readonly StartedProgram[]): Promise<void> {
    if (this.#now() < this.#restsUntil) return;
    try {
      await killStrays(temporaryFolder, programs, this.#system);
    } catch (error) {
      this.#restsUntil = this.#now() + REST_AFTER_FAILURE;
      if (this.#isLogged) return;
      this.#isLogged = true;
      const reason = messageOf(error);
      this.#logger?.warn({ reason }, 'programs that tasks leave behind cannot be looked for, and may go on running');
    }
  }
}
