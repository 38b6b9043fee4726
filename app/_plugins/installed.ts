import { contributions as sleepSchedules } from '#plugins/sleep-schedules/ui/contributions.tsx';
import type { Contributions } from './contributions.ts';

/** Every bundled plugin that adds something to the pages. No other part of the pages names a plugin. */
export const INSTALLED_CONTRIBUTIONS: readonly Contributions[] = [sleepSchedules];
