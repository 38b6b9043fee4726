import { z } from 'zod';
import { failurePolicySchema } from './failure-policy.ts';
import { timestampSchema, uuidSchema } from './ids.ts';
import { jsonObject, MOST, MOST_ENTRIES, MOST_JSON, text, within } from './limits.ts';

export const JOB_STATUSES = [
  'active',
  'canceled',
  'completed',
  'failed',
  'paused',
  'pause-requested',
  'queued',
  'cancel-requested',
  'requeueing',
  'under-construction',
] as const;
export const jobStatusSchema = z.enum(JOB_STATUSES).meta({ id: 'JobStatus' });
export type JobStatus = z.infer<typeof jobStatusSchema>;

export const DEFAULT_PRIORITY = 50;
const prioritySchema = z.int().min(0).max(100);

export const jobSettingsSchema = jsonObject().meta({ id: 'JobSettings' });
export type JobSettings = z.infer<typeof jobSettingsSchema>;
export const jobMetadataSchema = z.record(z.string(), z.string()).meta({ id: 'JobMetadata' });
export type JobMetadata = z.infer<typeof jobMetadataSchema>;
/** Metadata are texts; a number or a flag is written as one, and null is an empty one. */
const submittedMetadataSchema = z
  .record(
    text(MOST.name),
    z
      .union([text(MOST.metadata), z.number(), z.boolean(), z.null()], 'must be text')
      .transform((value) => String(value ?? '')),
  )
  .superRefine(within(MOST_JSON.metadata))
  .meta({ id: 'SubmittedJobMetadata' });
export const jobStorageInfoSchema = z
  .object({ shaman_checkout_id: text(MOST.path).optional() })
  .meta({ id: 'JobStorageInfo' });

/** How many other jobs a job can depend on. */
export const MAX_JOB_DEPENDENCIES = 100;

/** What a client sends to submit a job. */
export const submittedJobSchema = z
  .object({
    name: text(MOST.jobName),
    type: text(MOST.name).describe('The name of the job type.'),
    type_etag: text(MOST.word)
      .optional()
      .describe('The etag of the job type that the settings were made for; 412 if it is out of date.'),
    priority: z.int().default(DEFAULT_PRIORITY).describe('Higher runs first.'),
    settings: jobSettingsSchema.optional(),
    metadata: submittedMetadataSchema.optional(),
    submitter_platform: text(MOST.word).describe(
      'linux, windows, darwin, …; "manager" means the platform that the manager runs on.',
    ),
    storage: jobStorageInfoSchema.optional(),
    worker_tag: text(MOST.word).optional().describe('The UUID of the tag that workers must have to run this job.'),
    initial_status: jobStatusSchema.optional(),
    keep: z
      .boolean()
      .optional()
      .describe('Whether the job is protected from being deleted, by hand or by clean-up; left out = it is not.'),
    failure_policy: failurePolicySchema
      .optional()
      .describe("How the job deals with failures; the farm's configuration applies to what is left out."),
    depends_on: z
      .array(uuidSchema)
      .max(MAX_JOB_DEPENDENCIES)
      .optional()
      .describe('The UUIDs of jobs that must be completed before tasks of this one are handed out.'),
  })
  .meta({ id: 'SubmittedJob' });
export type SubmittedJob = z.infer<typeof submittedJobSchema>;

export const jobSchema = submittedJobSchema
  .omit({ type_etag: true, initial_status: true })
  .extend({
    id: uuidSchema,
    // A job type may have given it another one.
    name: z.string(),
    metadata: jobMetadataSchema.optional(),
    created: timestampSchema,
    updated: timestampSchema,
    priority: z.int(),
    status: jobStatusSchema,
    activity: z.string(),
    steps_completed: z.int().min(0),
    steps_total: z.int().min(0),
    delete_requested_at: timestampSchema.optional(),
    owner_id: z.string().optional().describe('The person who owns the job; left out when nobody does.'),
    waits_for: z
      .int()
      .optional()
      .describe('How many of the jobs that it depends on are not completed; left out when it waits for none.'),
  })
  .meta({ id: 'Job' });
export type Job = z.infer<typeof jobSchema>;

export const jobsQueryResultSchema = z.object({ jobs: z.array(jobSchema) }).meta({ id: 'JobsQueryResult' });
export const jobStatusChangeSchema = z
  .object({ status: jobStatusSchema, reason: text(MOST.note) })
  .meta({ id: 'JobStatusChange' });
export const jobPriorityChangeSchema = z.object({ priority: prioritySchema }).meta({ id: 'JobPriorityChange' });
export const jobKeepChangeSchema = z
  .object({ keep: z.boolean().describe('true = the job is protected from being deleted.') })
  .meta({ id: 'JobKeepChange' });
export const jobOwnerChangeSchema = z
  .object({
    person: text(MOST.name).min(1).describe('Name, e-mail address or id of the person who is to own the job.'),
  })
  .meta({ id: 'JobOwnerChange' });
/** What people set about a job besides its status; whatever is absent stays. */
export const jobChangeSchema = z
  .object({ ...jobPriorityChangeSchema.shape, ...jobKeepChangeSchema.shape, failure_policy: failurePolicySchema })
  .partial();
export type JobChange = z.infer<typeof jobChangeSchema>;
export const jobDeletionInfoSchema = z.object({ shaman_checkout: z.boolean() }).meta({ id: 'JobDeletionInfo' });

export const jobBlocklistEntrySchema = z
  .object({ worker_id: text(MOST.word), task_type: text(MOST.name), worker_name: text(MOST.name).optional() })
  .meta({ id: 'JobBlocklistEntry' });
export const jobBlocklistSchema = z
  .array(jobBlocklistEntrySchema)
  .max(MOST_ENTRIES.marked)
  .meta({ id: 'JobBlocklist' });

/** Where the pictures of a job can be fetched: `base`, a slash, and one of `suffixes`, which go from large to tiny. */
export const lastRenderedSchema = z
  .object({ base: z.string(), suffixes: z.array(z.string()) })
  .meta({ id: 'JobLastRenderedImageInfo' });
export type LastRendered = z.infer<typeof lastRenderedSchema>;
