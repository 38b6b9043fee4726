import type { Farm } from '../../farm/farm.ts';
import type { Transaction } from '../../persistence/database.ts';
import { managerLine } from '../../task-logs/manager-line.ts';

interface NotedTask {
  readonly id: string;
  readonly job_id: string;
}

/**
 * Writes a line from the manager to a task's log once the transaction is committed. A log that cannot be written does
 * not stop anything else.
 */
export function noteInTaskLog(farm: Farm, tx: Transaction, task: NotedTask, text: string): void {
  tx.afterCommit(() => appendManagerLine(farm, task, text));
}

/**
 * Writes a line from the manager to a task's log, in the background. A log that cannot be written does not stop
 * anything else.
 */
export function appendManagerLine(farm: Farm, task: NotedTask, text: string): void {
  farm.taskLogs.append(task.job_id, task.id, managerLine(farm.clock.now(), text)).catch((error: unknown) => {
    farm.logger.error({ err: error, jobId: task.job_id, taskId: task.id }, 'task log could not be written');
  });
}
