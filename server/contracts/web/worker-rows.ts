import { z } from 'zod';
import { timestampSchema, uuidSchema } from '../ids.ts';
import {
  refusedWishesSchema,
  workerApprovalSchema,
  workerStatusChangeRequestSchema,
  workerStatusSchema,
} from '../worker.ts';
import { MOST, MOST_ENTRIES, text } from '../limits.ts';

/** A row of the workers table. */
export const workerRowSchema = z.object({
  id: uuidSchema,
  name: z.string(),
  status: z.union([workerStatusSchema, z.literal('')]),
  status_change: workerStatusChangeRequestSchema.nullable(),
  address: z.string(),
  platform: z.string(),
  version: z.string(),
  can_restart: z.boolean(),
  approval: workerApprovalSchema.nullable().describe('null if the worker may work.'),
  new_secret_asked: timestampSchema.nullable().describe('Since when it is to take another secret; null if it is not.'),
  locked: z
    .array(z.enum(['name', 'tags']))
    .describe('What a person has set, so that the worker does not choose it any more.'),
  refused_wishes: refusedWishesSchema.nullable().describe('What it asked for when it last signed on, and did not get.'),
  task_types: z.array(z.string()),
  last_seen: timestampSchema.nullable(),
  updated: timestampSchema,
  task: z
    .object({ id: uuidSchema, name: z.string(), status: z.string(), job_id: uuidSchema, job_name: z.string() })
    .nullable()
    .describe('The task that it is running, or else the one that it ran last.'),
});
export type WorkerRow = z.infer<typeof workerRowSchema>;

export const workerIdsSchema = z.array(uuidSchema).min(1).max(MOST_ENTRIES.marked);
export const nameWorkerInputSchema = z.object({
  id: uuidSchema,
  name: text(MOST.name).trim().min(1, 'must not be empty'),
});
export const requestWorkerStatusInputSchema = z.object({
  ids: workerIdsSchema,
  status: workerStatusSchema,
  lazy: z.boolean(),
});
