import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';

/** Browsers keep cookies no longer. */
const LONGEST_MS = 400 * 24 * 3_600_000;
const SHORTEST_MS = 60_000;

/** How long a session lasts at most, in milliseconds. */
export function sessionLifetime(farm: Farm): number {
  return Math.min(LONGEST_MS, Math.max(SHORTEST_MS, farm.config.settings.session_lifetime));
}

/** A session that was last used at this moment or before has ended (RFC 3339, UTC); empty if that ends none. */
export function idleSince(farm: Farm): string {
  const idle = farm.config.settings.session_idle_timeout;
  // Uses are written down a minute late.
  return idle === 0 ? '' : timestamp(farm.clock.now() - Math.max(2 * SHORTEST_MS, idle));
}
