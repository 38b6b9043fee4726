import { dayOfYear, formatByLayout, nameOf } from './go-layout.ts';
import { toText } from './values.ts';

/**
 * The type of `job.created`: a Date that also has the methods of a time in Flamenco, which is one of the Go language.
 * Both show the time zone of the manager.
 */
export class Timestamp extends Date {
  year(): number {
    return this.getFullYear();
  }

  /** From 1; its name as text. */
  month(): number {
    return new NamedNumber(this.getMonth() + 1, nameOf(this, { month: 'long' })) as unknown as number;
  }

  day(): number {
    return this.getDate();
  }

  /** From 1. */
  yearDay(): number {
    return dayOfYear(this);
  }

  /** 0 is Sunday; its name as text. */
  weekday(): number {
    return new NamedNumber(this.getDay(), nameOf(this, { weekday: 'long' })) as unknown as number;
  }

  hour(): number {
    return this.getHours();
  }

  minute(): number {
    return this.getMinutes();
  }

  second(): number {
    return this.getSeconds();
  }

  nanosecond(): number {
    return this.getMilliseconds() * 1_000_000;
  }

  unix(): number {
    return Math.floor(this.getTime() / 1000);
  }

  unixMilli(): number {
    return this.getTime();
  }

  /** By a layout such as `2006-01-02 15:04:05`. */
  format(layout: unknown): string {
    return formatByLayout(this, toText(layout));
  }

  string(): string {
    return this.toString();
  }

  override toString(): string {
    return this.format('2006-01-02 15:04:05.999 -0700 MST');
  }

  override toJSON(): string {
    return this.format('2006-01-02T15:04:05.999Z07:00');
  }
}

/** A number that shows its name as text. */
class NamedNumber extends Number {
  readonly #name: string;

  constructor(value: number, name: string) {
    super(value);
    this.#name = name;
  }

  override toString(): string {
    return this.#name;
  }

  string(): string {
    return this.#name;
  }
}

/**
 * Writes a time as `YYYY-MM-DD_HHMMSS` in the time zone of this process. Takes what scripts have: `job.created`, a
 * Date, or a text such as `2026-06-01T10:20:30Z`.
 */
export function formatTimestamp(timestamp: unknown): string {
  const time = typeof timestamp === 'string' ? parseTime(timestamp) : timestamp;
  if (time instanceof Date && !Number.isNaN(time.getTime())) return formatByLayout(time, '2006-01-02_150405');
  const given = typeof timestamp === 'string' ? `"${timestamp}"` : toText(timestamp);
  throw new TypeError(
    `formatTimestampLocal() needs a time, such as job.created or "2026-06-01T10:20:30Z"${given && `, not ${given}`}`,
  );
}

/** Also understands what `String(job.created)` gives, whose abbreviation of the zone says nothing new. */
function parseTime(text: string): Date {
  return new Date(text.trim().replace(/( [+-]\d{4}) \S+$/, '$1'));
}
