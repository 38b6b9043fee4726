import { z } from 'zod';
import { uuidSchema } from '../ids.ts';
import { taskStatusSchema } from '../task.ts';
import { jobRowSchema, taskCountsSchema } from '../web/job-rows.ts';
import { taskRowSchema } from '../web/task-rows.ts';

/** How far along a job is, and what distinguishes it from other jobs. */
export const jobProgressSchema = jobRowSchema
  .pick({ id: true, name: true, type: true, status: true, priority: true, owner_id: true, updated: true })
  .extend({
    steps_completed: z.int(),
    steps_total: z.int(),
    /** Absent if no task has changed its status. */
    tasks: taskCountsSchema.optional(),
  });
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** A task as it is now, as the tasks table shows it, and how far along its job is. */
export const taskEventSchema = z.object({
  task: taskRowSchema,
  job: jobProgressSchema,
  /** Present only if the status has changed. */
  previous_status: taskStatusSchema.optional(),
  /** Present only if the number of completed steps has changed. */
  previous_steps: z.int().optional(),
  /** Why the status has changed. */
  reason: z.string().optional(),
  /** The run that has begun, is going on or has ended; `number` counts the task's runs. */
  attempt: z.object({ id: uuidSchema, number: z.int().optional() }).optional(),
});
export type TaskEvent = z.infer<typeof taskEventSchema>;
