import { definePlugin } from '#server/plugins/define-plugin.ts';
import { configSchema } from './config.ts';
import { SleepScheduleTable } from './entities/sleep-schedule.entity.ts';
import { manifest } from './manifest.ts';
import { v3Operations } from './router/v3-operations.ts';
import { webProcedures } from './router/web-procedures.ts';
import { createSleepSchedules } from './sleep-schedules.ts';

export const sleepSchedules = definePlugin({
  manifest,
  config: configSchema,
  entities: [SleepScheduleTable],
  provides: { sleep: (api) => api },
  v3: v3Operations,
  web: webProcedures,
  start: createSleepSchedules,
  stop: (api) => api.stop(),
});
