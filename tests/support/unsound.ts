import type { TaskRow } from '#server/persistence/tables.ts';
import type { FarmSnapshot } from './farm-snapshot.ts';

const COUNTED = ['active', 'canceled', 'completed', 'failed', 'queued', 'soft-failed', 'paused'] as const;
const IN_POOL = ['queued', 'soft-failed'];
const LEFT_TO_DO = ['active', 'queued', 'soft-failed', 'paused'];

/**
 * Checks what must hold at any moment, whatever has happened: counters match the rows, each active task has exactly one
 * running attempt by a worker that is awake, and the status of a job fits its tasks. Returns what does not hold.
 */
export function unsound(farm: FarmSnapshot): string[] {
  return [...taskComplaints(farm), ...attemptComplaints(farm), ...jobComplaints(farm), ...queueComplaints(farm)];
}

function taskComplaints({ tasks, links, failures }: FarmSnapshot): string[] {
  const status = new Map(tasks.map((task) => [task.id, task.status]));
  return tasks.flatMap((task) => {
    const waitsFor = links.filter((link) => link.task_id === task.id).map((link) => status.get(link.dependency_id));
    const unfinished = waitsFor.filter((each) => each !== 'completed').length;
    const runnable = IN_POOL.includes(task.status) && unfinished === 0 ? 1 : 0;
    const { steps_completed: steps, steps_total: total } = task;
    return complaints(nameOf(task), {
      [`counts ${task.unfinished_dependencies} unfinished dependencies instead of ${unfinished}`]:
        task.unfinished_dependencies !== unfinished,
      [`is marked runnable=${task.runnable} instead of ${runnable}`]: task.runnable !== runnable,
      [`has ${steps} of ${total} steps`]: steps < 0 || steps > total,
      'is completed without all its steps': task.status === 'completed' && steps !== total,
      'is queued with steps done': task.status === 'queued' && steps !== 0,
      'is soft-failed though nobody failed it':
        task.status === 'soft-failed' && !failures.some((failure) => failure.task_id === task.id),
    });
  });
}

function attemptComplaints({ tasks, attempts, workers }: FarmSnapshot): string[] {
  const holding = new Map<string, number>();
  const found = tasks.flatMap((task) => {
    const own = attempts.filter((attempt) => attempt.task_id === task.id);
    const running = own.filter((attempt) => attempt.outcome === null);
    const worker = workers.find((each) => each.id === task.worker_id);
    if (task.status === 'active') holding.set(task.worker_id ?? '', (holding.get(task.worker_id ?? '') ?? 0) + 1);
    return complaints(nameOf(task), {
      [`has ${running.length} running attempts`]: running.length !== (task.status === 'active' ? 1 : 0),
      'runs as another attempt than its own': running.some((attempt) => attempt.id !== task.attempt_id),
      'runs with another worker than its own': running.some((attempt) => attempt.worker_id !== task.worker_id),
      'does not name its latest attempt': own.length > 0 && own.at(-1)?.id !== task.attempt_id,
      'has gaps in the numbers of its attempts': own.some((attempt, index) => attempt.number !== index + 1),
      'has an attempt that ended without an outcome, or the other way round': own.some(
        (attempt) => (attempt.outcome === null) !== (attempt.ended_at === null),
      ),
      [`is active with a worker that is ${worker?.deleted_at ? 'gone' : worker?.status}`]:
        task.status === 'active' && (worker?.status !== 'awake' || worker.deleted_at !== null),
    });
  });
  const overloaded = [...holding].filter(([, count]) => count > 1);
  return [...found, ...overloaded.map(([worker, count]) => `worker ${worker} has ${count} active tasks`)];
}

function jobComplaints({ jobs, jobLinks, tasks }: FarmSnapshot): string[] {
  const completed = new Set(jobs.filter((job) => job.status === 'completed').map((job) => job.id));
  return jobs.flatMap((job) => {
    const waitsFor = jobLinks.filter((link) => link.job_id === job.id && !completed.has(link.other_id)).length;
    const own = tasks.filter((task) => task.job_id === job.id);
    const has = (...statuses: string[]): boolean => own.some((task) => statuses.includes(task.status));
    const [steps, total] = [sum(own, 'steps_completed'), sum(own, 'steps_total')];
    const ended = ['completed', 'failed', 'canceled'].includes(job.status);
    return complaints(`job ${job.name} (${job.status})`, {
      [`counts ${job.steps_completed} steps instead of ${steps}`]: job.steps_completed !== steps,
      [`has ${job.steps_total} steps instead of ${total}`]: job.steps_total !== total,
      'has tasks that are not completed': job.status === 'completed' && own.some((task) => task.status !== 'completed'),
      'has come to its end with tasks to do': ended && has('active', 'queued', 'soft-failed'),
      'has nothing left to do': ['active', 'queued', 'pause-requested'].includes(job.status) && !has(...LEFT_TO_DO),
      'has an active task': ['queued', 'paused'].includes(job.status) && has('active'),
      'waits for nothing': job.status === 'pause-requested' && !has('active'),
      [`waits for ${job.waits_for} jobs instead of ${waitsFor}`]: job.waits_for !== waitsFor,
      'was left half-way': ['cancel-requested', 'requeueing', 'under-construction'].includes(job.status),
    });
  });
}

function queueComplaints({ jobs, queues, tasks }: FarmSnapshot): string[] {
  return jobs.flatMap((job) => {
    const own = tasks.filter((task) => task.job_id === job.id);
    const rows = queues.filter((queue) => queue.job_id === job.id);
    const types = [...new Set(own.map((task) => task.type))].toSorted();
    const found = complaints(`job ${job.name} (${job.status})`, {
      'has not one counter per task type':
        types.join() !==
        rows
          .map((row) => row.task_type)
          .toSorted()
          .join(),
    });
    for (const row of rows) {
      const typed = own.filter((task) => task.type === row.task_type);
      const runnable = sum(typed, 'runnable');
      const open = ['active', 'queued'].includes(job.status) && job.waits_for === 0 && runnable > 0 ? 1 : 0;
      const expected: Record<string, number> = { runnable, open, job_rank: -job.priority, job_number: job.number };
      for (const status of COUNTED) {
        expected[status.replace('-', '_')] = typed.filter((task) => task.status === status).length;
      }
      for (const [column, value] of Object.entries(expected)) {
        const stored = row[column as keyof typeof row];
        if (stored !== value)
          found.push(`${row.task_type} of ${job.name} (${job.status}): ${column} is ${stored} instead of ${value}`);
      }
    }
    return found;
  });
}

function complaints(subject: string, found: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(found)
    .filter((complaint) => found[complaint])
    .map((complaint) => `${subject} ${complaint}`);
}

function nameOf(task: TaskRow): string {
  return `task ${task.name} (${task.status})`;
}

function sum(tasks: readonly TaskRow[], column: 'steps_completed' | 'steps_total' | 'runnable'): number {
  return tasks.reduce((total, task) => total + task[column], 0);
}
