import { z } from 'zod';
import { uuidSchema } from '../ids.ts';
import { workerApprovalSchema, workerStatusSchema } from '../worker.ts';
import { workerRowSchema } from '../web/worker-rows.ts';

/** A worker as the workers table shows it, or, when it was removed, as it was. */
export const workerEventSchema = z.object({
  worker: workerRowSchema.omit({ task: true }),
  /** What it was just handed; absent = the same as before. */
  task: workerRowSchema.shape.task.unwrap().optional(),
  /** Its tags; absent = the same as before. */
  tags: z.array(z.object({ id: uuidSchema, name: z.string() })).optional(),
  /** Only when it reported a status, which may be the same. */
  previous_status: z.union([workerStatusSchema, z.literal('')]).optional(),
  /** Only when somebody decided about it. */
  previous_approval: workerApprovalSchema.optional(),
  /**
   * Names of what changed in `worker`; beside these `task`, `tags`, `check` (what it found out about itself) and
   * `removed`.
   */
  changed: z.array(z.string()),
});
export type WorkerEvent = z.infer<typeof workerEventSchema>;
