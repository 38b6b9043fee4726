import type { Farm } from '../farm/farm.ts';
import { saveLogStart } from '../persistence/repositories/attempts.repository.ts';
import type { TaskRow, WorkerRow } from '../persistence/tables.ts';
import { appendManagerLine } from './parts/task-log-notes.ts';

/**
 * Records where the log of a new attempt begins and which worker has it, before the worker hears of the task. This is
 * not part of the claim because it asks the file system: a slow network share must not hold up other writers. Only a
 * retry finds a log from before, so only a retry costs a second transaction. If the manager is killed in between, the
 * attempt shows the log from the very beginning.
 */
export async function beginAttemptLog(
  farm: Farm,
  claimed: { readonly task: TaskRow; readonly attempt: number },
  worker: WorkerRow,
): Promise<void> {
  const { task, attempt } = claimed;
  if (attempt > 1 && task.attempt_id !== null) {
    const attemptId = task.attempt_id;
    const size = await farm.taskLogs.size(task.job_id, task.id);
    const by = { kind: 'worker', id: worker.id, name: worker.name } as const;
    await farm.database.transaction((tx) => saveLogStart(tx, attemptId, size), { by });
  }
  appendManagerLine(farm, task, `Task assigned to worker ${worker.name} (${worker.id})`);
}
