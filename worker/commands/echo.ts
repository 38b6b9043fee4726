import { z } from 'zod';
import { asText } from './command.ts';
import type { WorkerCommand } from './command.ts';

/** Writes a message to the task's log. */
export const echo: WorkerCommand<{ message?: unknown }> = {
  name: 'echo',
  parameters: z.object({ message: z.unknown().refine((message) => message !== undefined, 'must be given') }),
  async run(context, { message }) {
    await context.log(`echo: ${JSON.stringify(asText(message))}`);
  },
};
