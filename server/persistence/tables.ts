import type { InferKyselyDB } from '@mikro-orm/sql';
import type { Kysely, Selectable } from 'kysely';
import type { CORE_ENTITIES } from './entities/core-entities.ts';

/** The columns of the kernel's tables by table name, derived from the entities. */
export type FarmTables = InferKyselyDB<(typeof CORE_ENTITIES)[number]>;

/** For typed statements on the kernel's tables. Only repositories make statements. */
export type Tables = Kysely<FarmTables>;

export type JobRow = Selectable<FarmTables['jobs']>;
export type TaskRow = Selectable<FarmTables['tasks']>;
export type AttemptRow = Selectable<FarmTables['attempts']>;
export type WorkerRow = Selectable<FarmTables['workers']>;
export type WorkerTagRow = Selectable<FarmTables['worker_tags']>;
export type JobQueueRow = Selectable<FarmTables['job_queues']>;
export type DeadLetterRow = Selectable<FarmTables['dead_letters']>;
export type IdempotencyKeyRow = Selectable<FarmTables['idempotency_keys']>;
export type PersonRow = Selectable<FarmTables['people']>;
export type SessionRow = Selectable<FarmTables['sessions']>;
export type PersonLinkRow = Selectable<FarmTables['person_links']>;
export type AuditEntryRow = Selectable<FarmTables['audit_log']>;
export type EnrolmentCodeRow = Selectable<FarmTables['enrolment_codes']>;
export type ApiTokenRow = Selectable<FarmTables['api_tokens']>;
export type ProgramLoginRow = Selectable<FarmTables['program_logins']>;
