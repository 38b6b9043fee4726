import { Initial } from './0001-initial.ts';
import { AddJobKeep } from './0002-add-job-keep.ts';
import { AddWorkerApproval } from './0003-add-worker-approval.ts';
import { AddWorkerChecks } from './0004-add-worker-checks.ts';
import { AddJobFailurePolicy } from './0005-add-job-failure-policy.ts';
import { ActorsAndOwners } from './0006-actors-and-owners.ts';
import { DeadLetters } from './0007-dead-letters.ts';

/** All migrations in order. Explicit, since the manager does not scan folders. */
export const SQLITE_MIGRATIONS = [
  { name: '0001-initial', class: Initial },
  { name: '0002-add-job-keep', class: AddJobKeep },
  { name: '0003-add-worker-approval', class: AddWorkerApproval },
  { name: '0004-add-worker-checks', class: AddWorkerChecks },
  { name: '0005-add-job-failure-policy', class: AddJobFailurePolicy },
  { name: '0006-actors-and-owners', class: ActorsAndOwners },
  { name: '0007-dead-letters', class: DeadLetters },
];
