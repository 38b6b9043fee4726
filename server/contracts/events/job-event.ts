import { z } from 'zod';
import { jobStatusSchema } from '../job.ts';
import { jobRowSchema } from '../web/job-rows.ts';

/**
 * A job as it is now or, if it was deleted, as it was. Its `activity` says how it came to its status. It is a row of
 * the jobs table, so a page can put it in place of the one that it has.
 */
export const jobEventSchema = z.object({
  job: jobRowSchema,
  /** Present only if the status has changed. */
  previous_status: jobStatusSchema.optional(),
  /** Present only if the job was handed over; null = nobody's. */
  previous_owner_id: z.string().nullable().optional(),
  /**
   * The fields of `job` that have changed, and also `tasks` (many at once, without events of their own), `blocks`, and
   * `depends_on` (another job that this one depends on has come to another status, or is gone).
   */
  changed: z.array(z.string()),
});
export type JobEvent = z.infer<typeof jobEventSchema>;
