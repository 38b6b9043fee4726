import type { Transaction } from '../../persistence/database.ts';
import { managerLine } from '../../task-logs/manager-line.ts';
import type { Farm } from '../../farm/farm.ts';

/** Writes a line of the manager to a task's log once the transaction is stored. A log that cannot be written stops nothing. */
export function noteInTaskLog(farm: Farm, tx: Transaction, task: { id: string; job_id: string }, text: string): void {
  tx.afterCommit(() => {
    farm.taskLogs.append(task.job_id, task.id, managerLine(farm.clock.now(), text)).catch((error: unknown) => {
      farm.logger.error({ err: error, jobId: task.job_id, taskId: task.id }, 'task log could not be written');
    });
  });
}
