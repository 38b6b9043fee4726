import { DAYS, type Day, type SleepWindow, type SleepWindows, type WorkerSleepSchedule } from '../contract.ts';
import { FarmError } from '#server/domain/errors.ts';

/**
 * A schedule as Flamenco 3 shows it: only the first window. A schedule without windows never sends any worker to sleep,
 * so it is shown as inactive.
 */
export function toFlamencoSchedule({ is_active, windows }: SleepWindows): WorkerSleepSchedule {
  const [first] = windows;
  if (!first) return { is_active: false, days_of_week: '', start_time: '', end_time: '' };
  return { is_active, days_of_week: first.days.join(' '), start_time: first.start, end_time: first.end };
}

/**
 * The schedule that a Flamenco 3 client means. Only the first two letters of a day's name count, in upper or lower
 * case.
 * @throws FarmError bad-request, naming the field
 */
export function fromFlamencoSchedule(schedule: WorkerSleepSchedule): SleepWindows {
  const window: SleepWindow = {
    days: daysOf(schedule.days_of_week),
    start: timeOf('start_time', schedule.start_time),
    end: timeOf('end_time', schedule.end_time),
  };
  return { is_active: schedule.is_active, windows: [window] };
}

function daysOf(text: string): Day[] {
  const names = text.toLowerCase().split(/\s+/).filter(Boolean);
  const wrong = names.find((name) => !DAYS.some((day) => name.startsWith(day)));
  if (wrong !== undefined) {
    throw new FarmError('bad-request', { message: `days_of_week: "${wrong}" is not one of ${DAYS.join(', ')}` });
  }
  return DAYS.filter((day) => names.some((name) => name.startsWith(day)));
}

function timeOf(field: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{1,2})$/.exec(trimmed) ?? [];
  if (hours === '' || Number(hours) > 23 || Number(minutes) > 59) {
    const message = `${field}: "${text}" is not a time of day from 00:00 to 23:59; leave it empty for midnight`;
    throw new FarmError('bad-request', { message });
  }
  return `${hours.padStart(2, '0')}:${minutes.padStart(2, '0')}`;
}
