/** The type of `job.created`. All that scripts can do with it is pass it to `formatTimestampLocal()`. */
export class Timestamp {
  readonly #time: Date;

  constructor(iso: string) {
    this.#time = new Date(iso);
    Object.freeze(this);
  }

  get time(): Date {
    return this.#time;
  }

  toString(): string {
    return this.#time.toISOString();
  }

  toJSON(): string {
    return this.toString();
  }
}

/** Writes a time as `YYYY-MM-DD_HHMMSS` in the given time zone. */
export function formatTimestamp(timestamp: unknown, timeZone: string): string {
  const time = timestamp instanceof Timestamp ? timestamp.time : timestamp;
  if (!(time instanceof Date)) throw new TypeError('formatTimestampLocal() needs a time, such as job.created');
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(time);
  const part = (type: Intl.DateTimeFormatPartTypes): string =>
    parts.find((candidate) => candidate.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}_${part('hour')}${part('minute')}${part('second')}`;
}
