import { z } from 'zod';
import { actorSchema } from './actor.ts';
import { timestampSchema, uuidSchema } from './ids.ts';
import { MOST_ENTRIES } from './limits.ts';

/** An event that a subscriber could not handle and that waits for somebody to decide what to do with it. */
export const deadLetterSchema = z.object({
  id: uuidSchema,
  subscriber: z.string().describe('The subscriber that could not handle it, such as "plugin:last-rendered".'),
  seq: z.int().describe("The event's number."),
  type: z.string(),
  at: timestampSchema.describe('When it happened.'),
  by: actorSchema,
  job_id: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  error: z.string().describe('What went wrong at the last try.'),
  tries: z.int(),
  failed_at: timestampSchema,
  can_retry: z.boolean().describe('Whether the subscriber is running on this manager.'),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

export const deadLetterIdsSchema = z.object({ ids: z.array(uuidSchema).min(1).max(MOST_ENTRIES.marked) });
