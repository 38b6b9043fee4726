import { z } from 'zod';

/** A job-type script as the _Job types_ page shows it. */
export const jobTypeRowSchema = z.object({
  name: z.string(),
  label: z.string().describe('Empty if the script has none, or is broken.'),
  description: z.string(),
  origin: z.enum(['built-in', 'studio']),
  file: z.string().describe('The name of the file.'),
  settings: z.int().describe('How many it has.'),
  error: z.string().nullable().describe('Why artists cannot choose it; null if they can.'),
  warnings: z.array(z.string()),
});
export type JobTypeRow = z.infer<typeof jobTypeRowSchema>;

export const jobTypeListSchema = z.object({
  folder: z.string().describe('Where a studio puts its own scripts.'),
  job_types: z.array(jobTypeRowSchema),
});
