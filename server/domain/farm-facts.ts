import type { JobStatus } from '../contracts/job.ts';
import type { TaskStatus } from '../contracts/task.ts';

/** How many tasks of one job are in each status. The sum is the number of tasks. */
export type TaskTally = Readonly<Record<TaskStatus, number>>;

/** What the rules need to know of a job. */
export interface JobFacts {
  readonly id: string;
  readonly status: JobStatus;
}

/** What the rules need to know of a task. */
export interface TaskFacts {
  readonly id: string;
  readonly status: TaskStatus;
  readonly stepsCompleted: number;
  readonly stepsTotal: number;
}

/** Tasks of a job that change status together, without an event each. */
export interface MassTaskChange {
  /** Tasks in one of these statuses change … */
  readonly from: readonly TaskStatus[];
  /** … to this one. */
  readonly to: TaskStatus;
  /** The tasks' new `activity`. */
  readonly activity: string;
}

/** One step of a job from status to status; a chain of automatic changes has several, each with its own event. */
export interface JobStep {
  readonly from: JobStatus;
  readonly to: JobStatus;
  /** The job's new `activity`. */
  readonly activity: string;
  /** Done together with this step; absent when tasks stay as they are. */
  readonly tasks?: MassTaskChange;
}

/**
 * What the rules want done after one change of one task or job. Use cases apply it in one place, in this order:
 * the task, its dependents, then each job step.
 */
export interface Decision {
  /** Absent when the task's status stays. `steps`: what the task's count of completed steps becomes. */
  readonly task?: { readonly to: TaskStatus; readonly steps: 'zero' | 'full' | 'keep' };
  /**
   * Done to all tasks that depend on this one, directly or through others; absent when nothing is. Comes right after
   * the task itself, before the job steps.
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
