import type { TaskStatus } from '../../contracts/task.ts';
import type { TaskFacts } from '../../domain/farm-facts.ts';
import type { TaskRow } from '../../persistence/tables.ts';

/** What the rules need to know of a stored task. */
export function taskFacts(row: TaskRow): TaskFacts {
  return {
    id: row.id,
    status: row.status as TaskStatus,
    stepsCompleted: row.steps_completed,
    stepsTotal: row.steps_total,
  };
}
