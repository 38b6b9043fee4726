import { z } from 'zod';

/**
 * One step of a task as the job-type script wrote it. `{variables}` in parameters are replaced when a worker gets the
 * task.
 */
export const commandSchema = z
  .object({
    name: z.string().min(1),
    parameters: z.record(z.string(), z.unknown()),
    total_step_count: z
      .int()
      .min(0)
      .describe('The number of steps that the command reports itself; 0 = it reports none and counts as one step.'),
  })
  .meta({ id: 'Command' });
export type Command = z.infer<typeof commandSchema>;
