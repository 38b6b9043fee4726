import type { Tables, WorkerRow } from '../tables.ts';

export interface WorkerWithFacts {
  readonly row: WorkerRow;
  readonly tagIds: string[];
  /** Name of the task that it is running. */
  readonly runningTask: string | null;
}

/** All workers that were not removed, with their tags and running tasks. Three statements, however many there are. */
export async function findWorkersWithFacts(tables: Tables): Promise<WorkerWithFacts[]> {
  const rows = await tables
    .selectFrom('workers')
    .selectAll()
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .execute();
  const tags = Map.groupBy(
    await tables.selectFrom('worker_tag_membership').select(['worker_id', 'tag_id']).execute(),
    (membership) => membership.worker_id,
  );
  const running = await tables
    .selectFrom('tasks')
    .select(['worker_id', 'name'])
    .where('status', '=', 'active')
    .where('worker_id', 'in', (eb) => eb.selectFrom('workers').select('workers.id').where('deleted_at', 'is', null))
    .execute();
  const names = new Map(running.map((task) => [task.worker_id, task.name]));
  return rows.map((row) => ({
    row,
    tagIds: (tags.get(row.id) ?? []).map((membership) => membership.tag_id),
    runningTask: names.get(row.id) ?? null,
  }));
}
