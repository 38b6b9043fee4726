import type { Job } from '#server/contracts/job.ts';
import type { TaskSummary } from '#server/contracts/task.ts';

/** How far a whole job has got, between 0 and 1, and what is being done for it right now. */
export function describeProgress(job: Job, tasks: TaskSummary[]): { share: number; line: string } {
  const total = tasks.reduce((sum, task) => sum + weight(task), 0);
  const done = tasks.reduce(
    (sum, task) => sum + (task.status === 'completed' ? weight(task) : task.steps_completed),
    0,
  );
  return { share: total === 0 ? 0 : done / total, line: currentStep(job, tasks) };
}

const weight = (task: TaskSummary) => Math.max(1, task.steps_total);

function currentStep(job: Job, tasks: TaskSummary[]): string {
  if (job.status === 'completed') return 'done';
  const active = tasks.filter((task) => task.status === 'active').map(inWords);
  if (active.length > 0) return active.join(', ');
  return tasks.some((task) => task.status === 'completed') ? 'on to the next task' : 'waiting for the worker';
}

function inWords(task: TaskSummary): string {
  if (task.name.startsWith('render-')) return `rendering frames ${task.name.slice('render-'.length)}`;
  return task.task_type === 'ffmpeg' ? 'making the video' : task.name;
}
