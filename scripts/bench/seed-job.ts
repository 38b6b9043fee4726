import { randomUUID } from 'node:crypto';
import { MANAGER } from '#server/contracts/actor.ts';
import { newJobRow } from '#server/persistence/new-job-row.ts';
import { openDatabase } from '#server/persistence/open-database.ts';
import { insertAttempt } from '#server/persistence/repositories/attempts.repository.ts';
import { insertJob, nextJobNumber } from '#server/persistence/repositories/jobs.repository.ts';
import { recountTasks } from '#server/persistence/repositories/task-counts.repository.ts';
import { insertDependencies, insertTasks } from '#server/persistence/repositories/tasks.repository.ts';
import type { JobRow, TaskRow } from '#server/persistence/tables.ts';
import { renderJob } from './render-job.ts';

/** How many frames one old job has. */
const TASKS_PER_JOB = 1000;

/**
 * Fills a new database with finished jobs of 1000 frames each, through the manager's own repositories: the rows for
 * jobs, tasks, dependencies, attempts and counters are those that a real run leaves. There are no task logs.
 */
export async function seedFinishedTasks(file: string, tasks: number): Promise<void> {
  for (let left = tasks; left > 0; left -= TASKS_PER_JOB) {
    await seedJob(file, Math.min(left, TASKS_PER_JOB), 'completed');
  }
}

/** Adds one job with `frames` tasks and a video task that waits for them; resolves to its id. */
export async function seedJob(file: string, frames: number, status: 'queued' | 'completed'): Promise<string> {
  const database = await openDatabase(file, { deliver: () => undefined, clock: Date });
  const now = new Date().toISOString();
  const workerId = randomUUID();
  try {
    return await database.transaction(
      async (tx) => {
        const job = jobRow(frames, status, await nextJobNumber(tx), now);
        const renders = Array.from({ length: frames }, (_, n) => taskRow(job, { index: n + 1, type: 'blender' }));
        const video = taskRow(job, { index: frames + 1, type: 'ffmpeg', unfinished: status === 'queued' ? frames : 0 });
        const tasks = [...renders, video];
        await insertJob(tx, job);
        await insertTasks(tx, tasks);
        await insertDependencies(
          tx,
          renders.map((task) => ({ task_id: video.id, dependency_id: task.id })),
        );
        for (const task of status === 'completed' ? tasks : []) {
          await insertAttempt(tx, {
            id: randomUUID(),
            task_id: task.id,
            job_id: job.id,
            worker_id: workerId,
            worker_name: 'old worker',
            number: 1,
            started_at: now,
            ended_at: now,
            outcome: 'completed',
            reason: null,
            log_start: 0,
          });
        }
        await recountTasks(tx, job);
        return job.id;
      },
      { by: MANAGER },
    );
  } finally {
    await database.close();
  }
}

function jobRow(frames: number, status: 'queued' | 'completed', number: number, now: string): JobRow {
  const order = renderJob('bench', frames);
  return newJobRow({
    id: randomUUID(),
    number,
    name: `seeded-${frames}`,
    type: String(order['type']),
    status,
    settings: JSON.stringify(order['settings']),
    metadata: JSON.stringify(order['metadata']),
    steps_completed: status === 'completed' ? frames + 1 : 0,
    steps_total: frames + 1,
    created_at: now,
  });
}

function taskRow(job: JobRow, task: { index: number; type: string; unfinished?: number }): TaskRow {
  const { index, type, unfinished = 0 } = task;
  const args = ['--render-output', '/nowhere/flamenco-bench/######', '--render-frame', String(index)];
  const parameters = {
    exe: '{blender}',
    exeArgs: '{blenderArgs}',
    argsBefore: [],
    blendfile: '/nowhere/scene.blend',
    args,
  };
  return {
    id: randomUUID(),
    job_id: job.id,
    index_in_job: index,
    name: `${type}-${index}`,
    type,
    priority: 50,
    rank: -50,
    status: job.status === 'completed' ? 'completed' : 'queued',
    runnable: job.status === 'queued' && unfinished === 0 ? 1 : 0,
    unfinished_dependencies: unfinished,
    activity: '',
    commands: JSON.stringify([{ name: 'blender-render', parameters, total_step_count: 1 }]),
    steps_completed: job.status === 'completed' ? 1 : 0,
    steps_total: 1,
    worker_id: null,
    attempt_id: null,
    last_touched_at: null,
    created_at: job.created_at,
    updated_at: job.created_at,
  };
}
