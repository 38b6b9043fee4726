import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';

/** Why active tasks of a worker go back to the pool. */
export type ReturnCause =
  | 'signed-off'
  | 'signed-on-again'
  | 'not-awake'
  | 'timed-out'
  | 'deleted'
  | 'revoked'
  | 'blocked';

/**
 * The status of a task that its worker gives back, by the status of its job. A job that has ended or is being canceled
 * has no active tasks; if there were one, returning it must not revive the job.
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

const REASONS: Readonly<Record<ReturnCause, (worker: string) => string>> = {
  'signed-off': (worker) => `worker ${worker} signed off`,
  'signed-on-again': (worker) => `worker ${worker} was restarted and no longer has it`,
  'not-awake': (worker) => `worker ${worker} stopped working`,
  'timed-out': (worker) => `nothing was heard from worker ${worker} for too long`,
  deleted: (worker) => `worker ${worker} was removed`,
  revoked: (worker) => `worker ${worker} was revoked`,
  blocked: (worker) => `worker ${worker}, which failed it, gets no more tasks of this kind`,
};

/**
 * The note for the task's log and `activity`.
 * @param to the task's new status: if its job is pausing or has ended, the task does not go back to the queue
 */
export function returnNote(cause: ReturnCause, workerName: string, to: TaskStatus): string {
  const outcome = to === 'paused' ? 'Paused with its job' : to === 'canceled' ? 'Canceled' : 'Returned to the queue';
  return `${outcome}: ${REASONS[cause](workerName)}`;
}
