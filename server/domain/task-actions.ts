import { TASK_STATUSES, type TaskStatus } from '../contracts/task.ts';
import type { TaskRow } from '../contracts/web/task-rows.ts';
import { possibleTaskChanges } from './task-state.ts';

/** The status that each button asks for. */
export const TASK_STATUS_OF_ACTION = {
  cancel: 'canceled',
  requeue: 'queued',
} as const satisfies Record<TaskRow['actions'][number], TaskStatus>;

/** What a person may do with a task in this status; uses the same table as the use case that does it. */
export function taskActions(status: TaskStatus): TaskRow['actions'] {
  return ACTIONS[status];
}

/** Worked out once: every event of a task tells its actions. */
const ACTIONS = Object.fromEntries(
  TASK_STATUSES.map((status) => {
    const possible = possibleTaskChanges('person', status);
    const actions = (['cancel', 'requeue'] as const).filter((action) =>
      possible.includes(TASK_STATUS_OF_ACTION[action]),
    );
    return [status, actions];
  }),
) as Record<TaskStatus, TaskRow['actions']>;
