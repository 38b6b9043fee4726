import { z } from 'zod';
import { MOST, text } from '#server/contracts/limits.ts';

/** Days of the week as sleep schedules name them, in order. */
export const DAYS = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
export type Day = (typeof DAYS)[number];

const timeSchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d)?$/, 'must be a time of day from 00:00 to 23:59, or empty for midnight')
  .meta({ example: '22:00' });

/** A period in which a worker sleeps, by the clock of the manager. An end before the start is on the next day. */
export const sleepWindowSchema = z
  .object({
    days: z.array(z.enum(DAYS)).max(DAYS.length).describe('The days on which it begins; empty = every day.'),
    start: timeSchema.describe('HH:MM; empty = midnight at the beginning of the day.'),
    end: timeSchema.describe('HH:MM; empty = midnight at the end of the day.'),
  })
  .meta({ id: 'SleepWindow' });
export type SleepWindow = z.infer<typeof sleepWindowSchema>;

/** When a worker sleeps: during any of the windows. An inactive schedule is kept but does nothing. */
export const sleepWindowsSchema = z
  .object({ is_active: z.boolean(), windows: z.array(sleepWindowSchema).max(50) })
  .meta({ id: 'WorkerSleepWindows' });
export type SleepWindows = z.infer<typeof sleepWindowsSchema>;

/** A schedule as Flamenco 3 knows it: a single window, with days as two-letter names separated by spaces. */
export const workerSleepScheduleSchema = z
  .object({
    is_active: z.boolean(),
    days_of_week: text(MOST.word).meta({ example: 'mo tu we th fr' }),
    start_time: text(MOST.word).meta({ example: '09:00' }),
    end_time: text(MOST.word).meta({ example: '18:00' }),
  })
  .meta({ id: 'WorkerSleepSchedule' });
export type WorkerSleepSchedule = z.infer<typeof workerSleepScheduleSchema>;
