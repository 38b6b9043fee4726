import { describe, expect, it } from 'vitest';
import type { JobStatus } from '#server/contracts/job.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import { decideTaskChange } from '#server/domain/decide-task-change.ts';
import { EMPTY_TALLY } from '#server/domain/farm-facts.ts';
import { RETURN_STATUS } from '#server/domain/return-to-pool.ts';
import { possibleTaskChanges, type ChangedBy } from '#server/domain/task-state.ts';

interface Case {
  rule: string;
  job: JobStatus;
  /** The other tasks of the job; the changed one is added. */
  others: Partial<Record<TaskStatus, number>>;
  from: TaskStatus;
  to: TaskStatus;
  by: ChangedBy;
  path: readonly JobStatus[];
}

type Changed = Omit<Case, 'rule' | 'path'> & { failJob?: boolean; failJobAtPercent?: number | undefined };

function change({ job, others, from, to, by, failJob, failJobAtPercent }: Changed) {
  const tally = { ...EMPTY_TALLY, ...others };
  tally[from] += 1;
  const task = { id: 't', status: from, stepsCompleted: 1, stepsTotal: 3 };
  return decideTaskChange({
    task,
    job: { id: 'j', status: job },
    tally,
    to,
    reason: 'asked by Ada',
    by,
    failJob,
    failJobAtPercent,
  });
}

const work: Omit<Case, 'rule' | 'path'> = {
  job: 'active',
  others: { queued: 3 },
  from: 'active',
  to: 'completed',
  by: 'worker',
};
const CASES: readonly Case[] = [
  {
    ...work,
    rule: 'the first task that starts makes the job active',
    job: 'queued',
    from: 'queued',
    to: 'active',
    by: 'manager',
    path: ['active'],
  },
  { ...work, rule: 'the last completed task completes the job', others: { completed: 9 }, path: ['completed'] },
  { ...work, rule: 'a completed task among others changes nothing on an active job', path: [] },
  { ...work, rule: 'a completed task makes a queued job active', job: 'queued', path: ['active'] },
  {
    ...work,
    rule: 'the last running task pauses a pausing job',
    job: 'pause-requested',
    others: { paused: 2 },
    path: ['paused'],
  },
  {
    ...work,
    rule: 'a pausing job waits for its other running tasks',
    job: 'pause-requested',
    others: { active: 1, paused: 2 },
    path: [],
  },
  {
    ...work,
    rule: 'a pausing job whose last task completes is completed',
    job: 'pause-requested',
    others: { completed: 2 },
    path: ['completed'],
  },
  { ...work, rule: 'one failure of ten fails the job', others: { queued: 9 }, to: 'failed', path: ['failed'] },
  { ...work, rule: 'one failure of eleven does not', others: { queued: 10 }, to: 'failed', path: [] },
  {
    ...work,
    rule: 'one failure in eleven tasks makes a queued job active',
    job: 'queued',
    others: { queued: 10 },
    to: 'failed',
    path: ['active'],
  },
  {
    ...work,
    rule: 'one failure in twenty tasks, when all others are done, ends the job as failed',
    others: { completed: 19 },
    to: 'failed',
    path: ['failed'],
  },
  {
    ...work,
    rule: 'a job with an earlier failure ends as failed with its last task',
    others: { completed: 19, failed: 1 },
    path: ['failed'],
  },
  {
    ...work,
    rule: 'a job with a canceled task ends as canceled with its last task',
    others: { completed: 19, canceled: 1 },
    path: ['canceled'],
  },
  { ...work, rule: 'a soft failure leaves an active job', others: { queued: 1 }, to: 'soft-failed', path: [] },
  {
    ...work,
    rule: 'a soft failure does not wake a pausing job',
    job: 'pause-requested',
    others: { active: 1, paused: 1 },
    to: 'soft-failed',
    path: [],
  },
  {
    ...work,
    rule: 'a soft failure as the last running task pauses a pausing job',
    job: 'pause-requested',
    others: { paused: 1 },
    to: 'soft-failed',
    path: ['paused'],
  },
  {
    ...work,
    rule: 'canceling the last task that could run cancels the job',
    others: { completed: 5 },
    from: 'queued',
    to: 'canceled',
    by: 'person',
    path: ['canceled'],
  },
  {
    ...work,
    rule: 'canceling one of several tasks does not change the job',
    from: 'queued',
    to: 'canceled',
    by: 'person',
    path: [],
  },
  {
    ...work,
    rule: 'canceling the last running task of a pausing job pauses it',
    job: 'pause-requested',
    others: { paused: 4 },
    to: 'canceled',
    by: 'person',
    path: ['paused'],
  },
  {
    ...work,
    rule: 're-queueing a task of a completed job revives the job',
    job: 'completed',
    others: { completed: 4 },
    from: 'completed',
    to: 'queued',
    by: 'person',
    path: ['queued'],
  },
  {
    ...work,
    rule: 're-queueing a task of a failed job revives the job',
    job: 'failed',
    others: { canceled: 4 },
    from: 'failed',
    to: 'queued',
    by: 'person',
    path: ['queued'],
  },
  {
    ...work,
    rule: 're-queueing a task of a canceled job revives the job',
    job: 'canceled',
    others: { canceled: 4 },
    from: 'canceled',
    to: 'queued',
    by: 'person',
    path: ['queued'],
  },
  {
    ...work,
    rule: 're-queueing a task of a paused job leaves it paused',
    job: 'paused',
    others: { paused: 4 },
    from: 'failed',
    to: 'queued',
    by: 'person',
    path: [],
  },
  {
    ...work,
    rule: 'a task given back while pausing pauses the job',
    job: 'pause-requested',
    others: { paused: 4 },
    to: 'paused',
    by: 'manager',
    path: ['paused'],
  },
  {
    ...work,
    rule: 'marking the only failed task as completed completes a failed job',
    job: 'failed',
    others: { completed: 9 },
    from: 'failed',
    by: 'person',
    path: ['completed'],
  },
  {
    ...work,
    rule: 'canceling a paused task of a failed job does not change the job',
    job: 'failed',
    others: { failed: 1 },
    from: 'paused',
    to: 'canceled',
    by: 'person',
    path: [],
  },
];

describe('changing the status of a task', () => {
  it.each(CASES)('$rule', (given) => {
    const decision = change(given);
    expect(decision.task?.to).toBe(given.to);
    expect(decision.job.map((step) => step.to)).toEqual(given.path);
  });

  it('re-queueing one task does not change all the others, but wakes those that depend on it', () => {
    const decision = change({
      ...work,
      job: 'failed',
      others: { canceled: 4 },
      from: 'failed',
      to: 'queued',
      by: 'person',
    });
    expect(decision.job.every((step) => step.tasks === undefined)).toBe(true);
    expect(decision.dependents).toMatchObject({ from: ['completed', 'failed', 'canceled', 'paused'], to: 'queued' });
  });

  it('re-runs what depends on a completed task if a person re-queues it while the job runs', () => {
    const again = change({ ...work, from: 'completed', to: 'queued', by: 'person' });
    expect(again.dependents).toMatchObject({ from: ['completed'], to: 'queued' });
    expect(change({ ...work, from: 'failed', to: 'queued', by: 'person' }).dependents).toBeUndefined();
    expect(change({ ...work, to: 'queued', by: 'manager' }).dependents).toBeUndefined();
  });

  it('fails the job with the task if no worker is left to run it', () => {
    const decision = change({ ...work, others: { queued: 99 }, to: 'failed', failJob: true });
    expect(decision.job).toMatchObject([
      { to: 'failed', tasks: { from: ['active', 'queued', 'soft-failed'], to: 'canceled' } },
    ]);
  });

  it.each<[string, percent: number | undefined, failed: number, others: number, path: readonly JobStatus[]]>([
    ['the farm says 10 %', undefined, 1, 9, ['failed']],
    ['a patient job tolerates more', 50, 4, 6, []],
    ['a patient job fails at its own percentage', 50, 4, 5, ['failed']],
    ['a strict job fails at the first of a hundred', 1, 0, 99, ['failed']],
    ['the percentage is rounded down', 1, 0, 100, []],
    ['at 100 % only when all have failed', 100, 8, 1, []],
    ['0 % lets the others continue', 0, 8, 1, []],
    ['0 % still ends as failed once nothing is left', 0, 8, 0, ['failed']],
  ])('fails a job by its share of failed tasks: %s', (_rule, percent, failed, queued, path) => {
    const others = { failed, queued };
    const decision = change({ ...work, others, to: 'failed', failJobAtPercent: percent });
    expect(decision.job.map((step) => step.to)).toEqual(path);
  });

  it('resets the steps when queued, and counts all of them when completed', () => {
    expect(change({ ...work, to: 'queued' }).task?.steps).toBe('zero');
    expect(change(work).task?.steps).toBe('full');
    expect(change({ ...work, to: 'soft-failed' }).task?.steps).toBe('keep');
  });

  it('does nothing if a report is repeated', () => {
    expect(change({ ...work, from: 'completed', to: 'completed' })).toEqual({ job: [] });
  });

  it('refuses a late report because the task no longer belongs to the worker', () => {
    expect(() => change({ ...work, from: 'canceled' })).toThrow(expect.objectContaining({ code: 'not-yours' }));
  });

  it.each<[TaskStatus, TaskStatus, JobStatus]>([
    ['queued', 'active', 'active'],
    ['completed', 'canceled', 'active'],
    ['queued', 'soft-failed', 'active'],
    ['active', 'paused', 'active'],
    ['queued', 'canceled', 'cancel-requested'],
  ])('does not let a person set a %s task to %s while the job is %s', (from, to, job) => {
    expect(() => change({ ...work, job, from, to, by: 'person' })).toThrow(
      expect.objectContaining({ code: 'impossible-change' }),
    );
  });

  it.each<[JobStatus]>([['paused'], ['pause-requested'], ['failed'], ['canceled']])(
    'starts no task of a job that is %s',
    (job) => {
      expect(() => change({ ...work, job, from: 'queued', to: 'active', by: 'manager' })).toThrow(
        /cannot be set to active/,
      );
    },
  );

  it.each<[JobStatus]>([['completed'], ['failed'], ['canceled']])(
    'lets only a person queue a task of a job that is %s',
    (job) => {
      const failed = { ...work, job, from: 'failed', to: 'queued' } as const;
      expect(() => change({ ...failed, by: 'manager' })).toThrow(
        expect.objectContaining({ code: 'impossible-change' }),
      );
      expect(change({ ...failed, by: 'person' }).task?.to).toBe('queued');
    },
  );

  it.each<[TaskStatus]>([['failed'], ['completed'], ['canceled']])(
    'leaves a %s task as it ended if its job has ended as well',
    (from) => {
      expect(change({ ...work, job: 'failed', from, to: RETURN_STATUS.failed, by: 'manager' })).toEqual({ job: [] });
    },
  );

  it("allows people everything that Flamenco's web page offers", () => {
    for (const from of ['active', 'queued', 'soft-failed'] as const)
      expect(possibleTaskChanges('person', from)).toContain('canceled');
    for (const from of ['canceled', 'completed', 'failed'] as const)
      expect(possibleTaskChanges('person', from)).toContain('queued');
  });
});
