import { z } from 'zod';

/** A group of workers. A job that is bound to a tag runs only on the tag's workers; other jobs run on any worker. */
export const workerTagSchema = z
  .object({ id: z.string().optional(), name: z.string().min(1), description: z.string().optional() })
  .meta({ id: 'WorkerTag' });
export type WorkerTag = z.infer<typeof workerTagSchema>;

export const workerTagListSchema = z.object({ tags: z.array(workerTagSchema) }).meta({ id: 'WorkerTagList' });

/** All the tags that a worker is to have; unknown ids are ignored. */
export const workerTagChangeRequestSchema = z
  .object({ tag_ids: z.array(z.string()).max(10_000) })
  .meta({ id: 'WorkerTagChangeRequest' });

/** `id` takes precedence over `name`; if both are absent or empty, the job loses its tag. */
export const jobTagChangeSchema = z
  .object({ id: z.string().optional(), name: z.string().optional() })
  .meta({ id: 'JobTagChange' });
export type JobTagChange = z.infer<typeof jobTagChangeSchema>;
