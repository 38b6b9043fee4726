import { z } from 'zod';
import { commandSchema } from '../command.ts';
import { timestampSchema, uuidSchema } from '../ids.ts';
import { TASK_STATUSES, taskStatusSchema } from '../task.ts';
import { MOST, MOST_ENTRIES, text } from '../limits.ts';

/** A row of a job's tasks table. */
export const taskRowSchema = z.object({
  id: uuidSchema,
  index_in_job: z.int(),
  name: z.string(),
  type: z.string(),
  status: taskStatusSchema,
  priority: z.int(),
  activity: z.string(),
  worker: z.object({ id: z.string(), name: z.string() }).nullable(),
  steps_completed: z.int(),
  steps_total: z.int(),
  updated: timestampSchema,
  actions: z.array(z.enum(['cancel', 'requeue'])).describe('What a person can do with it now.'),
});
export type TaskRow = z.infer<typeof taskRowSchema>;

export const findTasksInputSchema = z.object({
  jobId: uuidSchema,
  cursor: z.int().nullish().describe('`index_in_job` of the last row of the previous page.'),
  limit: z.int().min(1).max(500).default(500),
  statuses: z.array(z.enum(TASK_STATUSES)).max(MOST_ENTRIES.statuses).default([]),
  search: text(MOST.name).default(''),
});
export const taskPageSchema = z.object({ rows: z.array(taskRowSchema), nextCursor: z.int().nullable() });

/**
 * The statuses of all tasks of a job in order of index, one letter each (see `STATUS_LETTERS`), for the frame map.
 * `first` is the index of the first one.
 */
export const taskStatusMapSchema = z.object({ letters: z.string(), first: z.int() });
export const STATUS_LETTERS = {
  a: 'active',
  x: 'canceled',
  c: 'completed',
  f: 'failed',
  q: 'queued',
  s: 'soft-failed',
  p: 'paused',
} as const;

/** One run of a task by one worker. */
export const attemptSchema = z.object({
  id: uuidSchema,
  number: z.int(),
  worker: z.object({ id: z.string(), name: z.string() }),
  started: timestampSchema,
  ended: timestampSchema.nullable(),
  outcome: taskStatusSchema.nullable().describe('The status that it left the task in; null while it is running.'),
  reason: z.string().nullable(),
  log_start: z.int().describe('The byte at which its part of the log begins.'),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const taskDetailSchema = taskRowSchema.extend({
  job: z.object({ id: uuidSchema, name: z.string(), status: z.string(), owner_id: z.string().nullable() }),
  created: timestampSchema,
  last_touched: timestampSchema.nullable(),
  commands: z.array(commandSchema),
  attempts: z.array(attemptSchema),
  failed_by: z.array(z.object({ id: z.string(), name: z.string() })),
  waits_for: z.int().describe('The number of unfinished tasks that it depends on.'),
  log_size: z.int(),
  log_url: z.string(),
});
export type TaskDetail = z.infer<typeof taskDetailSchema>;

export const changeTasksInputSchema = z.object({
  ids: z.array(uuidSchema).min(1).max(MOST_ENTRIES.marked),
  action: z.enum(['cancel', 'requeue']),
});

export const readLogInputSchema = z.object({
  taskId: uuidSchema,
  /** The byte to begin at; a negative number counts from the end. */
  offset: z.int().default(-65_536),
  limit: z.int().min(1).max(1_048_576).default(262_144),
});
export const logPartSchema = z.object({ text: z.string(), offset: z.int(), nextOffset: z.int(), size: z.int() });
export type LogPart = z.infer<typeof logPartSchema>;
