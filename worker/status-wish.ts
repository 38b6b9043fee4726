/** What somebody at this machine may ask of its worker, apart from stopping it. */
export type WishedStatus = 'awake' | 'asleep';

/**
 * Holds what was last asked for, by a signal, until the worker acts on it. The most recent request counts, whether it
 * came from here or from the manager.
 */
export class StatusWish {
  #wanted: WishedStatus | undefined;
  #tell: ((wanted: WishedStatus) => void) | undefined;

  ask(status: WishedStatus): void {
    this.#wanted = status;
    this.#tell?.(status);
  }

  /** Returns what was asked for since the last call, and forgets it. */
  take(): WishedStatus | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    return wanted;
  }

  /**
   * Calls `tell` for a waiting wish and for each later one, until the returned function is called. One listener at a
   * time.
   */
  listen(tell: (wanted: WishedStatus) => void): () => void {
    this.#tell = tell;
    if (this.#wanted !== undefined) tell(this.#wanted);
    return () => (this.#tell = undefined);
  }
}

/** SIGUSR1 = sleep, SIGUSR2 = wake up. Windows has neither. */
export function wishBySignals(wish: StatusWish): void {
  if (process.platform === 'win32') return;
  process.on('SIGUSR1', () => wish.ask('asleep'));
  process.on('SIGUSR2', () => wish.ask('awake'));
}
