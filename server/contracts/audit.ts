import { z } from 'zod';
import { actorSchema } from './actor.ts';
import { timestampSchema } from './ids.ts';
import { MOST, text } from './limits.ts';

/** What a change can be made to. */
export const AUDIT_KINDS = [
  'job',
  'task',
  'worker',
  'worker-tag',
  'enrolment-code',
  'settings',
  'person',
  'session',
  'token',
  'dead-letter',
] as const;
export const auditKindSchema = z.enum(AUDIT_KINDS);
export type AuditKind = z.infer<typeof auditKindSchema>;

/** Some fields with their values. */
const fieldsSchema = z.record(z.string(), z.unknown());

/** A change that somebody made. Holds no secrets. */
export const auditEntrySchema = z.object({
  id: z.int(),
  at: timestampSchema,
  by: actorSchema,
  /** The person who made the token, if `by` is one. */
  token_of: z.string().optional(),
  /** Where the request came from; empty if there was none, as for what the manager or a command line did. */
  address: z.string(),
  request_id: z.string(),
  action: z.string(),
  subject: z.object({ kind: auditKindSchema, id: z.string().nullable(), name: z.string() }),
  /** What was done, in words. */
  summary: z.string(),
  /** What the changed fields were; absent = there were none. */
  before: fieldsSchema.optional(),
  /** What they are now. */
  after: fieldsSchema.optional(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** Somebody who made changes; `id` is what the filter `who` takes. */
export const auditActorSchema = z.object({
  kind: z.enum(['person', 'worker', 'plugin', 'manager', 'terminal', 'open']),
  id: z.string(),
  name: z.string(),
});
export type AuditActor = z.infer<typeof auditActorSchema>;

const textSchema = text(MOST.name);

/** Which entries somebody wants to see. All conditions must hold. */
export const auditFilterSchema = z.object({
  /** Words in what was done, to what, by whom, or from where. */
  search: textSchema.default(''),
  /**
   * The id of a person (with their tokens), a worker or a plugin, an account of the manager's machine, an address of
   * somebody who did not sign in, or `manager`.
   */
  who: textSchema.optional(),
  kind: auditKindSchema.optional(),
  /** The id of what was changed. */
  subject: textSchema.optional(),
  action: textSchema.optional(),
  /** From this moment on. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** Before this moment. */
  until: z.iso.datetime({ offset: true }).optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;

/** The newest entries come first. */
export const findAuditInputSchema = auditFilterSchema.extend({
  /** Entries older than the one with this id. */
  cursor: z.int().positive().optional(),
  limit: z.int().min(1).max(500).default(100),
});
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), nextCursor: z.int().nullable() });
