import { z } from 'zod';
import { uuidSchema } from '../ids.ts';
import { MOST, MOST_ENTRIES, text } from '../limits.ts';

/** A worker tag with the workers that have it and the number of jobs that need it. */
export const tagRowSchema = z.object({
  id: uuidSchema,
  name: z.string(),
  description: z.string(),
  worker_ids: z.array(uuidSchema).describe('The workers that have it, without removed ones.'),
  jobs: z.int().describe('The number of jobs that are bound to it.'),
});
export type TagRow = z.infer<typeof tagRowSchema>;

const nameSchema = text(MOST.name).trim().min(1, 'give the tag a name');

export const createTagInputSchema = z.object({ name: nameSchema, description: text(MOST.note).default('') });
export const updateTagInputSchema = z.object({
  id: uuidSchema,
  name: nameSchema,
  description: text(MOST.note).optional().describe('Stays as it is if left out.'),
});
/** All the tags that the worker is to have. */
export const setTagsOfWorkerInputSchema = z.object({
  workerId: uuidSchema,
  tagIds: z.array(uuidSchema).max(MOST_ENTRIES.marked),
});
/** The tag that workers must have to run these jobs; null = any worker. */
export const setTagOfJobsInputSchema = z.object({
  ids: z.array(uuidSchema).min(1).max(MOST_ENTRIES.marked),
  tagId: uuidSchema.nullable(),
});
