import { z } from 'zod';

/** A group of workers. A job that is bound to a tag runs on its members only; other jobs run on any worker. */
export const workerTagSchema = z
  .object({ id: z.string().optional(), name: z.string().min(1), description: z.string().optional() })
  .meta({ id: 'WorkerTag' });
export type WorkerTag = z.infer<typeof workerTagSchema>;

export const workerTagListSchema = z.object({ tags: z.array(workerTagSchema) }).meta({ id: 'WorkerTagList' });

/** All tags that a worker shall have; unknown ids are passed over. */
export const workerTagChangeRequestSchema = z
  .object({ tag_ids: z.array(z.string()).max(10_000) })
  .meta({ id: 'WorkerTagChangeRequest' });

/** `id` wins over `name`; neither (or empty) takes the tag off the job. */
export const jobTagChangeSchema = z
  .object({ id: z.string().optional(), name: z.string().optional() })
  .meta({ id: 'JobTagChange' });
export type JobTagChange = z.infer<typeof jobTagChangeSchema>;
