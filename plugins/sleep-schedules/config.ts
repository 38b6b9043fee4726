import { z } from 'zod';
import { setting } from '#server/config/declaration/setting.ts';

/** `plugins.sleep-schedules` in `flamenco-manager.yaml`. */
export const configSchema = z.object({
  time_zone: setting(z.string().refine(isTimeZone, 'is not a time zone; write it like Europe/Amsterdam'), {
    default: () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    defaultText: "the time zone of the manager's machine",
    description: 'The time zone of all schedules, such as `Europe/Amsterdam`.',
  }),
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
