import { z } from 'zod';
import { commandSchema } from '#server/contracts/command.ts';

/** What the worker asks of the process that runs a task's commands under another account: one line of JSON. */
export const hostRequestSchema = z.object({
  commands: z.array(commandSchema),
  /** Without the worker's secrets. */
  environment: z.record(z.string(), z.string()),
  killGraceMilliseconds: z.number(),
  oomScoreAdjust: z.number().optional(),
});
export type HostRequest = z.input<typeof hostRequestSchema>;

/** What that process tells, one line of JSON each. The last is `done` or `failed`. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['log', 'activity', 'step', 'output']), text: z.string() }),
  z.object({ kind: z.literal('done') }),
  /** `isExplained`: the text tells the artist what happened and what to do. */
  z.object({ kind: z.literal('failed'), text: z.string(), isExplained: z.boolean() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
