/** Where the time comes from. The manager uses the machine's clock, specs one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
}

/** The way that moments are stored and sent: RFC 3339 in UTC with milliseconds; sorts as text. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
