import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FarmEvent } from '#server/contracts/event.ts';
import { EventBus } from '#server/events/bus.ts';
import { subscribeDurably } from '#server/events/durable-subscriber.ts';
import { findDeadLetters } from '#server/persistence/repositories/dead-letters.repository.ts';
import { createLogger } from '#server/logging/logger.ts';
import type { Database } from '#server/persistence/database.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { workerChanged } from '#tests/support/told.ts';
import { SOMEBODY } from '#tests/support/actors.ts';

describe.each(DATABASES)('a durable subscriber on $kind', ({ open }) => {
  const logger = createLogger({ level: 'silent', terminal: false });
  let bus: EventBus;
  let database: Database;
  let handled: FarmEvent[];
  beforeEach(async () => {
    bus = new EventBus(logger);
    handled = [];
    database = await open({ deliver: (events) => bus.deliver(events), clock: Date });
  });
  afterEach(() => database.close());

  const subscribe = (seen: Database = database) =>
    subscribeDurably(
      { database: seen, bus, logger },
      {
        subscriber: 'spec',
        types: ['farm-status.changed'],
        handle: (event) => {
          handled.push(event);
          return Promise.resolve();
        },
      },
    );
  const wanted = () =>
    database.transaction(async (tx) => tx.emit('farm-status.changed', { status: 'active' }), { by: SOMEBODY });
  const unwanted = () =>
    database.transaction(async (tx) => tx.emit('worker.changed', workerChanged('w')), { by: SOMEBODY });
  const position = async () => {
    const row = await database.tables.selectFrom('event_cursors').select('seq').executeTakeFirst();
    return Number(row?.seq);
  };

  it('gets each event that it wants once, even those in between others', async () => {
    const stop = await subscribe();
    for (const emit of [unwanted, wanted, unwanted, unwanted, wanted, unwanted]) await emit();
    await expect.poll(() => handled.map((event) => event.seq)).toEqual([2, 5]);
    await stop();
  });

  it('stores nothing for events that it does not want until it stops', async () => {
    const stop = await subscribe();
    for (let n = 0; n < 3; n++) await unwanted();
    expect(await position()).toBe(0);
    await stop();
    expect(await position()).toBe(3);
  });

  it('continues where it left off after a stop', async () => {
    const stop = await subscribe();
    await wanted();
    await expect.poll(() => handled.length).toBe(1);
    await stop();
    await unwanted();
    await wanted();
    const stopAgain = await subscribe();
    await expect.poll(() => handled.map((event) => event.seq)).toEqual([1, 3]);
    await stopAgain();
  });

  it('retries an event that cannot be handled, then gives up on it and continues with the next', async () => {
    const tried: number[] = [];
    const stop = await subscribeDurably(
      { database, bus, logger },
      {
        subscriber: 'spec',
        types: ['farm-status.changed'],
        pausesMs: [0, 0],
        handle: (event) => {
          tried.push(event.seq);
          return event.seq === 3 ? Promise.resolve() : Promise.reject(new Error(`no ${event.seq} today`));
        },
      },
    );
    await database.transaction(
      async (tx) => {
        for (let n = 0; n < 4; n++) tx.emit('farm-status.changed', { status: 'active' });
        return Promise.resolve();
      },
      { by: SOMEBODY },
    );
    await expect.poll(() => tried).toEqual([1, 1, 1, 2, 3, 4, 4, 4]);
    await expect.poll(async () => (await findDeadLetters(database.tables, 10)).length).toBe(3);
    await stop();
    expect(await position()).toBeGreaterThanOrEqual(4);
    const letters = await findDeadLetters(database.tables, 10);
    expect(
      letters.map(({ seq, tries, error }) => `${seq}: ${tries}, ${error}`).toSorted((a, b) => a.localeCompare(b)),
    ).toEqual(['1: 3, no 1 today', '2: 1, no 2 today', '4: 3, no 4 today']);
    expect(letters[0]).toMatchObject({
      subscriber: 'spec',
      type: 'farm-status.changed',
      payload: '{"status":"active"}',
    });
  });

  it('is served only by the manager in charge; one that takes over continues from the stored position', async () => {
    const first = managerOf(true);
    const second = managerOf(false);
    const stops = [await subscribe(first.database), await subscribe(second.database)];
    await wanted();
    await unwanted();
    await wanted();
    await expect.poll(() => handled.map((event) => event.seq)).toEqual([1, 3]);
    await expect.poll(position).toBe(3);
    first.charge(false);
    await wanted();
    expect(handled.map((event) => event.seq)).toEqual([1, 3]);
    second.charge(true);
    await wanted();
    await expect.poll(() => handled.map((event) => event.seq)).toEqual([1, 3, 4, 5]);
    for (const stop of stops) await stop();
    expect(await position()).toBe(5);
  });

  /** The database as seen by a manager that is or is not in charge. */
  function managerOf(isInCharge: boolean) {
    const listeners = new Set<(isInCharge: boolean) => void>();
    let state = isInCharge;
    return {
      database: {
        ...database,
        isInCharge: () => state,
        onCharge: (listener: (isInCharge: boolean) => void) => {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
      },
      charge(now: boolean): void {
        state = now;
        for (const listener of listeners) listener(now);
      },
    };
  }
});
