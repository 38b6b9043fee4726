import { taskStatusChangeSchema } from '../../../contracts/task.ts';
import { changeTaskStatus } from '../../../use-cases/change-task-status.ts';
import { taskParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setTaskStatus = v3Procedure('tasks.change', {
  operationId: 'setTaskStatus',
  method: 'POST',
  path: '/api/v3/tasks/{task_id}/setstatus',
  tag: 'jobs',
  summary: 'Requests a task status: cancel, requeue, and so on.',
  description: '422 = the task cannot do that in its present status.',
  params: taskParam,
  body: taskStatusChangeSchema,
  responses: { 204: null },
  errors: [400, 404, 422],
}).mutation(async ({ ctx, input }) => {
  await changeTaskStatus(ctx.farm, ctx.actor, {
    taskId: input.task_id,
    to: input.body.status,
    reason: input.body.reason,
  });
  return { code: 204 };
});
