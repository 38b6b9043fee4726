import { z } from 'zod';

/** `plugins.sleep-schedules` in `flamenco-manager.yaml`. */
export const configSchema = z.strictObject({
  /** The time zone that schedules are meant in, like `Europe/Amsterdam`; without it, that of the manager's machine. */
  time_zone: z
    .string()
    .refine(isTimeZone, 'is no time zone; write it like Europe/Amsterdam')
    .default(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
});
export type SleepSchedulesConfig = z.infer<typeof configSchema>;

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
