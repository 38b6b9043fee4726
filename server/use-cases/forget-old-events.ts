import { MANAGER } from '../contracts/actor.ts';
import { trimEvents } from '../persistence/repositories/events.repository.ts';
import type { Farm } from '../farm/farm.ts';

/** Events kept for pages that come back and for subscribers; about a day of a busy farm. */
const KEEP_EVENTS = 200_000;

/**
 * Forgets events that nobody will ask for any more, so that the log does not grow without end. Resolves to how many
 * went.
 */
export function forgetOldEvents(farm: Farm): Promise<number> {
  return farm.database.transaction((tx) => trimEvents(tx.tables, KEEP_EVENTS), { by: MANAGER });
}
