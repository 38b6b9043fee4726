import { randomUUID } from 'node:crypto';
import { messageOf } from '#shared/message-of.ts';
import { MANAGER } from '../contracts/actor.ts';
import type { FarmEvent, FarmEventType } from '../contracts/event.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../persistence/database.ts';
import type { EventBus } from './bus.ts';
import { insertDeadLetter } from '../persistence/repositories/dead-letters.repository.ts';
import { eventRange, findPosition, readEvents, savePosition } from '../persistence/repositories/events.repository.ts';

export interface DurableSubscription {
  /** Names the stored position; must stay the same across restarts. */
  readonly subscriber: string;
  readonly types: readonly FarmEventType[];
  /**
   * Called for one event at a time. If it rejects, the same event comes again after each of `pausesMs`, and is then
   * given up.
   */
  handle(event: FarmEvent): Promise<void>;
  /** Milliseconds before the second try, the third, and so on. */
  readonly pausesMs?: readonly number[];
}

/** In milliseconds; together long enough for a service that is away for the better part of an hour. */
const PAUSES_MS = [10_000, 60_000, 300_000, 900_000, 1_800_000];
/** How long the stored position may lag behind events that the subscriber does not want, in milliseconds. */
const STORE_AFTER_MS = 10_000;

/**
 * Delivers every event at least once and in order, even across restarts: the position is stored after each batch with
 * events that the subscriber wants. Most batches have none, and a write for each would cost as many commits as the work
 * of the farm itself. Of several managers on one database only the one in charge delivers; a manager that takes over
 * continues from the stored position. A new subscriber begins at the end of the log. Call the returned function to
 * stop; it resolves when the running call is done.
 *
 * An event that cannot be handled is given up after several tries: it becomes a dead letter, which a person may send
 * again, and the next event follows. Until one succeeds, each following event is only tried once: otherwise a
 * subscriber that always fails would fall further and further behind, and the log could not be trimmed.
 */
export async function subscribeDurably(
  parts: { database: Database; bus: EventBus; logger: Logger },
  subscription: DurableSubscription,
): Promise<() => Promise<void>> {
  const { database, bus, logger } = parts;
  let position = await storedPosition(database, subscription.subscriber);
  let stopped = false;
  let again = false;
  let running: Promise<void> | undefined;
  let retry: NodeJS.Timeout | undefined;
  let storing: NodeJS.Timeout | undefined;
  let stored = position;
  /** How many times the next event has been tried, always without success. */
  let tries = 0;
  let isTroubled = false;
  const { pausesMs = PAUSES_MS } = subscription;
  // While another manager was in charge, the position that is known here became outdated.
  let isOld = false;

  async function catchUp(): Promise<void> {
    if (isOld) position = stored = await storedPosition(database, subscription.subscriber);
    isOld = false;
    do {
      again = false;
      for (let batch = await readEvents(database.tables, position); batch.length > 0 && !stopped;) {
        for (const event of batch) {
          if (stopped) break;
          if (subscription.types.includes(event.type)) await handleOrGiveUp(event);
          position = event.seq;
        }
        await store();
        batch = await readEvents(database.tables, position);
      }
    } while (again && !stopped);
  }

  /** Rejects if the event is to be tried again. */
  async function handleOrGiveUp(event: FarmEvent): Promise<void> {
    try {
      await subscription.handle(event);
      isTroubled = false;
    } catch (error) {
      tries += 1;
      if (!isTroubled && tries <= pausesMs.length) throw error;
      await giveUp(event, error);
      isTroubled = true;
    }
    tries = 0;
  }

  async function giveUp(event: FarmEvent, error: unknown): Promise<void> {
    const { subscriber } = subscription;
    const failure = { id: randomUUID(), subscriber, error: messageOf(error), tries };
    await database.transaction((tx) => insertDeadLetter(tx, event, failure), { by: MANAGER });
    logger.error({ err: error, subscriber, seq: event.seq, type: event.type, tries }, 'event given up');
  }

  function wake(): void {
    again = true;
    if (stopped || running || retry || !database.isInCharge()) return;
    running = catchUp()
      .catch(async (error: unknown) => {
        logger.warn(
          { err: error, subscriber: subscription.subscriber },
          'event could not be handled; trying again later',
        );
        await store();
        retry = setTimeout(
          () => {
            retry = undefined;
            wake();
          },
          pausesMs[Math.max(0, tries - 1)] ?? PAUSES_MS[0],
        );
      })
      .finally(() => {
        running = undefined;
        if (again && !stopped && !retry) wake();
      });
  }

  async function store(): Promise<void> {
    clearTimeout(storing);
    storing = undefined;
    if (isOld || stored === position) return;
    stored = position;
    await storePosition(database, subscription.subscriber, position);
  }

  /** Skips unwanted events that directly follow what has been read; anything else is read from the log. */
  function pass(events: readonly FarmEvent[]): void {
    if (!database.isInCharge()) return;
    const isNext = !running && !retry && !isOld && events[0]?.seq === position + 1;
    if (!isNext || events.some((event) => subscription.types.includes(event.type))) return wake();
    position = events.at(-1)?.seq ?? position;
    storing ??= setTimeout(() => {
      store().catch((error: unknown) => logger.warn({ err: error }, 'position of a subscriber could not be stored'));
    }, STORE_AFTER_MS).unref();
  }

  bus.durable.set(subscription.subscriber, (event) => subscription.handle(event));
  const unlisten = bus.listen(pass);
  const unlistenCharge = database.onCharge((isInCharge) => {
    isOld = true;
    if (isInCharge) wake();
  });
  wake();
  return async () => {
    stopped = true;
    bus.durable.delete(subscription.subscriber);
    unlisten();
    unlistenCharge();
    clearTimeout(retry);
    await running;
    await store();
  };
}

async function storedPosition(database: Database, subscriber: string): Promise<number> {
  const position = await findPosition(database.tables, subscriber);
  if (position !== undefined) return position;
  const { last } = await eventRange(database.tables);
  await storePosition(database, subscriber, last);
  return last;
}

async function storePosition(database: Database, subscriber: string, seq: number): Promise<void> {
  await database.transaction((tx) => savePosition(tx, subscriber, seq), { by: MANAGER });
}
