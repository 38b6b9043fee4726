import { timestamp } from '../domain/clock.ts';
import type { Farm } from '../farm/farm.ts';

/** How often it is written down that something was used, in milliseconds: every request would be too often. */
const WRITE_EVERY_MS = 60_000;

const beingWritten = new Set<string>();

/**
 * Whether it is time to write down that something was used again.
 * @param lastUse RFC 3339, UTC; null = never
 * @param every how often that is done, in milliseconds
 */
export function isLongAgo(farm: Farm, lastUse: string | null, every = WRITE_EVERY_MS): boolean {
  return lastUse === null || lastUse <= timestamp(farm.clock.now() - every);
}

/** Writes down that something was used, beside the request. If that fails, the next request tries again. */
export function noteUse(farm: Farm, id: string, write: () => Promise<void>): void {
  if (beingWritten.has(id)) return;
  beingWritten.add(id);
  void write()
    .catch((error: unknown) => farm.logger.debug({ err: error }, 'a use was not written down'))
    .finally(() => beingWritten.delete(id));
}
