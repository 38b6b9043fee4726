import { describe, expect, it } from 'vitest';
import type { JobStatus } from '#server/contracts/job.ts';
import type { TaskStatus } from '#server/contracts/task.ts';
import { decideJobChange } from '#server/domain/decide-job-change.ts';
import { EMPTY_TALLY, type TaskTally } from '#server/domain/farm-facts.ts';
import { afterSteps } from './tallies.ts';

type Counts = Partial<Record<TaskStatus, number>>;
const counted = (counts: Counts): TaskTally => ({ ...EMPTY_TALLY, ...counts });

function change(from: JobStatus, to: JobStatus, counts: Counts) {
  const tally = counted(counts);
  const { job } = decideJobChange({ job: { id: 'j', status: from }, tally, to, reason: 'asked by Ada' });
  return { steps: job, path: job.map((step) => step.to), tasks: afterSteps(tally, job) };
}

const CASES: readonly {
  rule: string;
  from: JobStatus;
  to: JobStatus;
  tasks: Counts;
  path: readonly JobStatus[];
  after: Counts;
}[] = [
  {
    rule: 'canceling cancels running and waiting tasks, and leaves paused, completed and failed ones',
    from: 'active',
    to: 'cancel-requested',
    tasks: { active: 1, queued: 2, 'soft-failed': 1, paused: 1, completed: 3, failed: 1 },
    path: ['cancel-requested', 'canceled'],
    after: { canceled: 4, paused: 1, completed: 3, failed: 1 },
  },
  {
    rule: 'pausing waits for running tasks',
    from: 'active',
    to: 'pause-requested',
    tasks: { active: 2, queued: 3, 'soft-failed': 1 },
    path: ['pause-requested'],
    after: { active: 2, paused: 4 },
  },
  {
    rule: 'pausing a job without running tasks takes effect at once',
    from: 'queued',
    to: 'pause-requested',
    tasks: { queued: 3 },
    path: ['pause-requested', 'paused'],
    after: { paused: 3 },
  },
  {
    rule: 're-queueing retries the tasks that did not complete',
    from: 'failed',
    to: 'requeueing',
    tasks: { canceled: 2, failed: 1, paused: 1, completed: 4 },
    path: ['requeueing', 'queued'],
    after: { queued: 4, completed: 4 },
  },
  {
    rule: 're-queueing a completed job runs all of it again',
    from: 'completed',
    to: 'requeueing',
    tasks: { completed: 4 },
    path: ['requeueing', 'queued'],
    after: { queued: 4 },
  },
  {
    rule: 're-queueing a canceled job whose tasks are all completed completes it',
    from: 'canceled',
    to: 'requeueing',
    tasks: { completed: 4 },
    path: ['requeueing', 'queued', 'completed'],
    after: { completed: 4 },
  },
  {
    rule: 're-queueing while tasks run retries the failed ones, and the job keeps running',
    from: 'active',
    to: 'requeueing',
    tasks: { active: 1, failed: 2, queued: 30 },
    path: ['requeueing', 'queued', 'active'],
    after: { active: 1, queued: 32 },
  },
  {
    rule: 'releasing a paused job wakes its paused tasks and retries nothing',
    from: 'paused',
    to: 'queued',
    tasks: { paused: 3, failed: 1, canceled: 1 },
    path: ['queued'],
    after: { queued: 3, failed: 1, canceled: 1 },
  },
  {
    rule: 'releasing a job that is still pausing lets it keep running',
    from: 'pause-requested',
    to: 'queued',
    tasks: { active: 1, paused: 3 },
    path: ['queued', 'active'],
    after: { active: 1, queued: 3 },
  },
  {
    rule: 'releasing a paused job that has no tasks left to run ends it again',
    from: 'paused',
    to: 'queued',
    tasks: { canceled: 2, completed: 1 },
    path: ['queued', 'canceled'],
    after: { canceled: 2, completed: 1 },
  },
  {
    rule: 'failing a job cancels its running and waiting tasks',
    from: 'active',
    to: 'failed',
    tasks: { active: 1, queued: 2, failed: 1 },
    path: ['failed'],
    after: { canceled: 3, failed: 1 },
  },
  {
    rule: 'a job without tasks completes when it is queued',
    from: 'paused',
    to: 'requeueing',
    tasks: {},
    path: ['requeueing', 'queued', 'completed'],
    after: {},
  },
];

describe('changing the status of a job', () => {
  it.each(CASES)('$rule', ({ from, to, tasks, path, after }) => {
    const result = change(from, to, tasks);
    expect(result.path).toEqual(path);
    expect(result.tasks).toEqual(counted(after));
  });

  it('does nothing when the job is there already', () => {
    expect(change('paused', 'paused', { paused: 1 }).steps).toEqual([]);
    expect(change('canceled', 'cancel-requested', { canceled: 1 }).steps).toEqual([]);
  });

  it('says in the activity what happens and why', () => {
    const { steps } = change('active', 'cancel-requested', { queued: 1 });
    expect(steps.map((step) => step.activity)).toEqual(['Canceling: asked by Ada', 'Canceled: asked by Ada']);
    expect(steps[0]?.tasks?.activity).toBe('Canceled with its job: asked by Ada');
  });

  it.each<[JobStatus, JobStatus, RegExp]>([
    ['completed', 'cancel-requested', /Possible now: requeueing/],
    ['active', 'paused', /Ask for "pause-requested"/],
    ['active', 'canceled', /Ask for "cancel-requested"/],
    ['failed', 'queued', /Ask for "requeueing"/],
    ['cancel-requested', 'pause-requested', /Wait a moment/],
  ])('refuses to set a job that is %s to %s and says what is possible', (from, to, hint) => {
    const asked = () => change(from, to, { completed: 1 });
    expect(asked).toThrow(
      expect.objectContaining({ code: 'impossible-change', userMessage: expect.stringMatching(hint) }),
    );
  });

  it('lets the manager move a constructed job to its first status', () => {
    const job = { id: 'j', status: 'under-construction' } as const;
    const decision = decideJobChange({ job, tally: counted({ queued: 1 }), to: 'paused', reason: '', by: 'manager' });
    expect(decision.job).toEqual([{ from: 'under-construction', to: 'paused', activity: 'Paused' }]);
  });
});
