import { DAYS, type SleepWindow } from '../contract.ts';
import type { WorkerStatus } from '#server/contracts/worker.ts';
import { localDay, momentOf, weekdayOf } from './local-time.ts';

/*
 * A sleep schedule is a set of windows. Each window begins on its days and lasts from its start, inclusive, to its end,
 * exclusive, by the clocks of the time zone. An end before the start is on the next day, so "fr 22:00-06:00" lasts
 * until Saturday morning. A window with the same start and end never occurs, unless both are empty: then it is the
 * whole day. The worker sleeps while any window lasts.
 *
 * The schedule takes effect only when a window begins or ends; between these moments, people may ask for something
 * else.
 */

/** What a schedule with these windows says at `now` (milliseconds since 1970, UTC). */
export function prescribedStatus(
  windows: readonly SleepWindow[],
  now: number,
  timeZone: string,
): Extract<WorkerStatus, 'awake' | 'asleep'> {
  const asleep = spansAround(windows, now, timeZone).some(({ from, to }) => from <= now && now < to);
  return asleep ? 'asleep' : 'awake';
}

/** When the next window begins or ends after `now`; null when none ever does. */
export function nextCheck(windows: readonly SleepWindow[], now: number, timeZone: string): number | null {
  const later = spansAround(windows, now, timeZone)
    .flatMap(({ from, to }) => [from, to])
    .filter((moment) => moment > now);
  return later.length === 0 ? null : Math.min(...later);
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * All windows that begin from yesterday until the same weekday of next week, in milliseconds since 1970, UTC: the
 * current one and the next are among them.
 */
function spansAround(windows: readonly SleepWindow[], now: number, timeZone: string): Span[] {
  const today = localDay(now, timeZone);
  const spans: Span[] = [];
  for (let day = today - 1; day <= today + 7; day += 1) {
    for (const window of windows) {
      if (!beginsOn(window, day)) continue;
      const start = minutesOf(window.start) ?? 0;
      const end = minutesOf(window.end);
      const lastDay = end === undefined || end < start ? day + 1 : day;
      const from = momentOf(day, start, timeZone);
      const to = momentOf(lastDay, end ?? 0, timeZone);
      if (from < to) spans.push({ from, to });
    }
  }
  return spans;
}

function beginsOn(window: SleepWindow, day: number): boolean {
  const name = DAYS[weekdayOf(day)];
  return window.days.length === 0 || (name !== undefined && window.days.includes(name));
}

function minutesOf(time: string): number | undefined {
  if (time === '') return undefined;
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
