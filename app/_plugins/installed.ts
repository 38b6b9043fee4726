import { contributions as sleepSchedules } from '#plugins/sleep-schedules/ui/contributions.tsx';
import type { Contributions } from './contributions.ts';

/** Every bundled plugin that adds something to the pages; the only place in them that names one. */
export const INSTALLED_CONTRIBUTIONS: readonly Contributions[] = [sleepSchedules];
