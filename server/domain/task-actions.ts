import type { TaskStatus } from '../contracts/task.ts';
import type { TaskRow } from '../contracts/web/task-rows.ts';
import { possibleTaskChanges } from './task-state.ts';

/** The status that each button asks for. */
export const TASK_STATUS_OF_ACTION = {
  cancel: 'canceled',
  requeue: 'queued',
} as const satisfies Record<TaskRow['actions'][number], TaskStatus>;

/** What a person may do with a task in this status; uses the same table as the use case that does it. */
export function taskActions(status: TaskStatus): TaskRow['actions'] {
  const possible = possibleTaskChanges('person', status);
  return (['cancel', 'requeue'] as const).filter((action) => possible.includes(TASK_STATUS_OF_ACTION[action]));
}
