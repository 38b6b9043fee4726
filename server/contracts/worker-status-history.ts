import { z } from 'zod';
import { timestampSchema } from './ids.ts';
import { workerStatusSchema } from './worker.ts';

/** A worker's changes of status, newest first. `from` is empty for the first sign-on. */
export const workerStatusHistorySchema = z
  .object({
    changes: z.array(
      z.object({ at: timestampSchema, from: z.union([workerStatusSchema, z.literal('')]), to: workerStatusSchema }),
    ),
  })
  .meta({ id: 'WorkerStatusHistory' });
export type WorkerStatusHistory = z.infer<typeof workerStatusHistorySchema>;
