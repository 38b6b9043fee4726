import { z } from 'zod';
import { timestampSchema } from './ids.ts';
import { workerStatusSchema } from './worker.ts';

/** How a worker went from status to status, newest first. `from` is empty before the first sign-on. */
export const workerStatusHistorySchema = z
  .object({
    changes: z.array(
      z.object({ at: timestampSchema, from: z.union([workerStatusSchema, z.literal('')]), to: workerStatusSchema }),
    ),
  })
  .meta({ id: 'WorkerStatusHistory' });
export type WorkerStatusHistory = z.infer<typeof workerStatusHistorySchema>;
