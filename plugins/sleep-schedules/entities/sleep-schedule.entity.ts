import { defineEntity, p } from '@mikro-orm/core';

/** When a worker sleeps. Workers without a schedule have no row. */
export const SleepScheduleTable = defineEntity({
  name: 'SleepSchedule',
  tableName: 'sleep_schedules',
  indexes: [{ name: 'sleep_schedules_due', properties: ['nextCheckAt'] }],
  properties: {
    workerId: p.string().length(36).primary(),
    isActive: p.integer(),
    windows: p.text().comment('JSON array of sleep windows'),
    /** When the next window begins or ends; null while the schedule is inactive or has no windows. */
    nextCheckAt: p.string().length(30).nullable(),
    updatedAt: p.string().length(30),
  },
});
