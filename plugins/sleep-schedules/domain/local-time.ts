const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** A day of the calendar, as the number of days since 1970-01-01. */
export type DayNumber = number;

/** The calendar day in the time zone at that moment (milliseconds since 1970, UTC). */
export function localDay(moment: number, timeZone: string): DayNumber {
  return Math.floor((moment + offsetAt(moment, timeZone)) / DAY_MS);
}

/** The weekday of a day; 0 = Monday. */
export function weekdayOf(day: DayNumber): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7;
}

/**
 * The moment at which clocks in the time zone show this many minutes after midnight on that day, in milliseconds since
 * 1970, UTC. When clocks go back, a time that occurs twice means the first of the two. When they go forward, a time
 * that is skipped means the moment of the change.
 */
export function momentOf(day: DayNumber, minutes: number, timeZone: string): number {
  const shown = day * DAY_MS + minutes * MINUTE_MS;
  const before = offsetAt(shown - DAY_MS, timeZone);
  const after = offsetAt(shown + DAY_MS, timeZone);
  const early = shown - before;
  if (offsetAt(early, timeZone) === before) return early;
  const late = shown - after;
  return offsetAt(late, timeZone) === after ? late : changeBetween(late, early, timeZone);
}

/** The moment between the two at which the offset of `to` takes effect. */
function changeBetween(from: number, to: number, timeZone: string): number {
  const afterwards = offsetAt(to, timeZone);
  let before = from;
  let after = to;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, timeZone) === afterwards) after = middle;
    else before = middle;
  }
  return after;
}

/** How far clocks in the time zone are ahead of UTC at that moment, in milliseconds. */
function offsetAt(moment: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatOf(timeZone).formatToParts(moment)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(moment / 1000) * 1000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}
