import { enterJobStatus } from './enter-job-status.ts';
import type { Decision, JobFacts, TaskTally } from './farm-facts.ts';
import { TRANSIENT_JOB_STATUSES } from './job-state.ts';

/**
 * How a job goes on that a start of the manager finds in a transient status, as if it had just entered it; `null` when
 * there is nothing to repair. Our own changes happen in one transaction, so such jobs come from other databases or from
 * a pause that waits for running tasks. The first step may lead from a status to the same one: it only carries the mass
 * change.
 */
export function startupRepair(job: JobFacts, tally: TaskTally): Decision | null {
  if (!(TRANSIENT_JOB_STATUSES as readonly string[]).includes(job.status)) return null;
  return { job: enterJobStatus(job.status, job.status, tally, 'continued after a restart of the manager') };
}
