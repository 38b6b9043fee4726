import { z } from 'zod';

/** Writes a message to the task's log. */
export const echoCommand = {
  name: 'echo',
  parameters: z.object({ message: z.unknown().refine((message) => message !== undefined, 'must be given') }),
} as const;
