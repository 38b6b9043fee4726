import type { Logger } from 'pino';
import type { AwakeCommand } from './awake-commands.ts';
import { startKeeper, type Keeper, type StartKeeper } from './start-keeper.ts';

/** Between two tasks nothing is ended and started again. */
const LINGER_MILLISECONDS = 30_000;

export interface StayAwakeOptions {
  /** What keeps this machine awake, see {@link awakeCommands}. */
  readonly commands: readonly AwakeCommand[];
  readonly logger: Logger;
  readonly lingerMilliseconds?: number;
  readonly start?: StartKeeper;
}

/**
 * Keeps the machine from falling asleep while somebody holds it. It is a courtesy of the system: if nothing works, that
 * is logged once, and the tasks run all the same.
 */
export class StayAwake {
  readonly #options: Required<StayAwakeOptions>;
  #untried: readonly AwakeCommand[];
  #holders = 0;
  #keeper: Keeper | undefined;
  #linger: NodeJS.Timeout | undefined;

  constructor(options: StayAwakeOptions) {
    this.#options = { lingerMilliseconds: LINGER_MILLISECONDS, start: startKeeper, ...options };
    this.#untried = options.commands;
  }

  /** Keeps the machine awake until the returned function is called, and a little longer. */
  hold(): () => void {
    this.#holders += 1;
    clearTimeout(this.#linger);
    if (this.#keeper === undefined) this.#tryNext();
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      this.#holders -= 1;
      if (this.#holders > 0) return;
      this.#linger = setTimeout(() => this.#end(), this.#options.lingerMilliseconds).unref();
    };
  }

  /** Lets the machine sleep at once. */
  close(): void {
    clearTimeout(this.#linger);
    this.#end();
  }

  #end(): void {
    this.#keeper?.end();
    this.#keeper = undefined;
  }

  #tryNext(): void {
    const [command] = this.#untried;
    if (command === undefined) return;
    const keeper = this.#options.start(command);
    this.#keeper = keeper;
    void keeper.ended.then(({ reason, isMissing }) => {
      // It was ended by us.
      if (this.#keeper !== keeper) return;
      this.#keeper = undefined;
      this.#untried = this.#untried.slice(1).filter(({ program }) => !isMissing || program !== command.program);
      const { logger } = this.#options;
      const about = { program: command.program, reason };
      if (this.#untried.length === 0) logger.info(about, 'nothing keeps this machine awake while it renders');
      else logger.debug(about, 'this does not keep the machine awake');
      if (this.#holders > 0) this.#tryNext();
    });
  }
}
