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
 * Which events stay. A frame makes four or five, so a hundred machines with frames of five minutes make 140,000 a day:
 * a week of such a farm fits, up to a million, which are a few hundred megabytes. A farm at the limits of the manager,
 * with 500 frames a second, fills them within minutes: what is further back it cannot tell, and pages that come back
 * fetch everything again.
 */
const KEEP = {
  days: 7,
  /** However young. */
  atMost: 1_000_000,
  /** However old: more than a page that comes back may catch up with, and the history of a quiet farm. */
  atLeast: 20_000,
} as const;

const KEEP_DEAD_LETTERS = { days: 30, atMost: 10_000 } as const;

/** Events that one transaction removes; between two of them other writers get their turn. */
const PER_PART = 5000;

/**
 * Forgets events that nobody will ask for any more, so that the log does not grow without end. Resolves to how many
 * went. Subscribers that do not run here hold nothing up: a plugin that is off or gone loses its place, and begins at
 * the end of the log when it comes back. To be called once everything has started, by the manager in charge.
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
