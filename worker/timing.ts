/** All of the worker's waiting times, in milliseconds. Specs pass in shorter ones. */
export interface Timing {
  /** Between attempts to sign on while the manager cannot be reached. */
  readonly signOnRetry: number;
  /** First wait after "no task"; doubles up to `idleLongest`. */
  readonly idleFirst: number;
  readonly idleLongest: number;
  /**
   * First wait after an error; doubles up to `errorLongest`, which stays below the minute after which a manager gives
   * up a silent worker.
   */
  readonly errorFirst: number;
  readonly errorLongest: number;
  /** Between asking for a new status and asking again, while asleep. */
  readonly asleepPoll: number;
  /** Between asking whether the running task may go on and asking again. */
  readonly mayIRun: number;
  /** Between two attempts to deliver updates that were kept. */
  readonly flushUnsent: number;
  /**
   * A report that is not answered within this time is put on disk, so that a silent manager holds nothing up and a
   * crash loses nothing.
   */
  readonly keepUnsent: number;
  /** The longest that a line of a task's log waits before it is sent. */
  readonly logBatch: number;
  /** Between SIGTERM and SIGKILL for a task's programs. */
  readonly killGrace: number;
  /** The longest wait for an answer from the manager. */
  readonly request: number;
  readonly outputUpload: number;
  /** Before an image is offered again to a manager that already has as many as it can hold. */
  readonly uploadRetry: number;
  /** How long a finished task waits for its newest image to be uploaded. */
  readonly lastUpload: number;
  /** How long a stopping worker may go on delivering updates, counted from the request to stop. */
  readonly finalFlush: number;
  readonly signOff: number;
}

export const TIMING: Timing = {
  signOnRetry: 5_000,
  idleFirst: 1_000,
  idleLongest: 20_000,
  errorFirst: 2_000,
  errorLongest: 45_000,
  asleepPoll: 3_000,
  mayIRun: 10_000,
  flushUnsent: 30_000,
  keepUnsent: 1_000,
  logBatch: 2_000,
  killGrace: 2_000,
  request: 30_000,
  outputUpload: 60_000,
  uploadRetry: 500,
  lastUpload: 2_000,
  finalFlush: 5_000,
  signOff: 3_000,
};
