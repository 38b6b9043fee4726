/** What a caller was let in with. */
interface Held {
  readonly personId: string;
  /** RFC 3339, UTC; undefined = for ever, empty = it has ended. */
  readonly until: string | undefined;
  readonly controller: AbortController;
}

/** Signals by which streams end together with the session or token with which they were asked for. */
export class Ends {
  readonly #held = new Map<string, Held>();

  /** The signal that is aborted when this session or token ends. @param until when it does so at the latest */
  signalOf(id: string, personId: string, until?: string): AbortSignal {
    const known = this.#held.get(id);
    if (known) return known.controller.signal;
    const controller = new AbortController();
    this.#held.set(id, { personId, until, controller });
    return controller.signal;
  }

  /** Ends a session or a token, also for a request that is about to ask for its signal. */
  end(id: string): void {
    const { personId, controller } = this.#held.get(id) ?? { personId: '', controller: new AbortController() };
    controller.abort();
    this.#held.set(id, { personId, controller, until: '' });
  }

  /** Ends all that a person was let in with. */
  endAllOf(personId: string): void {
    for (const [id, held] of this.#held) if (held.personId === personId) this.end(id);
  }

  /** Ends what has expired. @param now RFC 3339, UTC */
  endExpired(now: string): void {
    for (const [id, { until, controller }] of this.#held) {
      if (until === undefined || until > now) continue;
      controller.abort();
      this.#held.delete(id);
    }
  }
}
