import { MANAGER } from '../contracts/actor.ts';
import { type Clock, timestamp } from '../domain/clock.ts';
import type { Logger } from '../logging/logger.ts';
import type { Database } from '../persistence/database.ts';
import type { EventBus } from './bus.ts';
import { trimDeadLetters } from '../persistence/repositories/dead-letters.repository.ts';
import { dropOtherPositions, trimEvents } from '../persistence/repositories/events.repository.ts';

/** What the log belongs to. */
interface EventLog {
  readonly database: Database;
  readonly events: EventBus;
  readonly clock: Clock;
  readonly logger: Logger;
}

const DAY_MS = 86_400_000;

/**
 * Which events are kept. A frame makes four or five of them, so a hundred machines with frames of five minutes make
 * 140,000 a day: a week of such a farm fits into the limit of a million, which take a few hundred megabytes. A farm at
 * the limit of the manager, with 500 frames a second, fills that within minutes; older events are lost to it, and pages
 * that reconnect after a longer time fetch everything again.
 */
const KEEP = {
  days: 7,
  /** No matter how recent the rest is. */
  atMost: 1_000_000,
  /** No matter how old they are: more than a page may catch up with, and the history of a quiet farm. */
  atLeast: 20_000,
} as const;

const KEEP_DEAD_LETTERS = { days: 30, atMost: 10_000 } as const;

/** How many events one transaction removes; other writers get their turn between two of them. */
const PER_PART = 5000;

/**
 * Removes events that nobody will ask for any more, so that the log does not grow without bound. Resolves to how many
 * were removed. Subscribers that do not run here do not hold this up: a plugin that is off or gone loses its place, and
 * begins at the end of the log when it comes back. Call this on the manager in charge, once everything has started.
 */
export async function forgetOldEvents(
  { database, events, clock, logger }: EventLog,
  keep: { days: number; atMost: number; atLeast: number } = KEEP,
): Promise<number> {
  const present = [...events.durable.keys()];
  const by = MANAGER;
  const before = (days: number): string => timestamp(clock.now() - days * DAY_MS);
  const dropped = await database.transaction((tx) => dropOtherPositions(tx, present), { by });
  if (dropped.length > 0) logger.info({ subscribers: dropped }, 'subscribers that are gone lost their place');
  const rule = { atMost: keep.atMost, atLeast: keep.atLeast, before: before(keep.days), limit: PER_PART };
  let forgotten = 0;
  for (let part = PER_PART; part === PER_PART; forgotten += part)
    part = await database.transaction((tx) => trimEvents(tx.tables, rule), { by });
  const { days, atMost } = KEEP_DEAD_LETTERS;
  await database.transaction((tx) => trimDeadLetters(tx, atMost, before(days)), { by });
  return forgotten;
}
