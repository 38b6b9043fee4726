import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { changeTasksInputSchema } from '../../../contracts/web/task-rows.ts';
import { changeTaskStatus } from '../../../use-cases/change-task-status.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';
import { TASK_STATUS_OF_ACTION } from '../../../domain/task-actions.ts';

/** The task's new activity, and a line in its log. */
const REASONS = { cancel: 'Canceled on the web page', requeue: 'Requeued on the web page' };

export const changeTasks = procedureFor('tasks.change', { about: { tasks: 'ids' } })
  .input(changeTasksInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, action } }) =>
    changeEach(ctx, ids, async (taskId) => {
      await changeTaskStatus(ctx.farm, ctx.actor, {
        taskId,
        to: TASK_STATUS_OF_ACTION[action],
        reason: REASONS[action],
      });
    }),
  );
