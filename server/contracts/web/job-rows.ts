import { z } from 'zod';
import { completeFailurePolicySchema, failurePolicySchema } from '../failure-policy.ts';
import { timestampSchema, uuidSchema } from '../ids.ts';
import { jobChangeSchema, JOB_STATUSES, jobStatusSchema, lastRenderedSchema } from '../job.ts';
import { taskStatusSchema } from '../task.ts';
import { MOST, MOST_ENTRIES, text } from '../limits.ts';

/** The number of tasks per status. */
export const taskCountsSchema = z.record(taskStatusSchema, z.int());
export type TaskCounts = z.infer<typeof taskCountsSchema>;

/** A row of the jobs table. */
export const jobRowSchema = z.object({
  id: uuidSchema,
  number: z.int(),
  name: z.string(),
  type: z.string(),
  status: jobStatusSchema,
  priority: z.int(),
  activity: z.string(),
  submitter: z.string().describe('Who submitted it, according to the metadata; empty if unknown.'),
  created: timestampSchema,
  updated: timestampSchema,
  tasks: taskCountsSchema,
  steps_completed: z.int(),
  steps_total: z.int(),
  waits_for: z.int().describe('How many of the jobs that it depends on are not completed.'),
  keep: z.boolean().describe('Whether the job is protected from being deleted.'),
  failure_policy: failurePolicySchema.optional(),
  owner_id: z.string().nullable().describe('Who owns the job; null = nobody.'),
  worker_tag_id: uuidSchema.nullable().describe('The tag that workers must have to run it; null = any worker.'),
  delete_requested_at: timestampSchema.optional(),
  actions: z.array(z.enum(['cancel', 'pause', 'requeue'])).describe('What a person can do with it now.'),
});
export type JobRow = z.infer<typeof jobRowSchema>;

/** The most characters of a search. */
export const MAX_SEARCH = 200;
export const JOB_SORTS = ['updated', 'submitted', 'name', 'priority', 'status'] as const;
export const findJobsInputSchema = z.object({
  /** Where the previous page ended, as the server said. */
  cursor: text(MOST.cursor).nullish(),
  limit: z.int().min(1).max(200).default(200),
  search: text(MAX_SEARCH)
    .default('')
    .describe("Part of the job's name, its type or the submitter's name, or `key=value` of its metadata."),
  statuses: z.array(z.enum(JOB_STATUSES)).max(MOST_ENTRIES.statuses).default([]),
  mine: z.boolean().default(false).describe('Only the jobs that the caller owns.'),
  name: text(MOST.name)
    .optional()
    .describe(
      'Where nobody signs in, who they say they are: the jobs with this submitter in their metadata are theirs.',
    ),
  sort: z.enum(JOB_SORTS).default('updated'),
  descending: z.boolean().default(true),
});
export const jobPageSchema = z.object({
  rows: z.array(jobRowSchema),
  nextCursor: z.string().nullable(),
  /** The number of jobs per status on the whole farm, for the filter chips. */
  counts: z.record(jobStatusSchema, z.int()),
});
export type JobPage = z.infer<typeof jobPageSchema>;

/** A job that another one depends on, or that depends on it. */
export const relatedJobSchema = z.object({
  id: uuidSchema,
  name: z.string(),
  status: jobStatusSchema.optional().describe('Absent = the job was deleted before it was completed.'),
});
export type RelatedJob = z.infer<typeof relatedJobSchema>;

/** Everything on the page of one job. `settings` are in the order of the job type, with labels. */
export const jobDetailSchema = jobRowSchema.extend({
  settings: z.array(z.object({ key: z.string(), label: z.string(), value: z.unknown() })),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
  type_label: z.string(),
  farm_failure_policy: completeFailurePolicySchema.describe('What applies where the job says nothing.'),
  depends_on: z.array(relatedJobSchema).describe('The jobs that must be completed before this one starts.'),
  needed_by: z.array(relatedJobSchema).describe('The jobs that start once this one is completed.'),
  warnings: z.array(z.string()).describe('What a person should know before the job fails, in full sentences.'),
  last_rendered: lastRenderedSchema
    .extend({ version: z.string().describe('Changes with every new picture, because the address stays the same.') })
    .optional(),
});
export type JobDetail = z.infer<typeof jobDetailSchema>;

export const jobIdsSchema = z.array(uuidSchema).min(1).max(MOST_ENTRIES.marked);
export const changeJobsInputSchema = z.object({
  ids: jobIdsSchema,
  action: z.enum(['cancel', 'pause', 'requeue']),
});
/** One result per item, never one for all: a bulk action says what happened to each. */
export const changeResultsSchema = z.array(z.object({ id: uuidSchema, ok: z.boolean(), message: z.string() }));

export const setJobsInputSchema = z.object({ ids: jobIdsSchema, change: jobChangeSchema });

export const handOverInputSchema = z.object({ ids: jobIdsSchema, personId: uuidSchema });

/** What deleting jobs would remove. */
export const deletionFactsSchema = z.object({
  jobs: z.int(),
  tasks: z.int(),
  kept: z.int().describe('Jobs that stay because they are marked to be kept; the other numbers do not include them.'),
  running: z.int().describe('Running tasks that would be stopped.'),
  shaman_checkouts: z.int().describe('Jobs whose uploaded files would be removed too.'),
});
export type DeletionFacts = z.infer<typeof deletionFactsSchema>;

/** A worker that gets no tasks of one type of a job. */
export const blockSchema = z.object({ worker_id: uuidSchema, task_type: text(MOST.name).min(1) });
export const blocksOfJobSchema = z.object({
  blocks: z.array(blockSchema.extend({ worker_name: z.string() })),
  task_types: z.array(z.string()).describe('The types of tasks in the job.'),
});
export type BlocksOfJob = z.infer<typeof blocksOfJobSchema>;
export const changeBlocksInputSchema = z.object({
  jobId: uuidSchema,
  blocks: z.array(blockSchema).min(1).max(MOST_ENTRIES.marked),
});
