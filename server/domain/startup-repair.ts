import { enterJobStatus } from './enter-job-status.ts';
import type { Decision, JobFacts, TaskTally } from './farm-facts.ts';
import { TRANSIENT_JOB_STATUSES } from './job-state.ts';

/**
 * How to continue a job that is in a transient status when the manager starts, as if it had just entered that status;
 * `null` when there is nothing to repair. Our own changes happen in one transaction, so such a job either comes from
 * another database or is pausing and waits for running tasks. The first step leads from a status to the same one: it
 * only carries the mass change.
 */
export function startupRepair(job: JobFacts, tally: TaskTally): Decision | null {
  if (!(TRANSIENT_JOB_STATUSES as readonly string[]).includes(job.status)) return null;
  return { job: enterJobStatus(job.status, job.status, tally, 'continued after a restart of the manager') };
}
