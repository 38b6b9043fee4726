import { z } from 'zod';
import { commandSchema } from '#server/contracts/command.ts';
import { workerCheckItemSchema } from '#server/contracts/worker-check.ts';
import { taskNeedsSchema } from '../self-check/check-for-tasks.ts';

/** Without the worker's secrets. */
const environmentSchema = z.record(z.string(), z.string());

/**
 * What the worker asks of the process that does things under another account, one line of JSON: to run a task's
 * commands, or to check whether tasks can run.
 */
export const hostRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('run'),
    commands: z.array(commandSchema),
    environment: environmentSchema,
    killGraceMilliseconds: z.number(),
    oomScoreAdjust: z.number().optional(),
  }),
  z.object({ kind: z.literal('check'), needs: taskNeedsSchema, environment: environmentSchema }),
]);
export type HostRequest = z.input<typeof hostRequestSchema>;

/** What that process tells, one line of JSON each. The last is `done` or `failed`. */
export const hostMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['log', 'activity', 'step', 'output']), text: z.string() }),
  z.object({ kind: z.literal('checked'), account: z.string(), items: z.array(workerCheckItemSchema) }),
  z.object({ kind: z.literal('done') }),
  /** `isExplained`: the text tells the artist what happened and what to do. */
  z.object({ kind: z.literal('failed'), text: z.string(), isExplained: z.boolean() }),
]);
export type HostMessage = z.infer<typeof hostMessageSchema>;
