import { TIMING } from '#worker/timing.ts';
import type { Timing } from '#worker/timing.ts';

/** Waits that are too short for a spec to notice, and limits that it does not reach. */
export const FAST: Timing = {
  ...TIMING,
  signOnRetry: 5,
  idleFirst: 5,
  idleLongest: 20,
  errorFirst: 5,
  errorLongest: 20,
  asleepPoll: 5,
  mayIRun: 10,
  flushUnsent: 20,
  uploadRetry: 5,
  keepUnsent: 10_000,
  logBatch: 10,
  killGrace: 200,
};
