import { z } from 'zod';
import { uuidSchema } from '../ids.ts';
import { workerApprovalSchema, workerStatusSchema } from '../worker.ts';
import { workerRowSchema } from '../web/worker-rows.ts';

/** A worker as the workers table shows it now or, if it was removed, as it was. */
export const workerEventSchema = z.object({
  worker: workerRowSchema.omit({ task: true }),
  /** The task that it was just handed; absent = the same as before. */
  task: workerRowSchema.shape.task.unwrap().optional(),
  /** Its tags; absent = the same as before. */
  tags: z.array(z.object({ id: uuidSchema, name: z.string() })).optional(),
  /** Present only if it reported a status, which may be the same as before. */
  previous_status: z.union([workerStatusSchema, z.literal('')]).optional(),
  /** Present only if somebody has just approved or rejected it. */
  previous_approval: workerApprovalSchema.optional(),
  /**
   * The fields of `worker` that have changed, and also `task`, `tags`, `check` (what it found out about itself) and
   * `removed`.
   */
  changed: z.array(z.string()),
});
export type WorkerEvent = z.infer<typeof workerEventSchema>;
