import { z } from 'zod';
import { commandSchema } from './command.ts';
import { timestampSchema, uuidSchema } from './ids.ts';
import { cutText, MOST, text } from './limits.ts';

export const TASK_STATUSES = ['active', 'canceled', 'completed', 'failed', 'queued', 'soft-failed', 'paused'] as const;
export const taskStatusSchema = z.enum(TASK_STATUSES).meta({ id: 'TaskStatus' });
export type TaskStatus = z.infer<typeof taskStatusSchema>;

/** The worker that ran a task last. All three are empty if there was none; for a removed worker only `id` is set. */
export const taskWorkerSchema = z
  .object({ id: z.string(), name: z.string(), address: z.string() })
  .meta({ id: 'TaskWorker' });
export type TaskWorker = z.infer<typeof taskWorkerSchema>;

export const taskSummarySchema = z
  .object({
    id: uuidSchema,
    name: z.string(),
    status: taskStatusSchema,
    index_in_job: z.int().min(1),
    priority: z.int(),
    task_type: z.string(),
    updated: timestampSchema,
    worker: taskWorkerSchema.optional(),
    steps_completed: z.int().min(0),
    steps_total: z.int().min(0),
  })
  .meta({ id: 'TaskSummary' });
export type TaskSummary = z.infer<typeof taskSummarySchema>;

export const jobTasksSummarySchema = z
  .object({ tasks: z.array(taskSummarySchema).optional() })
  .meta({ id: 'JobTasksSummary' });

export const taskSchema = z
  .object({
    id: uuidSchema,
    created: timestampSchema,
    updated: timestampSchema,
    job_id: uuidSchema,
    index_in_job: z.int().min(1),
    name: z.string(),
    status: taskStatusSchema,
    priority: z.int(),
    task_type: z.string(),
    activity: z.string(),
    commands: z.array(commandSchema).nullable(),
    steps_completed: z.int().min(0),
    steps_total: z.int().min(0),
    worker: taskWorkerSchema.optional(),
    last_touched: timestampSchema.optional(),
    failed_by_workers: z.array(taskWorkerSchema).optional(),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof taskSchema>;

export const taskStatusChangeSchema = z
  .object({ status: taskStatusSchema, reason: text(MOST.note) })
  .meta({ id: 'TaskStatusChange' });

export const taskLogInfoSchema = z
  .object({
    task_id: uuidSchema,
    job_id: uuidSchema,
    url: z.string().describe('Where the log can be read, relative to the manager.'),
    size: z.int().min(0).describe('In bytes.'),
  })
  .meta({ id: 'TaskLogInfo' });

/** A worker's report on the task that it is running. Absent fields stay as they are. */
export const taskUpdateSchema = z
  .object({
    taskStatus: taskStatusSchema.optional(),
    activity: cutText(MOST.note).optional(),
    log: cutText(MOST.log).optional(),
    steps_completed: z.int().min(0).optional(),
  })
  .meta({ id: 'TaskUpdate' });
export type TaskUpdate = z.infer<typeof taskUpdateSchema>;

/**
 * A task as it is handed to a worker. `uuid` identifies the attempt, not the task: see ARCHITECTURE.md, "One winner per
 * frame".
 */
export const assignedTaskSchema = z
  .object({
    uuid: uuidSchema,
    job: uuidSchema,
    name: z.string(),
    status: taskStatusSchema,
    priority: z.int(),
    job_priority: z.int(),
    job_type: z.string(),
    task_type: z.string(),
    commands: z.array(commandSchema),
    steps_completed: z.int().min(0),
    steps_total: z.int().min(0),
  })
  .meta({ id: 'AssignedTask' });
export type AssignedTask = z.infer<typeof assignedTaskSchema>;

export const mayKeepRunningSchema = z
  .object({ mayKeepRunning: z.boolean(), reason: z.string(), statusChangeRequested: z.boolean() })
  .meta({ id: 'MayKeepRunning' });
export type MayKeepRunning = z.infer<typeof mayKeepRunningSchema>;
