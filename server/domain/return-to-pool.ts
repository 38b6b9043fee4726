import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';

/** Why active tasks of a worker go back to the pool. */
export type ReturnCause = 'signed-off' | 'signed-on-again' | 'not-awake' | 'timed-out' | 'deleted' | 'blocked';

/**
 * The status of a task that its worker gives back, by the status of its job. An ended or canceling job has no active
 * tasks; were one found there, it must not wake the job's queue again.
 */
export const RETURN_STATUS: Readonly<Record<JobStatus, TaskStatus>> = {
  'under-construction': 'queued',
  queued: 'queued',
  active: 'queued',
  requeueing: 'queued',
  'pause-requested': 'paused',
  paused: 'paused',
  'cancel-requested': 'canceled',
  canceled: 'canceled',
  failed: 'canceled',
  completed: 'canceled',
};

/** The note for the task's log and `activity`. */
export function returnNote(cause: ReturnCause, workerName: string): string {
  switch (cause) {
    case 'signed-off':
      return `Returned to the queue: worker ${workerName} signed off`;
    case 'signed-on-again':
      return `Returned to the queue: worker ${workerName} started anew and no longer has it`;
    case 'not-awake':
      return `Returned to the queue: worker ${workerName} stopped working`;
    case 'timed-out':
      return `Returned to the queue: worker ${workerName} was not heard of for too long`;
    case 'deleted':
      return `Returned to the queue: worker ${workerName} was removed`;
    case 'blocked':
      return `Returned to the queue: worker ${workerName}, which failed it, gets no more tasks of this kind`;
    default:
      return cause satisfies never;
  }
}
