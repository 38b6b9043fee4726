import { z } from 'zod';
import { timestampSchema } from './ids.ts';
import { cutText, MOST, text } from './limits.ts';

/** `problem`: tasks will fail. `warning`: tasks may fail, or something is worth a look. */
export const CHECK_LEVELS = ['ok', 'warning', 'problem'] as const;

/** What a worker found out about one subject, such as its Blender. */
export const workerCheckItemSchema = z
  .object({
    name: text(50).min(1).describe('The subject, as shown to people: Blender, FFmpeg, GPUs, Shared storage, …'),
    level: z.enum(CHECK_LEVELS),
    text: cutText(MOST.note),
    hint: cutText(MOST.note).optional().describe('What to do about it.'),
  })
  .meta({ id: 'WorkerCheckItem' });
export type WorkerCheckItem = z.infer<typeof workerCheckItemSchema>;

/** What a worker found out about itself; sent after it has signed on. */
export const workerCheckSchema = z
  .object({ checks: z.array(workerCheckItemSchema).max(50) })
  .meta({ id: 'WorkerCheck' });
export type WorkerCheck = z.infer<typeof workerCheckSchema>;

/** The newest check of a worker; `checked_at` is null if there has been none yet. */
export const storedWorkerCheckSchema = workerCheckSchema.extend({ checked_at: timestampSchema.nullable() });
export type StoredWorkerCheck = z.infer<typeof storedWorkerCheckSchema>;
