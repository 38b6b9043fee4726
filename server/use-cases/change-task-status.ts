import type { Actor } from '../contracts/actor.ts';
import { lockTask } from './parts/lock-task.ts';
import { moveTask } from './parts/move-task.ts';
import type { TaskStatus } from '../contracts/task.ts';
import { clearFailuresOfTask } from '../persistence/repositories/failures.repository.ts';
import type { Farm } from '../farm/farm.ts';
import { jobFailurePolicy } from './parts/job-failure-policy.ts';
import { noteInTaskLog } from './parts/task-log-notes.ts';

export interface TaskStatusRequest {
  readonly taskId: string;
  readonly to: TaskStatus;
  readonly reason: string;
}

/**
 * A person asks for another status of a task, for example to cancel or re-queue it. Re-queueing also forgets which
 * workers failed the task.
 * @throws FarmError not-found, impossible-change
 */
export async function changeTaskStatus(
  farm: Farm,
  by: Actor,
  { taskId, to, reason }: TaskStatusRequest,
): Promise<void> {
  await farm.database.transaction(
    async (tx) => {
      const { task, job } = await lockTask(tx, taskId);
      const failJobAtPercent = to === 'failed' ? jobFailurePolicy(farm, job).job_fail_percentage : undefined;
      const moved = await moveTask(farm, tx, { task, job, to, reason, rules: 'person', failJobAtPercent });
      if (to === 'queued') await clearFailuresOfTask(tx, task.id);
      if (moved) {
        tx.audit({
          action: 'task.status',
          subject: { kind: 'task', id: task.id, name: `${job.name}: ${task.name}` },
          did: 'changed the status of the task',
          before: { status: task.status },
          after: { status: to, reason: reason || undefined },
        });
      }
      if (moved) noteInTaskLog(farm, tx, task, `Task status changed from ${task.status} to ${to}. ${reason}`.trim());
    },
    { by },
  );
}
