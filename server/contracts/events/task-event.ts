import { z } from 'zod';
import { uuidSchema } from '../ids.ts';
import { taskStatusSchema } from '../task.ts';
import { jobRowSchema, taskCountsSchema } from '../web/job-rows.ts';
import { taskRowSchema } from '../web/task-rows.ts';

/** How far a job is, and what tells it from others. */
export const jobProgressSchema = jobRowSchema
  .pick({ id: true, name: true, type: true, status: true, priority: true, owner_id: true, updated: true })
  .extend({
    steps_completed: z.int(),
    steps_total: z.int(),
    /** Absent when no task changed its status. */
    tasks: taskCountsSchema.optional(),
  });
export type JobProgress = z.infer<typeof jobProgressSchema>;

/** A task as it is now, as the tasks table shows it, and how far its job is. */
export const taskEventSchema = z.object({
  task: taskRowSchema,
  job: jobProgressSchema,
  /** Only when the status changed. */
  previous_status: taskStatusSchema.optional(),
  /** Only when the number of completed steps changed. */
  previous_steps: z.int().optional(),
  /** Why the status changed. */
  reason: z.string().optional(),
  /** The run that began, goes on or has ended; `number` counts the runs of the task. */
  attempt: z.object({ id: uuidSchema, number: z.int().optional() }).optional(),
});
export type TaskEvent = z.infer<typeof taskEventSchema>;
