import { ApiTokenTable } from './api-token.entity.ts';
import { AttemptTable } from './attempt.entity.ts';
import { AuditEntryTable } from './audit-entry.entity.ts';
import { AuditTrimTable } from './audit-trim.entity.ts';
import { CredentialTable } from './credential.entity.ts';
import { DeadLetterTable } from './dead-letter.entity.ts';
import { EnrolmentCodeTable } from './enrolment-code.entity.ts';
import { EventCursorTable, EventTable } from './event.entity.ts';
import { IdempotencyKeyTable } from './idempotency-key.entity.ts';
import { JobDependencyTable } from './job-dependency.entity.ts';
import { JobMetadataTable } from './job-metadata.entity.ts';
import { JobQueueTable } from './job-queue.entity.ts';
import { JobTable } from './job.entity.ts';
import { JobBlockTable, TaskDependencyTable, TaskFailureTable } from './task-links.entity.ts';
import { ManagerKeyTable } from './manager-key.entity.ts';
import { OneTimeValueTable } from './one-time-value.entity.ts';
import { PersonLinkTable } from './person-link.entity.ts';
import { PersonTable } from './person.entity.ts';
import { ProgramLoginTable } from './program-login.entity.ts';
import { SessionTable } from './session.entity.ts';
import { TaskTable } from './task.entity.ts';
import { TwoFactorTable } from './two-factor.entity.ts';
import { UnknownCommandTable } from './unknown-command.entity.ts';
import { WorkerTagMembershipTable, WorkerTagTable } from './worker-tag.entity.ts';
import { WorkerCheckTable } from './worker-check.entity.ts';
import { WorkerStatusChangeTable } from './worker-status-change.entity.ts';
import { WorkerTable } from './worker.entity.ts';

/** All tables of the kernel, parents first. */
export const CORE_ENTITIES = [
  WorkerTagTable,
  JobTable,
  JobDependencyTable,
  JobMetadataTable,
  JobQueueTable,
  TaskTable,
  TaskDependencyTable,
  TaskFailureTable,
  JobBlockTable,
  UnknownCommandTable,
  AttemptTable,
  EnrolmentCodeTable,
  WorkerTable,
  WorkerStatusChangeTable,
  WorkerCheckTable,
  WorkerTagMembershipTable,
  EventTable,
  EventCursorTable,
  DeadLetterTable,
  IdempotencyKeyTable,
  ManagerKeyTable,
  PersonTable,
  CredentialTable,
  SessionTable,
  TwoFactorTable,
  OneTimeValueTable,
  PersonLinkTable,
  ApiTokenTable,
  ProgramLoginTable,
  AuditEntryTable,
  AuditTrimTable,
] as const;
