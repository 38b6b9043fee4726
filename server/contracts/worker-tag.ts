import { z } from 'zod';
import { MOST, MOST_ENTRIES, text } from './limits.ts';

/** A group of workers. A job that is bound to a tag runs only on the tag's workers; other jobs run on any worker. */
export const workerTagSchema = z
  .object({ id: text(MOST.word).optional(), name: text(MOST.name).min(1), description: text(MOST.note).optional() })
  .meta({ id: 'WorkerTag' });
export type WorkerTag = z.infer<typeof workerTagSchema>;

export const workerTagListSchema = z.object({ tags: z.array(workerTagSchema) }).meta({ id: 'WorkerTagList' });

/** All the tags that a worker is to have; unknown ids are ignored. */
export const workerTagChangeRequestSchema = z
  .object({ tag_ids: z.array(text(MOST.word)).max(MOST_ENTRIES.marked) })
  .meta({ id: 'WorkerTagChangeRequest' });

/** `id` takes precedence over `name`; if both are absent or empty, the job loses its tag. */
export const jobTagChangeSchema = z
  .object({ id: text(MOST.word).optional(), name: text(MOST.name).optional() })
  .meta({ id: 'JobTagChange' });
export type JobTagChange = z.infer<typeof jobTagChangeSchema>;
