import type { RunningApi } from '#server/plugins/define-plugin.ts';
import type { SleepScheduleKeeper } from '../sleep-schedules.ts';
import { flamencoOperations } from './flamenco-operations.ts';
import { windowsOperations } from './windows-operations.ts';

/** The plugin's `/api/v3` operations. */
export function v3Operations(running: RunningApi<SleepScheduleKeeper>) {
  return { ...flamencoOperations(running), ...windowsOperations(running) };
}
