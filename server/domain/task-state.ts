import { TASK_STATUSES, type TaskStatus } from '../contracts/task.ts';

/*
 * The life of a task.
 *
 * A task waits as `queued`, is `active` while a worker has it, and ends as `completed`, `failed` or `canceled`. After a
 * failure that another worker may still put right it is `soft-failed`: it waits again, but not for workers that failed
 * it. `paused` tasks wait for a person. A task that its worker cannot continue returns to the pool (return-to-pool.ts).
 *
 * Workers may only report on the task that they have at this moment; a later report is refused, as the task is no
 * longer theirs (409). People may re-queue anything, cancel tasks that have not ended, pause tasks that wait, and mark
 * a task as completed or failed when they know better. Only the scheduler makes a task active; only the failure policy
 * makes it soft-failed.
 */

/** Where a change comes from: a worker's report, a person's request, or the manager's own rules. */
export type ChangedBy = 'worker' | 'person' | 'manager';

/** `nothing`: the task is there already. `refused`: 422 for people, 409 for workers. */
export type TaskMove = 'allowed' | 'nothing' | 'refused';

const yes = 'allowed';
const same = 'nothing';
const no = 'refused';

/** The columns of the tables below. */
const COLUMNS = [
  'active',
  'canceled',
  'completed',
  'failed',
  'queued',
  'soft-failed',
  'paused',
] as const satisfies readonly TaskStatus[];
type Row = readonly [TaskMove, TaskMove, TaskMove, TaskMove, TaskMove, TaskMove, TaskMove];
type Table = Readonly<Record<TaskStatus, Row>>;

const PERSON: Table = {
  //             active cancel compl failed queued s-fail paused
  active: [same, yes, yes, yes, yes, no, no],
  canceled: [no, same, yes, no, yes, no, no],
  completed: [no, no, same, no, yes, no, no],
  failed: [no, no, yes, same, yes, no, no],
  queued: [no, yes, yes, yes, same, no, yes],
  'soft-failed': [no, yes, yes, yes, yes, same, yes],
  paused: [no, yes, yes, yes, yes, no, same],
};

/**
 * `soft-failed` is what the failure policy makes of a worker's `failed`; workers may not report it (report-task.ts).
 */
const WORKER: Table = {
  active: [same, yes, yes, yes, yes, yes, no],
  canceled: [no, same, no, no, no, no, no],
  completed: [no, no, same, no, no, no, no],
  failed: [no, no, no, same, no, no, no],
  queued: [no, no, no, no, same, no, no],
  'soft-failed': [no, no, no, no, no, same, no],
  paused: [no, no, no, no, no, no, same],
};

/**
 * Assignment, failure policy, time-outs and return to the pool. Failed tasks return too, when their worker is blocked;
 * if the job has ended meanwhile, the request to cancel them changes nothing: they keep the status they ended in.
 */
const MANAGER: Table = {
  active: [same, yes, yes, yes, yes, yes, yes],
  canceled: [no, same, no, no, no, no, no],
  completed: [no, same, same, no, no, no, no],
  failed: [no, same, no, same, yes, no, yes],
  queued: [yes, yes, no, yes, same, no, yes],
  'soft-failed': [yes, yes, no, yes, yes, same, yes],
  paused: [no, yes, no, no, yes, no, same],
};

const TABLES: Readonly<Record<ChangedBy, Table>> = { person: PERSON, worker: WORKER, manager: MANAGER };

/** What happens when `by` wants to change a task from one status to another. */
export function taskMove(by: ChangedBy, from: TaskStatus, to: TaskStatus): TaskMove {
  return TABLES[by][from][COLUMNS.indexOf(to)] ?? 'refused';
}

/** The statuses that `by` may set now, for messages and menus. */
export function possibleTaskChanges(by: ChangedBy, from: TaskStatus): readonly TaskStatus[] {
  return TASK_STATUSES.filter((to) => taskMove(by, from, to) === 'allowed');
}

/** Statuses in which a task may be handed to a worker. */
export const POOL_STATUSES = ['queued', 'soft-failed'] as const satisfies readonly TaskStatus[];

/** Whether a task in this status may be handed to a worker. */
export function isInPool(status: TaskStatus): boolean {
  return (POOL_STATUSES as readonly TaskStatus[]).includes(status);
}

/** Whether the task itself allows it to be handed out; there are more rules for its job and for workers. */
export function mayBeHandedOut(status: TaskStatus, unfinishedDependencies: number): boolean {
  return isInPool(status) && unfinishedDependencies === 0;
}

/** What becomes of a task's count of completed steps when it enters a status. */
export function stepsAfter(to: TaskStatus): 'zero' | 'full' | 'keep' {
  if (to === 'queued') return 'zero';
  return to === 'completed' ? 'full' : 'keep';
}
