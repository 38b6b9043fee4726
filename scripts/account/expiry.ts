import { FarmError } from '#server/domain/errors.ts';
import { timestamp } from '#server/domain/clock.ts';

const HOUR_MS = 3_600_000;

/**
 * The moment at which a token expires: so many days or hours from now, or a date, which begins at midnight UTC.
 * @param now milliseconds since 1970
 * @throws FarmError bad-request
 */
export function expiryOf(text: string | undefined, now: number): string | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  if (count !== undefined) return timestamp(now + Number(count) * (unit === 'd' ? 24 : 1) * HOUR_MS);
  const moment = /^\d{4}-\d{2}-\d{2}(T.+)?$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(moment)) return timestamp(moment);
  throw new FarmError('bad-request', {
    message: `--expires: "${text}" is neither like 90d or 12h nor a date like 2027-01-31 or 2027-01-31T12:00:00Z`,
  });
}
