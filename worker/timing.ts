/** Every waiting time of the worker, in milliseconds. Specs hand in shorter ones. */
export interface Timing {
  /** Between attempts to sign on while the manager cannot be reached. */
  readonly signOnRetry: number;
  /** First wait after "no task"; doubles up to `idleLongest`. */
  readonly idleFirst: number;
  readonly idleLongest: number;
  /** First wait after an error; doubles up to `errorLongest`, which stays below the minute after which a silent worker counts as lost. */
  readonly errorFirst: number;
  readonly errorLongest: number;
  /** Between two questions for a new status while asleep. */
  readonly asleepPoll: number;
  /** Between two questions whether the running task may go on. */
  readonly mayIRun: number;
  /** Between two attempts to deliver updates that were kept. */
  readonly flushUnsent: number;
  /** A report that is not answered for this long is put on disk, so that a silent manager holds nothing up and a crash loses nothing. */
  readonly keepUnsent: number;
  /** A line of a task's log waits at most this long. */
  readonly logBatch: number;
  /** Between SIGTERM and SIGKILL for a task's programs. */
  readonly killGrace: number;
  /** For any answer of the manager. */
  readonly request: number;
  readonly outputUpload: number;
  /** Before an image is offered again to a manager that has as many as it can hold. */
  readonly uploadRetry: number;
  /** What a finished task waits for the upload of its newest image. */
  readonly lastUpload: number;
  /** When stopping: for delivering updates, counted from the request to stop. */
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
