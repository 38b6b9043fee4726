import type { Farm } from '../farm/farm.ts';
import { runPeriodically } from './periodic.ts';

/** How long it takes at most to notice that the check was turned on again, in milliseconds. */
const LOOK_AGAIN_MS = 60_000;

/**
 * Checks the database every `database_check_period` (0 = never), for the first time after one period. If it is damaged,
 * `damaged` is called with the complaints and the checks end.
 */
export function checkDatabasePeriodically(
  farm: Pick<Farm, 'config' | 'database' | 'logger'>,
  damaged: (complaints: readonly string[]) => void,
): { stop(): Promise<void> } {
  const period = (): number => farm.config.settings.database_check_period;
  let isDamaged = false;
  return runPeriodically(farm.logger, {
    name: 'database check',
    firstAfterMs: period() || LOOK_AGAIN_MS,
    everyMs: () => period() || LOOK_AGAIN_MS,
    async round() {
      if (period() === 0 || isDamaged) return;
      const complaints = await farm.database.checkIntegrity('by-table');
      isDamaged = complaints.length > 0;
      if (isDamaged) damaged(complaints);
    },
  });
}
