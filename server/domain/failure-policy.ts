/*
 * What one failure of a task means. A time-out is a failure of the worker like any other.
 *
 * A worker that has failed B tasks of one type in a job gets no more of that type from it. A task that S different
 * workers have failed fails for good; until then it waits for a worker that has not tried it. When no such worker is
 * left, the job fails.
 */

export interface FailureThresholds {
  /** S: how many workers must fail a task before it fails for good; 0 = no limit. */
  readonly softFailures: number;
  /** B: how many tasks of one type in a job a worker must fail to be blocked for that type; 0 = never. */
  readonly blocklist: number;
}

export interface Failure {
  /** How many different workers have failed this task, including this one. */
  readonly failedBefore: number;
  /** How many different tasks of this job and type this worker has failed, including this one. */
  readonly failedTasksOfWorker: number;
  readonly thresholds: FailureThresholds;
  /**
   * How many workers could still run the task: not removed, approved, supporting its type, with the job's tag if there
   * is one, not blocked for it, and not among those that failed it. Sleeping and offline workers count, since they may
   * come back.
   */
  readonly capableWorkersLeft: number;
  readonly workerName: string;
  readonly taskType: string;
  /** `failed` when absent. */
  readonly cause?: 'failed' | 'timed-out';
}

export interface Verdict {
  /** Give the worker no more of this job's tasks of this type. */
  readonly blockWorker: boolean;
  /**
   * Along with the block, return this worker's other failed tasks of this job and type to the pool. This comes before
   * this task's own change, so this task is not among them, and the job's share of failed tasks no longer includes
   * them.
   */
  readonly returnFailedTasks: boolean;
  readonly taskStatus: 'soft-failed' | 'failed';
  readonly failJob: boolean;
  /** For the task's log, in order; the last one serves as the task's `activity`. */
  readonly sentences: readonly string[];
}

/** Decides what becomes of the task, its worker and its job after a failure. */
export function judgeFailure(failure: Failure): Verdict {
  const { thresholds, failedBefore, workerName, taskType } = failure;
  const blockWorker = reached(failure.failedTasksOfWorker, thresholds.blocklist);
  const hard = reached(failedBefore, thresholds.softFailures);
  const nobodyLeft = failure.capableWorkersLeft <= 0;
  // As in Flamenco 3: a block that leaves no capable worker fails the job even when the task has failed for good
  // anyway.
  const failJob = nobodyLeft && (blockWorker || !hard);

  const sentences = [firstSentence(failure)];
  if (blockWorker) {
    const tasks = `${failure.failedTasksOfWorker} ${taskType} ${plural(failure.failedTasksOfWorker, 'task')}`;
    sentences.push(`Worker ${workerName} failed ${tasks} of this job and gets no more of them.`);
  }
  sentences.push(lastSentence(failure, hard, failJob));
  return {
    blockWorker,
    returnFailedTasks: blockWorker && !failJob,
    taskStatus: hard || failJob ? 'failed' : 'soft-failed',
    failJob,
    sentences,
  };
}

function reached(count: number, limit: number): boolean {
  return limit > 0 && count >= limit;
}

function firstSentence({ cause, workerName }: Failure): string {
  return cause === 'timed-out'
    ? `Worker ${workerName} gave no sign of life on this task for too long; this counts as a failure.`
    : `Worker ${workerName} failed this task.`;
}

function lastSentence(failure: Failure, hard: boolean, failJob: boolean): string {
  const { failedBefore, thresholds, taskType, capableWorkersLeft } = failure;
  const workers = `${failedBefore} ${plural(failedBefore, 'worker')}`;
  if (failJob)
    return `The job fails: after ${workers} failed this task, no worker is left that may run this ${taskType} task.`;
  if (hard) return `The task failed for good: ${workers} failed it, and the limit is ${thresholds.softFailures}.`;
  const others = `${capableWorkersLeft} ${plural(capableWorkersLeft, 'other worker')} may try it`;
  if (thresholds.softFailures === 0) return `The task waits for another worker: ${others}.`;
  const more = thresholds.softFailures - failedBefore;
  return `The task waits for another worker: ${others}; after ${more} more ${plural(more, 'failure')} it fails for good.`;
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
