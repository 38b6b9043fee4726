import { setTimeout as delay } from 'node:timers/promises';
import { sleepCommand } from '#server/contracts/commands/sleep.ts';
import type { WorkerCommand } from './command.ts';

/** Does nothing for a while. */
export const sleep: WorkerCommand<{ duration_in_seconds: number }> = {
  ...sleepCommand,
  async run(context, { duration_in_seconds: seconds }) {
    await context.log(`sleeping for ${seconds} s`);
    await delay(seconds * 1_000, undefined, { signal: context.signal });
  },
};
