import type { JobStatus } from '../contracts/job.ts';

/*
 * The life of a job.
 *
 * A job is submitted as `queued`, or as `paused` to be released later. It becomes `active` when a worker takes its
 * first task, and ends as `completed` (all its tasks are), `failed` (too many tasks failed, or no worker is left to run
 * them) or `canceled`.
 *
 * People ask for one of three transient statuses, and the manager continues from there in the same transaction:
 * `cancel-requested` cancels the tasks that run or wait, and leads to `canceled`; `pause-requested` pauses the tasks
 * that wait, and leads to `paused` once none is running; `requeueing` puts the tasks that did not complete back in the
 * queue (all tasks, if the job was completed), and leads to `queued`. Asking for `queued` on a paused or pausing job
 * releases it without retrying the tasks that failed.
 *
 * `under-construction` is a job whose tasks are not stored yet; the manager moves it on to its first status.
 */

/**
 * `allowed`: anybody may ask for it. `automatic`: only the manager's own rules go there. `nothing`: the job is there
 * already, so the request succeeds and changes nothing. `refused`: makes no sense, answered with 422.
 */
export type JobMove = 'allowed' | 'automatic' | 'nothing' | 'refused';

const yes = 'allowed';
const auto = 'automatic';
const same = 'nothing';
const no = 'refused';

/** The columns of the table below. */
const COLUMNS = [
  'under-construction',
  'queued',
  'active',
  'completed',
  'failed',
  'cancel-requested',
  'canceled',
  'pause-requested',
  'paused',
  'requeueing',
] as const satisfies readonly JobStatus[];
type Row = readonly [JobMove, JobMove, JobMove, JobMove, JobMove, JobMove, JobMove, JobMove, JobMove, JobMove];

/** From the status on the left to that of the column. Everything that Flamenco's web page offers is allowed. */
const MOVES: Readonly<Record<JobStatus, Row>> = {
  //                    constr queued active compl  failed c-req  cancel p-req  paused requeue
  'under-construction': [same, auto, no, no, auto, yes, no, no, auto, no],
  queued: [no, same, auto, auto, yes, yes, auto, yes, no, yes],
  active: [no, no, same, auto, yes, yes, auto, yes, no, yes],
  completed: [no, auto, no, same, no, no, no, no, no, yes],
  failed: [no, auto, no, auto, same, yes, no, no, no, yes],
  'cancel-requested': [no, no, no, no, no, same, auto, no, no, no],
  canceled: [no, auto, no, auto, no, same, same, yes, no, yes],
  'pause-requested': [no, yes, no, auto, yes, yes, auto, same, auto, yes],
  paused: [no, yes, no, auto, yes, yes, auto, same, same, yes],
  requeueing: [no, auto, no, no, no, yes, no, no, no, same],
};

/** What happens when a job in status `from` is asked to go to `to`. */
export function jobMove(from: JobStatus, to: JobStatus): JobMove {
  return MOVES[from][COLUMNS.indexOf(to)] ?? 'refused';
}

/** The statuses that a person may ask for now, for messages and menus. */
export function possibleJobRequests(from: JobStatus): readonly JobStatus[] {
  return COLUMNS.filter((to) => jobMove(from, to) === 'allowed');
}

/** Statuses in which a job's tasks are handed out. */
export const RUNNABLE_JOB_STATUSES = ['active', 'queued'] as const satisfies readonly JobStatus[];

/** Statuses in which a job has ended; only a person's request revives it. */
export const ENDED_JOB_STATUSES = ['completed', 'failed', 'canceled'] as const satisfies readonly JobStatus[];

/** Statuses that last only for one transaction (`pause-requested`: until the running tasks have ended). */
export const TRANSIENT_JOB_STATUSES = [
  'cancel-requested',
  'pause-requested',
  'requeueing',
] as const satisfies readonly JobStatus[];

/** Whether tasks of a job in this status are handed out. */
export function isRunnableJob(status: JobStatus): boolean {
  return (RUNNABLE_JOB_STATUSES as readonly JobStatus[]).includes(status);
}

/** Whether tasks of the job are handed out: its status allows it, and it waits for no other job. */
export function handsOutTasks(job: { readonly status: JobStatus; readonly waits_for: number }): boolean {
  return isRunnableJob(job.status) && job.waits_for === 0;
}

/** Whether a job in this status has ended. */
export function isEndedJob(status: JobStatus): boolean {
  return (ENDED_JOB_STATUSES as readonly JobStatus[]).includes(status);
}
