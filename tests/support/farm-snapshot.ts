import type { Tables, TaskRow, WorkerRow } from '#server/persistence/tables.ts';

/** Everything stored that the farm's rules are about. When workers were last heard from is left out. */
export async function farmSnapshot(tables: Tables) {
  const [jobs, queues, tasks, links, attempts, failures, blocks, workers, jobLinks] = await Promise.all([
    tables.selectFrom('jobs').selectAll().orderBy('number').execute(),
    tables.selectFrom('job_queues').selectAll().orderBy('job_number').orderBy('task_type').execute(),
    tables.selectFrom('tasks').selectAll().orderBy('job_id').orderBy('index_in_job').execute(),
    tables.selectFrom('task_dependencies').selectAll().orderBy('task_id').orderBy('dependency_id').execute(),
    tables.selectFrom('attempts').selectAll().orderBy('task_id').orderBy('number').execute(),
    tables.selectFrom('task_failures').selectAll().orderBy('task_id').orderBy('worker_id').execute(),
    tables.selectFrom('job_blocks').selectAll().orderBy('job_id').orderBy('worker_id').orderBy('task_type').execute(),
    tables.selectFrom('workers').selectAll().orderBy('id').execute(),
    tables.selectFrom('job_dependencies').selectAll().orderBy('job_id').orderBy('other_id').execute(),
  ]);
  return {
    jobs,
    queues,
    tasks: tasks.map((task): TaskRow => task),
    links,
    jobLinks,
    attempts,
    failures,
    blocks,
    workers: workers.map((worker): WorkerRow => ({ ...worker, last_seen_at: null })),
  };
}

export type FarmSnapshot = Awaited<ReturnType<typeof farmSnapshot>>;
