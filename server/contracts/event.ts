import { z } from 'zod';
import type { Actor } from './actor.ts';
import { failurePolicySchema } from './failure-policy.ts';
import type { farmStatusReportSchema } from './farm.ts';
import { jobStatusSchema, lastRenderedSchema } from './job.ts';
import { taskStatusSchema } from './task.ts';
import { workerApprovalSchema, workerStatusChangeRequestSchema, workerStatusSchema } from './worker.ts';
import { workerTagSchema } from './worker-tag.ts';

/** Shapes of Flamenco 3's broadcasts (`EventJobUpdate`, …), which is also what our own event log keeps. */
export const jobEventSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  updated: z.string(),
  status: z.union([jobStatusSchema, z.literal('')]),
  previous_status: jobStatusSchema.optional(),
  type: z.string(),
  priority: z.int(),
  refresh_tasks: z.boolean(),
  steps_completed: z.int(),
  steps_total: z.int(),
  keep: z.boolean().optional(),
  failure_policy: failurePolicySchema.optional(),
  delete_requested_at: z.string().optional(),
  was_deleted: z.boolean().optional(),
});
export type JobEvent = z.infer<typeof jobEventSchema>;

export const taskEventSchema = z.object({
  id: z.string(),
  job_id: z.string(),
  worker: z.object({ name: z.string(), uuid: z.string() }).optional(),
  name: z.string(),
  updated: z.string(),
  status: taskStatusSchema,
  previous_status: taskStatusSchema.optional(),
  activity: z.string(),
  steps_completed: z.int(),
  steps_total: z.int(),
});
export type TaskEvent = z.infer<typeof taskEventSchema>;

export const workerEventSchema = z.object({
  id: z.string(),
  name: z.string(),
  updated: z.string(),
  last_seen: z.string().optional(),
  status: z.union([workerStatusSchema, z.literal('')]),
  previous_status: z.union([workerStatusSchema, z.literal('')]).optional(),
  status_change: workerStatusChangeRequestSchema.optional(),
  version: z.string(),
  deleted_at: z.string().optional(),
  can_restart: z.boolean(),
  /** Absent = it may work. */
  approval: workerApprovalSchema.optional(),
  /** Only when somebody decided about it. */
  previous_approval: workerApprovalSchema.optional(),
});
export type WorkerEvent = z.infer<typeof workerEventSchema>;

/** Of a deleted tag only `tag.id` means something. */
export const workerTagEventSchema = z.object({
  tag: workerTagSchema.extend({ name: z.string() }),
  was_deleted: z.boolean().optional(),
});
export type WorkerTagEvent = z.infer<typeof workerTagEventSchema>;

export const lastRenderedEventSchema = z.object({ job_id: z.string(), thumbnail: lastRenderedSchema });
export type LastRenderedEvent = z.infer<typeof lastRenderedEventSchema>;
export const lifeCycleEventSchema = z.object({ type: z.enum(['manager-startup', 'manager-shutdown']) });

/** Every kind of event with its payload. All but the task log are kept in the event log. */
export interface FarmEvents {
  'job.submitted': JobEvent;
  'job.changed': JobEvent;
  'job.deleted': JobEvent;
  'task.changed': TaskEvent;
  'worker.changed': WorkerEvent;
  'worker-tag.changed': WorkerTagEvent;
  'last-rendered.updated': LastRenderedEvent;
  'farm-status.changed': z.infer<typeof farmStatusReportSchema>;
  'manager.life-cycle': z.infer<typeof lifeCycleEventSchema>;
}
export type FarmEventType = keyof FarmEvents;

/** An event as subscribers get it. `seq` grows by one or more from event to event. */
export type FarmEvent<T extends FarmEventType = FarmEventType> = {
  [K in T]: {
    readonly seq: number;
    readonly type: K;
    readonly at: string;
    /** Who did it. */
    readonly by: Actor;
    readonly jobId?: string;
    readonly payload: FarmEvents[K];
  };
}[T];
