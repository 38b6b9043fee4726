import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATUSES, type JobStatus } from '#server/contracts/job.ts';
import { TASK_STATUSES, type TaskStatus } from '#server/contracts/task.ts';
import { decideJobChange } from '#server/domain/decide-job-change.ts';
import { decideTaskChange } from '#server/domain/decide-task-change.ts';
import { FarmError } from '#server/domain/errors.ts';
import type { Decision, MassTaskChange } from '#server/domain/farm-facts.ts';
import { jobMove } from '#server/domain/job-state.ts';
import { RETURN_STATUS } from '#server/domain/return-to-pool.ts';
import { isInPool, type ChangedBy } from '#server/domain/task-state.ts';
import { tallyOf } from './tallies.ts';

/** A job whose tasks each depend on the one before it. */
interface ModelJob {
  status: JobStatus;
  tasks: TaskStatus[];
}

type Act =
  | { readonly kind: 'job'; readonly to: JobStatus }
  | { readonly kind: 'person'; readonly index: number; readonly to: TaskStatus; readonly failJob: boolean }
  | { readonly kind: 'report'; readonly index: number; readonly to: TaskStatus; readonly failJob: boolean }
  | { readonly kind: 'hand-out'; readonly index: number; readonly failJob: boolean }
  | { readonly kind: 'give-back'; readonly index: number; readonly failJob: boolean };

/** Mostly what real workers report. */
const REPORTS = ['completed', 'completed', 'completed', 'soft-failed', 'failed', 'queued'] as const;

const index = fc.nat({ max: 24 });
const failJob = fc.boolean();
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ kind: fc.constant('job' as const), to: fc.constantFrom(...JOB_STATUSES) }),
  // Work gets done more often than people interfere.
  fc.record({ kind: fc.constant('hand-out' as const), index, failJob: fc.constant(false) }),
  fc.record({
    kind: fc.constant('person' as const),
    index,
    to: fc.constantFrom(...TASK_STATUSES),
    failJob: fc.constant(false),
  }),
  fc.record({ kind: fc.constant('report' as const), index, to: fc.constantFrom(...REPORTS), failJob }),
  fc.record({ kind: fc.constantFrom('hand-out' as const, 'give-back' as const), index, failJob: fc.constant(false) }),
);
const history = fc.record({
  size: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 11, max: 24 })),
  start: fc.constantFrom<JobStatus>('queued', 'paused'),
  acts: fc.array(act, { maxLength: 60, size: 'max' }),
});

describe('random histories of a job', () => {
  it('keep the promises of every job status', () => {
    fc.assert(
      fc.property(history, ({ size, start, acts }) => {
        const job: ModelJob = { status: start, tasks: Array.from({ length: size }, () => 'queued' as const) };
        for (const next of acts) {
          perform(job, next);
          expect(job.tasks).toHaveLength(size);
          checkPromises(job);
        }
      }),
      { numRuns: 400 },
    );
  });

  it('leave a job that can always be canceled or re-queued, and canceling it ends as "canceled"', () => {
    fc.assert(
      fc.property(history, ({ size, start, acts }) => {
        const job: ModelJob = { status: start, tasks: Array.from({ length: size }, () => 'queued' as const) };
        for (const next of acts) perform(job, next);
        perform(job, { kind: 'job', to: job.status === 'completed' ? 'requeueing' : 'cancel-requested' });
        if (job.status !== 'queued') expect(job.status).toBe('canceled');
        perform(job, { kind: 'job', to: 'requeueing' });
        expect(['queued', 'completed']).toContain(job.status);
      }),
      { numRuns: 200 },
    );
  });
});

/** What must hold after every change. */
function checkPromises(job: ModelJob): void {
  const tally = tallyOf(job.tasks);
  const running = tally.active;
  const waiting = tally.queued + tally['soft-failed'];
  switch (job.status) {
    case 'completed':
      expect(tally.completed).toBe(job.tasks.length);
      break;
    case 'failed':
    case 'canceled':
      expect(running + waiting).toBe(0);
      break;
    case 'paused':
      expect(running).toBe(0);
      break;
    case 'pause-requested':
      expect(running).toBeGreaterThan(0);
      break;
    case 'active':
      expect(running + waiting + tally.paused).toBeGreaterThan(0);
      break;
    case 'queued':
      expect(waiting + tally.paused + running).toBeGreaterThan(0);
      break;
    default:
      expect.fail(`the job was left in ${job.status}`);
  }
}

/** Asks the rules and applies what they decide; refusals change nothing. */
function perform(job: ModelJob, next: Act): void {
  try {
    if (next.kind === 'job') {
      apply(
        job,
        -1,
        decideJobChange({ job: { id: 'j', status: job.status }, tally: tallyOf(job.tasks), to: next.to, reason: '' }),
      );
      return;
    }
    const at = next.index % job.tasks.length;
    const status = job.tasks[at];
    if (status === undefined) return;
    if (next.kind === 'hand-out' && !isInPool(status)) return;
    if (next.kind === 'give-back' && status !== 'active') return;
    const [to, by] = wish(next, job.status);
    const decision = decideTaskChange({
      task: { id: 't', status, stepsCompleted: 0, stepsTotal: 1 },
      job: { id: 'j', status: job.status },
      tally: tallyOf(job.tasks),
      to,
      by,
      reason: '',
      failJob: next.failJob && to === 'failed',
    });
    apply(job, at, decision);
  } catch (error) {
    if (!(error instanceof FarmError)) throw error;
  }
}

function wish(next: Exclude<Act, { kind: 'job' }>, jobStatus: JobStatus): [TaskStatus, ChangedBy] {
  if (next.kind === 'hand-out') return ['active', 'manager'];
  if (next.kind === 'give-back') return [RETURN_STATUS[jobStatus], 'manager'];
  return [next.to, next.kind === 'person' ? 'person' : 'worker'];
}

function apply(job: ModelJob, at: number, decision: Decision): void {
  if (decision.task !== undefined) job.tasks[at] = decision.task.to;
  if (decision.dependents !== undefined) massChange(job, decision.dependents, at + 1);
  for (const step of decision.job) {
    expect(step.from).toBe(job.status);
    expect(['allowed', 'automatic'], `${step.from} to ${step.to}`).toContain(jobMove(step.from, step.to));
    if (step.tasks !== undefined) massChange(job, step.tasks, 0);
    job.status = step.to;
  }
}

function massChange(job: ModelJob, change: MassTaskChange, start: number): void {
  job.tasks = job.tasks.map((status, at) => (at >= start && change.from.includes(status) ? change.to : status));
}
