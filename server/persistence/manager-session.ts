import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { ADVISORY_LOCKS } from './advisory-locks.ts';

/** What PostgreSQL is asked to call out when a manager stored events. */
export const EVENTS_CHANNEL = 'flamenco_events';
/**
 * How often it is looked whether the connection lives, whether the one in charge is gone, and whether a call was
 * missed.
 */
const LOOK_EVERY_MS = 5_000;
const RECONNECT_AFTER_MS = 1_000;
const ANSWER_WITHIN_MS = 10_000;

/**
 * A connection of its own by which several managers on one PostgreSQL know of each other. It hears when one of them
 * stored events; and one of them is in charge: it holds a lock that PostgreSQL frees when its connection ends, whatever
 * became of the manager. A lost connection is made again. Does not work through a pooler that shares connections
 * between transactions.
 */
export class ManagerSession {
  readonly #url: string;
  readonly #hear: () => void;
  readonly #listeners = new Set<(isInCharge: boolean) => void>();
  readonly #stopping = new AbortController();
  #isInCharge = false;
  #running: Promise<void> | undefined;

  /** @param hear called when some manager, this one included, may have stored events */
  constructor(url: string, hear: () => void) {
    this.#url = url;
    this.#hear = hear;
  }

  get isInCharge(): boolean {
    return this.#isInCharge;
  }

  /** Tells when this manager comes to be in charge, or no longer is; call the answer to stop. */
  onCharge(listener: (isInCharge: boolean) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves once it is known whether this manager is in charge. Rejects when there is no connection to be had. */
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
    // Without a listener an error of the connection would end the process; that it is gone shows at the next look.
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

  /** Looks after the connection, and after the next one when it is gone, until `stop`. */
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
      // It is gone, or as good as gone.
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
