import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';

/** How many tasks of one job are in each status. The sum is the number of tasks. */
export type TaskTally = Readonly<Record<TaskStatus, number>>;

/** What the rules need to know about a job. */
export interface JobFacts {
  readonly id: string;
  readonly status: JobStatus;
}

/** What the rules need to know about a task. */
export interface TaskFacts {
  readonly id: string;
  readonly status: TaskStatus;
  readonly stepsCompleted: number;
  readonly stepsTotal: number;
}

/** A change of status of many tasks of a job at once, without an event for each. */
export interface MassTaskChange {
  /** Tasks in one of these statuses change … */
  readonly from: readonly TaskStatus[];
  /** … to this one. */
  readonly to: TaskStatus;
  /** The tasks' new `activity`. */
  readonly activity: string;
}

/** One step of a job from one status to another. Automatic changes can chain several, each with its own event. */
export interface JobStep {
  readonly from: JobStatus;
  readonly to: JobStatus;
  /** The job's new `activity`. */
  readonly activity: string;
  /** Happens together with this step; absent when the tasks stay as they are. */
  readonly tasks?: MassTaskChange;
}

/**
 * What the rules want done about one change of a task or job. Use cases apply it in one place, in this order: the task,
 * its dependents, then each step of the job.
 */
export interface Decision {
  /** Absent when the task's status does not change. `steps`: what becomes of its count of completed steps. */
  readonly task?: { readonly to: TaskStatus; readonly steps: 'zero' | 'full' | 'keep' };
  /**
   * Applied to all tasks that depend on this one, directly or through others, right after the task itself and before
   * the steps of the job; absent when they stay as they are.
   */
  readonly dependents?: MassTaskChange;
  readonly job: readonly JobStep[];
}

/** A tally with no tasks. */
export const EMPTY_TALLY: TaskTally = {
  active: 0,
  canceled: 0,
  completed: 0,
  failed: 0,
  queued: 0,
  'soft-failed': 0,
  paused: 0,
};
