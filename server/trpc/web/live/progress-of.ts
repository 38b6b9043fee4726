import type { TaskEvent } from '../../../contracts/events/task-event.ts';
import type { Progress, WorkersTask } from '../../../contracts/web/live.ts';

/** What a burst of task events, in order, says of jobs and workers: the last word on each. */
export function progressOf(events: readonly TaskEvent[]): Progress {
  const jobs = new Map<string, Progress['jobs'][number]>();
  const tasks = new Map<string, WorkersTask>();
  for (const { task, job, previous_status } of events) {
    // An event without the tally leaves the one before it as it is.
    jobs.set(job.id, { ...jobs.get(job.id), ...job });
    // Anything else happens to a task that its worker has no longer.
    if (task.worker && (task.status === 'active' || previous_status === 'active')) {
      const { id, name, status } = task;
      tasks.set(task.worker.id, {
        worker_id: task.worker.id,
        task: { id, name, status, job_id: job.id, job_name: job.name },
      });
    }
  }
  return { jobs: [...jobs.values()], tasks: [...tasks.values()] };
}
