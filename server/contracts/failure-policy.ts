import { z } from 'zod';

const limitSchema = z.int().min(0).max(10_000).optional();

/**
 * How a job deals with failures. The farm's own value applies to a field that is left out. Strict, because a limit with
 * a misspelled name would silently have no effect.
 */
export const failurePolicySchema = z
  .strictObject({
    task_fail_after_softfail_count: limitSchema.describe(
      'How many different workers must fail a task before it has failed for good; 0 = no such limit.',
    ),
    blocklist_threshold: limitSchema.describe(
      'How many tasks of one type a worker may fail before it gets no more of them; 0 = it is never blocked.',
    ),
    job_fail_percentage: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe(
        'The share of failed tasks, as a whole percentage, at which the job fails before its other tasks are done; 0 = no such limit.',
      ),
  })
  .meta({ id: 'FailurePolicy' });
export type FailurePolicy = z.infer<typeof failurePolicySchema>;

/** A policy with every field, such as the farm's own. */
export const completeFailurePolicySchema = failurePolicySchema.required();
export type CompleteFailurePolicy = z.infer<typeof completeFailurePolicySchema>;
