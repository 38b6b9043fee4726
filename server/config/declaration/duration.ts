import { z } from 'zod';
import { formatGoDuration, parseGoDuration } from '../../domain/duration.ts';

const COMPLAINT = 'is not a duration like 90s or 10m0s';
/** What `parseGoDuration` takes and is not negative, for forms that check while somebody types. */
const PATTERN = String.raw`^\+?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$`;

/** A time of 0 or more: text in Go's notation outside, `90s` or `10m0s`, and milliseconds inside. */
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
