import type { TaskEvent } from '../../../contracts/events/task-event.ts';
import type { Progress, WorkersTask } from '../../../contracts/web/live.ts';

/** What a burst of task events, given in order, says about jobs and workers: the latest for each. */
export function progressOf(events: readonly TaskEvent[]): Progress {
  const jobs = new Map<string, Progress['jobs'][number]>();
  const tasks = new Map<string, WorkersTask>();
  for (const { task, job, previous_status } of events) {
    // An event without a tally keeps the tally of the event before it.
    jobs.set(job.id, { ...jobs.get(job.id), ...job });
    // In all other cases, the worker no longer has the task.
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
