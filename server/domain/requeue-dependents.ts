import type { JobFacts, MassTaskChange, TaskFacts } from './farm-facts.ts';
import { isEndedJob } from './job-state.ts';

/**
 * What a person's re-queueing of a task does to the tasks that depend on it.
 * In a job that came to its end they wake with it, whatever they ended as: they could not be reached otherwise.
 * In a job that is under way only what was completed from the old result is done again, and only if there was one;
 * what somebody canceled or paused by hand stays so.
 */
export function requeueDependents(task: TaskFacts, job: JobFacts, reason: string): MassTaskChange | undefined {
  const activity =
    reason.trim() === ''
      ? 'Re-queued with a task it depends on'
      : `Re-queued with a task it depends on: ${reason.trim()}`;
  if (isEndedJob(job.status)) return { from: ['completed', 'failed', 'canceled', 'paused'], to: 'queued', activity };
  return task.status === 'completed' ? { from: ['completed'], to: 'queued', activity } : undefined;
}
