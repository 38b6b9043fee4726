import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FarmEvent } from '#server/contracts/event.ts';
import type { Database, DeliverEvents } from '#server/persistence/database.ts';
import { EventFollower } from '#server/persistence/event-follower.ts';
import { readEvents } from '#server/persistence/repositories/events.repository.ts';
import { DATABASES } from '#tests/support/databases.ts';
import { SOMEBODY, NO_DELIVERY } from '#tests/support/actors.ts';

describe.each(DATABASES)('events of several managers on $kind', ({ open }) => {
  let other: Database;
  let heard: number[];
  let follower: EventFollower;
  const deliver: DeliverEvents = (events) => heard.push(...events.map((event) => event.seq));

  beforeEach(async () => {
    heard = [];
    other = await open(NO_DELIVERY);
    await commit('manager-startup');
    follower = await EventFollower.atEnd(other.tables, deliver);
  });
  afterEach(() => other.close());

  /** Another manager stores an event, and nobody tells the follower. */
  async function commit(type: 'manager-startup' | 'manager-shutdown' = 'manager-shutdown'): Promise<FarmEvent[]> {
    await other.transaction((tx) => Promise.resolve(tx.emit('manager.life-cycle', { type })), { by: SOMEBODY });
    return (await readEvents(other.tables, 0)).slice(-1);
  }

  it('arrive once each, in the order of the log, whichever manager stored them', async () => {
    const own = [await commit()];
    await commit();
    own.push(await commit());
    own.push(await commit());
    // The database may answer our own commits in any order, and calls from other managers may come at any time.
    await Promise.all([
      follower.committed(own[2] ?? []),
      follower.committed(own[0] ?? []),
      follower.catchUp(),
      follower.committed(own[1] ?? []),
    ]);
    expect(heard).toEqual([2, 3, 4, 5]);
    await follower.committed(own[1] ?? []);
    await follower.catchUp();
    expect(heard).toEqual([2, 3, 4, 5]);
  });

  it('are passed on without reading them from the database if they are next in line', async () => {
    const own = await commit();
    const batches: (readonly FarmEvent[])[] = [];
    const blind = await EventFollower.atEnd(other.tables, (events) => batches.push(events));
    const next = await commit();
    await blind.committed(next);
    await blind.committed(own);
    expect(batches).toHaveLength(1);
    expect(batches[0]).toBe(next);
  });
});
