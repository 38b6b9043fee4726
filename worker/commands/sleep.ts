import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { WorkerCommand } from './command.ts';

/** What a timer can hold; beyond it Node would not wait at all. */
const LONGEST_SECONDS = 2 ** 31 / 1_000 - 1;

/** Does nothing for a while. */
export const sleep: WorkerCommand<{ duration_in_seconds: number }> = {
  name: 'sleep',
  parameters: z.object({
    duration_in_seconds: z
      .number('must be given, as a number')
      .min(0, 'must not be negative')
      .max(LONGEST_SECONDS, 'must be below 24 days'),
  }),
  async run(context, { duration_in_seconds: seconds }) {
    await context.log(`sleeping for ${seconds} s`);
    await delay(seconds * 1_000, undefined, { signal: context.signal });
  },
};
