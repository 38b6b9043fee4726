import type { JobStatus } from '../../contracts/job.ts';
import { FarmError } from '../../domain/errors.ts';
import type { Transaction } from '../../persistence/database.ts';
import {
  findDependentJobs,
  type JobToDependOn,
  lockJobsToDependOn,
  removeDependenciesOn,
  shiftWaitingJobs,
} from '../../persistence/repositories/job-dependencies.repository.ts';
import { findJobsById } from '../../persistence/repositories/jobs.repository.ts';
import { saveOpen, tallyOf } from '../../persistence/repositories/task-counts.repository.ts';
import type { JobRow, Tables } from '../../persistence/tables.ts';
import { jobEvent } from './event-payloads.ts';

/*
 * Jobs that wait for other jobs. A job's tasks are hidden from the scheduler while one of the jobs that it depends on
 * is not completed, so that whoever asks for work never looks at them.
 */

/** Checks that the jobs exist that a new one is to depend on. @throws FarmError bad-request */
export async function requireJobsToDependOn(tables: Tables, ids: readonly string[] = []): Promise<void> {
  checked(ids, await findJobsById(tables, ids));
}

/** The same when the job is stored; they stay as they are until then. @throws FarmError bad-request */
export async function takeJobsToDependOn(tx: Transaction, ids: readonly string[] = []): Promise<JobToDependOn[]> {
  return checked(ids, await lockJobsToDependOn(tx, [...new Set(ids)]));
}

function checked<Found extends JobToDependOn>(ids: readonly string[], found: Found[]): Found[] {
  const known = new Map(found.map((job) => [job.id, job]));
  for (const id of ids) {
    const job = known.get(id);
    if (!job) throw new FarmError('bad-request', { message: `depends_on: there is no job ${id}` });
    if (job.delete_requested_at !== null)
      throw new FarmError('bad-request', { message: `depends_on: the job "${job.name}" (${id}) is being deleted` });
  }
  return found;
}

/** The job has come from the status `from` to the one that it has now: tells the jobs that depend on it. */
export async function tellWaitingJobs(tx: Transaction, job: JobRow, from: JobStatus): Promise<void> {
  if (from === job.status) return;
  const crossed = (from === 'completed') !== (job.status === 'completed');
  if (!crossed) return announce(tx, await findDependentJobs(tx.tables, job.id), ['depends_on']);
  const waiting = await shiftWaitingJobs(tx, job.id, job.status === 'completed' ? -1 : 1);
  for (const each of waiting) await saveOpen(tx, each);
  await announce(tx, waiting, ['waits_for', 'depends_on']);
}

/**
 * The job has been deleted. Jobs that depend on it have got what they needed if it was completed. If not, they go on
 * waiting until somebody releases them: nobody knows whether they can do without it.
 */
export async function tellOfDeletedJob(tx: Transaction, job: JobRow): Promise<void> {
  const dependent = await findDependentJobs(tx.tables, job.id);
  if (job.status === 'completed') await removeDependenciesOn(tx, job.id);
  await announce(tx, dependent, ['depends_on']);
}

async function announce(tx: Transaction, jobs: readonly JobRow[], changed: string[]): Promise<void> {
  for (const job of jobs) tx.emit('job.changed', jobEvent(job, await tallyOf(tx.tables, job.id), { changed }), job.id);
}
