import { z } from 'zod';

const limitSchema = z.int().min(0).max(10_000).optional();

/**
 * What a job says of its failures. A field that is left out is the farm's own value. Strict, since a limit with a
 * mistyped name would be a limit that nobody has.
 */
export const failurePolicySchema = z
  .strictObject({
    task_fail_after_softfail_count: limitSchema.describe(
      'How many different workers must fail a task before it fails for good; 0 = no such limit.',
    ),
    blocklist_threshold: limitSchema.describe(
      'After how many failed tasks of a type a worker gets no more of them; 0 = it is never blocked.',
    ),
    job_fail_percentage: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe(
        'Share of failed tasks, in whole percent, at which the job fails before its other tasks are done; 0 = none does.',
      ),
  })
  .meta({ id: 'FailurePolicy' });
export type FailurePolicy = z.infer<typeof failurePolicySchema>;

/** A policy with nothing left out, such as the farm's. */
export const completeFailurePolicySchema = failurePolicySchema.required();
export type CompleteFailurePolicy = z.infer<typeof completeFailurePolicySchema>;
