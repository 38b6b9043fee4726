/** Where the time comes from. The manager uses the machine's clock; specs use one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** A moment as it is stored and sent: RFC 3339 in UTC with milliseconds, which sorts as text. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A moment in RFC 3339, in any time zone, rounded up to a whole second and written as timestamps are stored. */
export function wholeSecondFrom(moment: string): string {
  // Parsing drops fractions finer than a millisecond, but they count for the rounding.
  const hasFraction = /\.\d*[1-9]/.test(moment);
  const seconds = Math.floor(Date.parse(moment) / 1000) + (hasFraction ? 1 : 0);
  // A later year has more digits and would no longer compare as text.
  return timestamp(Math.min(seconds * 1000, LATEST));
}
