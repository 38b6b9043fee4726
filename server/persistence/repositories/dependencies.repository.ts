import { sql } from 'kysely';
import type { TaskStatus } from '../../contracts/task.ts';
import type { MassTaskChange } from '../../domain/farm-facts.ts';
import { mayBeHandedOut, POOL_STATUSES } from '../../domain/task-state.ts';
import type { Transaction } from '../database.ts';
import { hotStatement } from '../hot-statement.ts';
import { runnableWhere, saveTask } from './tasks.repository.ts';

export interface Dependent {
  readonly id: string;
  readonly type: string;
  /** -1, 0 or 1: what the change adds to the number of tasks that could be handed out. */
  readonly runnable: number;
  readonly status: TaskStatus;
}

/**
 * Adjusts the tasks that wait for `taskId` when it is now completed (`-1`) or no longer completed (`+1`).
 * Resolves to the dependents that can now be handed out, or no longer can.
 */
export async function shiftDependents(tx: Transaction, taskId: string, by: 1 | -1): Promise<Dependent[]> {
  const rows = await shift.rows(tx.tables, { taskId, by });
  const changed: Dependent[] = [];
  for (const row of rows) {
    const status = row.status;
    const runnable = mayBeHandedOut(status, row.unfinished_dependencies) ? 1 : 0;
    if (runnable === row.runnable) continue;
    await saveTask(tx, row.id, { runnable });
    changed.push({ id: row.id, type: row.type, status, runnable: runnable - row.runnable });
  }
  return changed;
}

const shift = hotStatement((tables, { taskId, by }: { taskId: string; by: number }) =>
  tables
    .updateTable('tasks')
    .set({ unfinished_dependencies: sql<number>`unfinished_dependencies + ${by}` })
    .where('id', 'in', (eb) => eb.selectFrom('task_dependencies').select('task_id').where('dependency_id', '=', taskId))
    .returning(['id', 'type', 'status', 'runnable', 'unfinished_dependencies']),
);

/** Recounts the unfinished dependencies of all tasks of a job, after a mass change. */
export async function recountDependencies(tx: Transaction, jobId: string): Promise<void> {
  const unfinished = sql<number>`(
    select count(*) from task_dependencies d join tasks t on t.id = d.dependency_id
    where d.task_id = tasks.id and t.status <> 'completed')`;
  await tx.tables
    .updateTable('tasks')
    .set({ unfinished_dependencies: unfinished })
    .where('job_id', '=', jobId)
    .execute();
  await tx.tables
    .updateTable('tasks')
    .set({
      runnable: runnableWhere(sql`status in (${sql.join(POOL_STATUSES.map((status) => sql.lit(status)))})`),
    })
    .where('job_id', '=', jobId)
    .execute();
}

/**
 * Changes all tasks that depend on `taskId`, directly or through others, and have one of the statuses `change.from`.
 * Counters are not touched: recount them afterwards. Resolves to the number of changed tasks.
 */
export async function changeDependents(tx: Transaction, taskId: string, change: MassTaskChange): Promise<number> {
  const result = await tx.tables
    .withRecursive('dependents', (query) =>
      query
        .selectFrom('task_dependencies')
        .select('task_id')
        .where('dependency_id', '=', taskId)
        .union(
          query
            .selectFrom('task_dependencies as d')
            .innerJoin('dependents', 'dependents.task_id', 'd.dependency_id')
            .select('d.task_id'),
        ),
    )
    .updateTable('tasks')
    .set({
      status: change.to,
      activity: change.activity,
      updated_at: tx.now,
      ...(change.to === 'queued' ? { steps_completed: 0 } : {}),
    })
    .where('id', 'in', (eb) => eb.selectFrom('dependents').select('task_id'))
    .where('status', 'in', change.from)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
