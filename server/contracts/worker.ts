import { z } from 'zod';
import { timestampSchema, uuidSchema } from './ids.ts';
import { taskSummarySchema } from './task.ts';
import { workerTagSchema } from './worker-tag.ts';
import { MOST, MOST_ENTRIES, text } from './limits.ts';

export const WORKER_STATUSES = ['starting', 'awake', 'asleep', 'error', 'testing', 'offline', 'restart'] as const;
export const workerStatusSchema = z.enum(WORKER_STATUSES).meta({ id: 'WorkerStatus' });
export type WorkerStatus = z.infer<typeof workerStatusSchema>;

/** The header in which a worker sends the registration secret of the farm, when it registers and when it signs on. */
export const REGISTRATION_SECRET_HEADER = 'x-flamenco-registration-secret';

/**
 * The header in which a manager tells a worker something about its credentials, with any answer. Flamenco 3 knows
 * neither. `new-secret`: it is to take another secret. `revoked`: its credentials were taken from it, and it need not
 * register again.
 */
export const CREDENTIALS_HEADER = 'x-flamenco-credentials';
export type CredentialsNews = 'new-secret' | 'revoked';

/**
 * What keeps a worker from its first task. `no-secret` and `wrong-secret`: it waits for approval because it sent no
 * registration secret or a wrong one. `rejected`: somebody has turned it down. `revoked`: somebody has taken its
 * credentials from it.
 */
export const workerApprovalSchema = z
  .enum(['no-secret', 'wrong-secret', 'rejected', 'revoked'])
  .meta({ id: 'WorkerApproval' });
export type WorkerApproval = z.infer<typeof workerApprovalSchema>;
/** Absent if the worker may work. */
const missingApproval = { approval: workerApprovalSchema.optional().describe('Absent if the worker may work.') };

/** What a person decides about a worker. */
export const workerApprovalDecisionSchema = z
  .object({
    decision: z
      .enum(['approve', 'reject', 'revoke'])
      .describe('`revoke` also stops the credentials of the worker, at once, until it is approved again.'),
  })
  .meta({ id: 'WorkerApprovalDecision' });
export type WorkerApprovalDecision = z.infer<typeof workerApprovalDecisionSchema>['decision'];

/** A worker takes another secret. */
export const newWorkerSecretSchema = z
  .object({
    secret: text(MOST.secret)
      .min(16, 'must have at least 16 characters')
      .optional()
      .describe('The new one, which is as good as the old one until it is confirmed. Absent: confirms it.'),
  })
  .meta({ id: 'NewWorkerSecret' });

const taskTypesSchema = z.array(text(MOST.word)).max(MOST_ENTRIES.taskTypes);

export const workerRegistrationSchema = z
  .object({
    secret: text(MOST.secret).min(1).describe('Chosen by the worker; it is the password for its later calls.'),
    platform: text(MOST.word).min(1),
    supported_task_types: taskTypesSchema,
    name: text(MOST.name).min(1),
  })
  .meta({ id: 'WorkerRegistration' });
export type WorkerRegistration = z.infer<typeof workerRegistrationSchema>;

/** `status` is an empty string until the first sign-on. */
export const registeredWorkerSchema = z
  .object({
    uuid: uuidSchema,
    name: z.string(),
    address: z.string(),
    status: z.union([workerStatusSchema, z.literal('')]),
    platform: z.string(),
    software: z.string(),
    supported_task_types: z.array(z.string()),
    ...missingApproval,
  })
  .meta({ id: 'RegisteredWorker' });
export type RegisteredWorker = z.infer<typeof registeredWorkerSchema>;

export const workerSignOnSchema = z
  .object({
    name: text(MOST.name).min(1),
    supported_task_types: taskTypesSchema,
    software_version: text(MOST.word),
    can_restart: z.boolean().default(false),
    tags: z
      .array(text(MOST.name))
      .max(MOST_ENTRIES.tags)
      .optional()
      .describe(
        'Names of worker tags that the worker gets, in addition to those that it has. Flamenco 3 ignores them.',
      ),
  })
  .meta({ id: 'WorkerSignOn' });
export type WorkerSignOn = z.infer<typeof workerSignOnSchema>;

/** The manager asks the worker to go to this status. */
export const workerStateChangeSchema = z
  .object({ status_requested: workerStatusSchema })
  .meta({ id: 'WorkerStateChange' });
/** What a worker asked for when it signed on and did not get. */
export const refusedWishesSchema = z
  .object({
    name: z.string().optional().describe('The name that it wanted; it keeps the one that it had.'),
    tags: z.array(z.string()).optional().describe('The worker tags that it wanted.'),
  })
  .meta({ id: 'RefusedWorkerWishes' });
export type RefusedWishes = z.infer<typeof refusedWishesSchema>;

/**
 * The answer to a sign-on. `unknown_tags` is present if the worker named tags, `approval` if it may not work yet,
 * `refused_wishes` if it keeps another name or other tags than it asked for; Flamenco 3 sends none of them.
 */
export const workerSignedOnSchema = workerStateChangeSchema
  .extend({
    unknown_tags: z.array(z.string()).optional().describe('The tags named by the worker that do not exist here.'),
    refused_wishes: refusedWishesSchema.optional(),
    ...missingApproval,
  })
  .meta({ id: 'WorkerSignedOn' });
export type WorkerSignedOn = z.infer<typeof workerSignedOnSchema>;
/** The worker reports that it is now in this status. */
export const workerStateChangedSchema = z.object({ status: workerStatusSchema }).meta({ id: 'WorkerStateChanged' });

/** A person asks for a status; `is_lazy` lets the running task finish first. */
export const workerStatusChangeRequestSchema = z
  .object({ status: workerStatusSchema, is_lazy: z.boolean() })
  .meta({ id: 'WorkerStatusChangeRequest' });

export const workerSummarySchema = z
  .object({
    id: uuidSchema,
    name: z.string(),
    status: z.union([workerStatusSchema, z.literal('')]),
    status_change: workerStatusChangeRequestSchema.optional(),
    last_seen: timestampSchema.optional(),
    version: z.string(),
    can_restart: z.boolean(),
    ...missingApproval,
  })
  .meta({ id: 'WorkerSummary' });
export type WorkerSummary = z.infer<typeof workerSummarySchema>;
export const workerListSchema = z.object({ workers: z.array(workerSummarySchema) }).meta({ id: 'WorkerList' });

export const workerTaskSchema = taskSummarySchema.extend({ job_id: uuidSchema }).meta({ id: 'WorkerTask' });

export const workerSchema = workerSummarySchema
  .extend({
    ip_address: z.string(),
    platform: z.string(),
    supported_task_types: z.array(z.string()),
    task: workerTaskSchema.optional(),
    tags: z.array(workerTagSchema).optional(),
  })
  .meta({ id: 'Worker' });
