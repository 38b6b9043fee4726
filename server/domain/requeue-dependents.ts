import type { JobFacts, MassTaskChange, TaskFacts } from './farm-facts.ts';
import { isEndedJob } from './job-state.ts';

/**
 * What happens to the tasks that depend on a task when a person re-queues it; undefined = nothing.
 * If the job has ended they are re-queued too, no matter how they ended: nothing else could ever run them.
 * If the job is under way, only those that completed from the task's old result are done again, and only if there was
 * one; tasks that somebody canceled or paused by hand stay that way.
 */
export function requeueDependents(task: TaskFacts, job: JobFacts, reason: string): MassTaskChange | undefined {
  const activity =
    reason.trim() === ''
      ? 'Re-queued with a task it depends on'
      : `Re-queued with a task it depends on: ${reason.trim()}`;
  if (isEndedJob(job.status)) return { from: ['completed', 'failed', 'canceled', 'paused'], to: 'queued', activity };
  return task.status === 'completed' ? { from: ['completed'], to: 'queued', activity } : undefined;
}
