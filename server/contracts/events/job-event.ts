import { z } from 'zod';
import { jobStatusSchema } from '../job.ts';
import { jobRowSchema } from '../web/job-rows.ts';

/**
 * A job as it is now, or, when it was deleted, as it was. Why it came to its status is in its `activity`.
 * It is the row of the jobs table, so a page replaces the one that it has.
 */
export const jobEventSchema = z.object({
  job: jobRowSchema,
  /** Only when the status changed. */
  previous_status: jobStatusSchema.optional(),
  /** Names of what changed in `job`; beside these `tasks`: many at once, without events of their own, and `blocks`. */
  changed: z.array(z.string()),
});
export type JobEvent = z.infer<typeof jobEventSchema>;
