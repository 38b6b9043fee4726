import type { TaskRow as ListedTask } from '../contracts/web/task-rows.ts';
import { taskActions } from '../domain/task-actions.ts';
import type { TaskRow } from './tables.ts';

/** The columns that `listedTask` needs. */
export type TellingColumns = Pick<
  TaskRow,
  | 'id'
  | 'index_in_job'
  | 'name'
  | 'type'
  | 'status'
  | 'priority'
  | 'activity'
  | 'steps_completed'
  | 'steps_total'
  | 'updated_at'
>;

/** A task as our pages list it and as events carry it. `worker`: the one that has it, or had it last. */
export function listedTask(row: TellingColumns, worker: ListedTask['worker']): ListedTask {
  return {
    id: row.id,
    index_in_job: row.index_in_job,
    name: row.name,
    type: row.type,
    status: row.status,
    priority: row.priority,
    activity: row.activity,
    worker,
    steps_completed: row.steps_completed,
    steps_total: row.steps_total,
    updated: row.updated_at,
    actions: taskActions(row.status),
  };
}
