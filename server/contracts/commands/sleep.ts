import { z } from 'zod';

/** The limit of Node's timers; with a longer time they would not wait at all. */
const LONGEST_SECONDS = 2 ** 31 / 1_000 - 1;

/** Does nothing for a while. */
export const sleepCommand = {
  name: 'sleep',
  parameters: z.object({
    duration_in_seconds: z
      .number('must be given, as a number')
      .min(0, 'must not be negative')
      .max(LONGEST_SECONDS, 'must be below 24 days'),
  }),
} as const;
