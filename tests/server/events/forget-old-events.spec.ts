import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { findDeadLetters, insertDeadLetter } from '#server/persistence/repositories/dead-letters.repository.ts';
import { eventRange, findPosition, savePosition } from '#server/persistence/repositories/events.repository.ts';
import { definePlugin } from '#server/plugins/define-plugin.ts';
import { createPluginHost } from '#server/plugins/host.ts';
import { forgetOldEvents } from '#server/events/forget-old-events.ts';
import { SOMEBODY } from '../../support/actors.ts';
import { DATABASES } from '../../support/databases.ts';
import { type FarmInProcess, openFarm } from '../../support/farm-in-process.ts';

const DAY_MS = 86_400_000;

/** A subscriber to the status of the farm that fails every time. */
const listener = definePlugin({
  manifest: { id: 'listener', name: 'L', version: '1.0.0', requires: [], description: 'For this spec.' },
  config: z.strictObject({}),
  start: () => ({}),
  subscriptions: { 'farm-status.changed': () => Promise.reject(new Error('not today')) },
});

describe.each(DATABASES)('the event log on $kind', ({ open }) => {
  let farm: FarmInProcess;
  beforeEach(async () => {
    farm = await openFarm(open);
  });
  afterEach(() => farm.close());

  const happen = (times: number) =>
    farm.database.transaction(
      async (tx) => {
        for (let n = 0; n < times; n++) tx.emit('farm-status.changed', { status: 'idle' });
        return Promise.resolve();
      },
      { by: SOMEBODY },
    );
  const held = () => eventRange(farm.database.tables);

  it('always keeps a few of the newest events, never more than a maximum, and in between those of the last days', async () => {
    await happen(4);
    farm.pass(3 * DAY_MS);
    await happen(4);
    expect(await forgetOldEvents(farm, { days: 2, atMost: 100, atLeast: 6 })).toBe(2);
    expect(await held()).toEqual({ first: 3, last: 8 });
    expect(await forgetOldEvents(farm, { days: 2, atMost: 100, atLeast: 1 })).toBe(2);
    expect(await held()).toEqual({ first: 5, last: 8 });
    expect(await forgetOldEvents(farm, { days: 2, atMost: 3, atLeast: 1 })).toBe(1);
    expect(await held()).toEqual({ first: 6, last: 8 });
  });

  it('does not wait for a subscriber that is not running, which starts at the end of the log when it comes back', async () => {
    const running = createPluginHost({ farm, plugins: [listener] });
    await running.start();
    await running.stop();
    await happen(5);
    await forgetOldEvents(farm, { days: 0, atMost: 2, atLeast: 0 });
    expect(await held()).toEqual({ first: 4, last: 5 });
    expect(await findPosition(farm.database.tables, 'plugin:listener')).toBeUndefined();
    const again = createPluginHost({ farm, plugins: [listener] });
    await again.start();
    expect(await findPosition(farm.database.tables, 'plugin:listener')).toBe(5);
    await again.stop();
  });

  it('keeps what a running subscriber has yet to read', async () => {
    const host = createPluginHost({ farm, plugins: [listener] });
    await host.start();
    await happen(5);
    // It will retry the first one in a moment.
    await expect.poll(() => host.statuses()[0]?.error?.message).toBe('not today');
    await farm.database.transaction((tx) => savePosition(tx, 'somebody-gone', 1), { by: SOMEBODY });
    await forgetOldEvents(farm, { days: 0, atMost: 1, atLeast: 0 });
    expect(await held()).toEqual({ first: 1, last: 5 });
    await host.stop();
  });

  it('drops dead letters of last month along with the events', async () => {
    const letter = (id: string, seq: number) =>
      farm.database.transaction(
        (tx) => {
          const event = {
            seq,
            at: tx.now,
            by: tx.by,
            type: 'farm-status.changed',
            payload: { status: 'idle' },
          } as const;
          return insertDeadLetter(tx, event, { id, subscriber: 'spec', error: 'no', tries: 1 });
        },
        { by: SOMEBODY },
      );
    await letter('old', 1);
    farm.pass(31 * DAY_MS);
    await letter('new', 2);
    await forgetOldEvents(farm);
    expect((await findDeadLetters(farm.database.tables, 10)).map((row) => row.id)).toEqual(['new']);
  });
});
