import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.ts';

/** The channel on which PostgreSQL notifies all managers when one has stored events. */
export const EVENTS_CHANNEL = 'flamenco_events';
/**
 * How often to check whether the connection is alive, whether the manager in charge is gone, and whether a notification
 * was missed.
 */
const LOOK_EVERY_MS = 5_000;
const RECONNECT_AFTER_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * A dedicated connection through which managers on one PostgreSQL database know of each other. It is notified when one
 * of them has stored events. One of them is in charge: it holds a lock that PostgreSQL releases when its connection
 * ends, no matter what became of the manager. A lost connection is re-established. This does not work through a pooler
 * that shares connections between transactions.
 */
export class ManagerSession {
  readonly #url: string;
  readonly #hear: () => void;
  readonly #listeners = new Set<(isInCharge: boolean) => void>();
  readonly #stopping = new AbortController();
  #isInCharge = false;
  #running: Promise<void> | undefined;

  /** @param hear called when any manager, including this one, may have stored events */
  constructor(url: string, hear: () => void) {
    this.#url = url;
    this.#hear = hear;
  }

  get isInCharge(): boolean {
    return this.#isInCharge;
  }

  /** Calls `listener` when this manager takes charge or loses it. Call the returned function to stop listening. */
  onCharge(listener: (isInCharge: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once it is known whether this manager is in charge. Rejects if it cannot connect. */
  async start(): Promise<void> {
    const client = await this.#connect();
    this.#running = this.#keep(client);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #connect(): Promise<Client> {
    const client = new Client({
      connectionString: this.#url,
      keepAlive: true,
      connectionTimeoutMillis: ANSWER_WITHIN_MS,
      query_timeout: ANSWER_WITHIN_MS,
    });
    // Without a listener an error of the connection would end the process; the next look finds out that it is gone.
    client.on('error', () => undefined);
    client.on('notification', () => this.#hear());
    try {
      await client.connect();
      await client.query(`listen ${EVENTS_CHANNEL}`);
      await this.#look(client);
      return client;
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
  }

  /** Looks after the connection, and after its successors when it is lost, until `stop`. */
  async #keep(first: Client): Promise<void> {
    for (let client: Client | undefined = first; ;) {
      if (client) await this.#serve(client);
      if (this.#stopping.signal.aborted) return;
      await this.#wait(RECONNECT_AFTER_MS);
      client = await this.#connect().catch(() => undefined);
    }
  }

  /** Resolves when the connection is gone. */
  async #serve(client: Client): Promise<void> {
    const gone = new AbortController();
    client.once('end', () => gone.abort());
    try {
      while (!this.#stopping.signal.aborted && !gone.signal.aborted) {
        await this.#wait(LOOK_EVERY_MS, gone.signal);
        if (!this.#stopping.signal.aborted) await this.#look(client);
      }
    } catch {
      // The connection is gone, or as good as gone.
    }
    await client.end().catch(() => undefined);
    this.#changeCharge(false);
  }

  async #look(client: Client): Promise<void> {
    if (this.#isInCharge) await client.query('select 1');
    else {
      const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
        ADVISORY_LOCKS.charge,
      ]);
      if (rows[0]?.held) this.#changeCharge(true);
    }
    this.#hear();
  }

  #changeCharge(isInCharge: boolean): void {
    if (isInCharge === this.#isInCharge) return;
    this.#isInCharge = isInCharge;
    for (const listener of this.#listeners) listener(isInCharge);
  }

  async #wait(milliseconds: number, also?: AbortSignal): Promise<void> {
    const signal = also ? AbortSignal.any([this.#stopping.signal, also]) : this.#stopping.signal;
    await pause(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
