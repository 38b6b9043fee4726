import { z } from 'zod';
import { timestampSchema } from './ids.ts';
import { cutText, MOST, text } from './limits.ts';

/** `problem`: tasks will fail. `warning`: tasks may fail, or something is worth a look. */
export const CHECK_LEVELS = ['ok', 'warning', 'problem'] as const;

const namesSchema = z.array(text(MOST.name)).max(500);
/** What a worker's Blender has, as its tasks start it. */
export const workerBlenderSchema = z
  .object({
    version: text(MOST.word).describe('As Blender prints it, for example "4.2.1 LTS".'),
    engines: namesSchema.describe('The identifiers of render engines that are add-ons, Cycles among them.'),
    add_ons: namesSchema.describe('The Python modules of the add-ons that are switched on.'),
    color_config: text(MOST.note).describe('The path in the environment variable OCIO, or an empty string.'),
  })
  .meta({ id: 'WorkerBlender' });
export type WorkerBlender = z.infer<typeof workerBlenderSchema>;

/** What a worker found out about one subject, such as its Blender. */
export const workerCheckItemSchema = z
  .object({
    name: text(50).min(1).describe('The subject, as shown to people: Blender, FFmpeg, GPUs, Shared storage, …'),
    level: z.enum(CHECK_LEVELS),
    text: cutText(MOST.note),
    hint: cutText(MOST.note).optional().describe('What to do about it.'),
    blender: workerBlenderSchema.optional().describe('For the subject Blender, if it can be started.'),
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
