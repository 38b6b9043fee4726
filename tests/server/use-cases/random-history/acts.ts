import fc from 'fast-check';
import { JOB_STATUSES, type JobStatus } from '#server/contracts/job.ts';
import { TASK_STATUSES, type TaskStatus, type TaskUpdate } from '#server/contracts/task.ts';

/** The worker, job or task of an act is chosen by number, modulo how many there are. */
export type Act =
  | { readonly kind: 'submit'; readonly size: number; readonly edges: number; readonly priority: number }
  | { readonly kind: 'take' | 'sign-off' | 'sign-on' | 'doze' | 'wake' | 'poll' | 'may-run'; readonly worker: number }
  | { readonly kind: 'report'; readonly worker: number; readonly update: TaskUpdate }
  | { readonly kind: 'late-report'; readonly attempt: number; readonly update: TaskUpdate }
  | { readonly kind: 'foreign-report'; readonly attempt: number; readonly worker: number }
  | { readonly kind: 'ask-worker'; readonly worker: number; readonly awake: boolean; readonly lazy: boolean }
  | { readonly kind: 'job-status'; readonly job: number; readonly to: JobStatus }
  | { readonly kind: 'job-priority'; readonly job: number; readonly priority: number }
  | { readonly kind: 'delete-job' | 'unblock'; readonly job: number }
  | { readonly kind: 'block'; readonly job: number; readonly worker: number }
  | { readonly kind: 'task-status'; readonly task: number; readonly to: TaskStatus }
  | { readonly kind: 'time'; readonly minutes: number }
  | { readonly kind: 'restart' };

const any = fc.nat({ max: 999 });
const worker = fc.nat({ max: 3 });
const priority = fc.constantFrom(10, 50, 90);
/** Mostly what real workers say. */
const update: fc.Arbitrary<TaskUpdate> = fc.oneof(
  { weight: 6, arbitrary: fc.constant({ taskStatus: 'completed' as const }) },
  { weight: 3, arbitrary: fc.constant({ taskStatus: 'failed' as const, activity: 'it broke' }) },
  { weight: 2, arbitrary: fc.nat({ max: 3 }).map((steps) => ({ steps_completed: steps })) },
  { weight: 1, arbitrary: fc.constant({ taskStatus: 'active' as const, log: 'a line' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(...TASK_STATUSES).map((taskStatus) => ({ taskStatus, steps_completed: 1 })),
  },
);
const jobRequest = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<JobStatus>('pause-requested', 'queued', 'requeueing') },
  { weight: 1, arbitrary: fc.constantFrom(...JOB_STATUSES) },
);
const taskRequest = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom<TaskStatus>('queued', 'canceled') },
  { weight: 1, arbitrary: fc.constantFrom(...TASK_STATUSES) },
);
const take = { weight: 10, arbitrary: fc.record({ kind: fc.constant('take' as const), worker }) };
const report = { weight: 10, arbitrary: fc.record({ kind: fc.constant('report' as const), worker, update }) };

const submit = fc.record({
  kind: fc.constant('submit' as const),
  size: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.constant(12)),
  edges: fc.nat(),
  priority,
});

const act: fc.Arbitrary<Act> = fc.oneof(
  take,
  report,
  { weight: 2, arbitrary: submit },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('late-report' as const), attempt: any, update }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('foreign-report' as const), attempt: any, worker }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('sign-off', 'sign-on', 'sign-on', 'doze', 'wake', 'wake', 'poll', 'may-run'),
      worker,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('ask-worker' as const),
      worker,
      awake: fc.boolean(),
      lazy: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('job-status' as const), job: any, to: jobRequest }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('job-priority' as const), job: any, priority }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('delete-job', 'unblock', 'unblock'), job: any }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('block' as const), job: any, worker }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('task-status' as const),
      task: any,
      to: taskRequest,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('time' as const), minutes: fc.constantFrom(1, 1, 12) }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'restart' as const }) },
);

/** A day on the farm: it begins with two jobs. */
export const history: fc.Arbitrary<readonly Act[]> = fc
  .tuple(submit, submit, fc.array(act, { minLength: 5, maxLength: 60, size: 'max' }))
  .map(([first, second, rest]) => [first, second, ...rest]);
