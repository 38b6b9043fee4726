import { z } from 'zod';
import { uuidSchema } from '../ids.ts';

/** A worker tag with the workers that have it and the number of jobs that want it. */
export const tagRowSchema = z.object({
  id: uuidSchema,
  name: z.string(),
  description: z.string(),
  worker_ids: z.array(uuidSchema).describe('Workers that have it and were not removed.'),
  jobs: z.int().describe('Jobs that are bound to it.'),
});
export type TagRow = z.infer<typeof tagRowSchema>;

const nameSchema = z.string().trim().min(1, 'give the tag a name').max(200);

export const createTagInputSchema = z.object({ name: nameSchema, description: z.string().max(2000).default('') });
export const updateTagInputSchema = z.object({
  id: uuidSchema,
  name: nameSchema,
  description: z.string().max(2000).optional().describe('Stays when it is left out.'),
});
/** All tags that the worker shall have. */
export const setTagsOfWorkerInputSchema = z.object({ workerId: uuidSchema, tagIds: z.array(uuidSchema) });
/** The tag that workers must have to run these jobs; null = any worker. */
export const setTagOfJobsInputSchema = z.object({
  ids: z.array(uuidSchema).min(1).max(1000),
  tagId: uuidSchema.nullable(),
});
