import { echoCommand } from '#server/contracts/commands/echo.ts';
import { asText } from '#server/contracts/commands/parameter-kinds.ts';
import type { WorkerCommand } from './command.ts';

/** Writes a message to the task's log. */
export const echo: WorkerCommand<{ message?: unknown }> = {
  ...echoCommand,
  async run(context, { message }) {
    await context.log(`echo: ${JSON.stringify(asText(message))}`);
  },
};
