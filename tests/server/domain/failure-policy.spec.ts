import { describe, expect, it } from 'vitest';
import { judgeFailure, type Failure } from '#server/domain/failure-policy.ts';

const failure: Failure = {
  failedBefore: 1,
  failedTasksOfWorker: 1,
  thresholds: { softFailures: 3, blocklist: 3 },
  capableWorkersLeft: 2,
  workerName: 'node-7',
  taskType: 'blender',
};

const CASES: readonly [
  string,
  Partial<Failure>,
  { status: 'soft-failed' | 'failed'; block: boolean; failJob: boolean },
][] = [
  ['a first failure lets another worker try', {}, { status: 'soft-failed', block: false, failJob: false }],
  [
    'the last allowed worker fails the task for good',
    { failedBefore: 3 },
    { status: 'failed', block: false, failJob: false },
  ],
  [
    'the second failed task blocks nobody',
    { failedTasksOfWorker: 2 },
    { status: 'soft-failed', block: false, failJob: false },
  ],
  [
    'the third failed task blocks its worker',
    { failedTasksOfWorker: 3 },
    { status: 'soft-failed', block: true, failJob: false },
  ],
  [
    'one other worker is enough to continue',
    { capableWorkersLeft: 1 },
    { status: 'soft-failed', block: false, failJob: false },
  ],
  ['the job fails if no worker is left', { capableWorkersLeft: 0 }, { status: 'failed', block: false, failJob: true }],
  [
    'a task that failed for good does not fail the job by itself',
    { failedBefore: 3, capableWorkersLeft: 0 },
    { status: 'failed', block: false, failJob: false },
  ],
  [
    'a block that leaves no worker fails the job',
    { failedTasksOfWorker: 3, failedBefore: 3, capableWorkersLeft: 0 },
    { status: 'failed', block: true, failJob: true },
  ],
  [
    '0 switches off the failure limit',
    { failedBefore: 50, thresholds: { softFailures: 0, blocklist: 3 } },
    { status: 'soft-failed', block: false, failJob: false },
  ],
  [
    '0 switches off blocking',
    { failedTasksOfWorker: 50, thresholds: { softFailures: 3, blocklist: 0 } },
    { status: 'soft-failed', block: false, failJob: false },
  ],
  [
    'a limit of 1 blocks at the first failure',
    { thresholds: { softFailures: 3, blocklist: 1 } },
    { status: 'soft-failed', block: true, failJob: false },
  ],
  [
    'a timed-out task counts like a failed one',
    { cause: 'timed-out', failedBefore: 3 },
    { status: 'failed', block: false, failJob: false },
  ],
];

describe('a failure', () => {
  it.each(CASES)('%s', (_rule, given, expected) => {
    const verdict = judgeFailure({ ...failure, ...given });
    expect({ status: verdict.taskStatus, block: verdict.blockWorker, failJob: verdict.failJob }).toEqual(expected);
    expect(verdict.returnFailedTasks).toBe(expected.block && !expected.failJob);
  });

  it('is explained in the log', () => {
    expect(judgeFailure({ ...failure, failedTasksOfWorker: 3 }).sentences).toEqual([
      'Worker node-7 failed this task.',
      'Worker node-7 failed 3 blender tasks of this job and gets no more of them.',
      'The task waits for another worker: 2 other workers may try it; after 2 more failures it fails for good.',
    ]);
    expect(judgeFailure({ ...failure, capableWorkersLeft: 0 }).sentences.at(-1)).toBe(
      'The job fails: after 1 worker failed this task, no worker is left that may run this blender task.',
    );
  });
});
