import { z } from 'zod';
import { uuidSchema } from './ids.ts';
import { workerBlenderSchema } from './worker-check.ts';

/** Workers that are alike in what matters for a job. */
export const workerKindSchema = z
  .object({
    workers: z.int().min(1).describe('How many workers are of this kind.'),
    platform: z.string(),
    task_types: z.array(z.string()),
    tags: z.array(uuidSchema).describe('The ids of their worker tags.'),
    blender: workerBlenderSchema.optional().describe('Absent if they have not said what they have.'),
  })
  .meta({ id: 'WorkerKind' });
export type WorkerKind = z.infer<typeof workerKindSchema>;

export const workerKindListSchema = z.object({ kinds: z.array(workerKindSchema) }).meta({ id: 'WorkerKindList' });
