import { z } from 'zod';
import { formatGoDuration, parseGoDuration } from '../../domain/duration.ts';

const COMPLAINT = 'is not a duration like 90s or 10m0s';
/** What `parseGoDuration` accepts and is not negative, for forms that check while somebody is typing. */
const PATTERN = String.raw`^\+?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$`;

/**
 * A duration of 0 or more: outside, a text in Go's notation such as `90s` or `10m0s`; inside, a number of milliseconds.
 */
export const duration = z.codec(z.string(COMPLAINT).meta({ pattern: PATTERN, format: 'go-duration' }), z.number(), {
  decode(text, context) {
    const milliseconds = parseGoDuration(text);
    if (milliseconds !== undefined && milliseconds >= 0) return milliseconds;
    const message = milliseconds === undefined ? COMPLAINT : 'is negative; write 0s or more';
    context.issues.push({ code: 'custom', message, input: text });
    return z.NEVER;
  },
  encode: formatGoDuration,
});
