import { MOST_BODY } from '../../../contracts/limits.ts';
import { taskUpdateSchema } from '../../../contracts/task.ts';
import { reportTask } from '../../../use-cases/report-task.ts';
import { taskParam } from '../path-params.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const taskUpdate = v3WorkerProcedure({
  operationId: 'taskUpdate',
  method: 'POST',
  path: '/api/v3/worker/task/{task_id}',
  tag: 'worker',
  summary: 'A worker reports on the task that it is running.',
  description: "`task_id` is the uuid that the worker was handed. 409 = the task is no longer the worker's; drop it.",
  params: taskParam,
  body: taskUpdateSchema,
  maxBody: MOST_BODY.log,
  responses: { 204: null },
  errors: [400, 404, 409],
}).mutation(async ({ ctx, input }) => {
  await reportTask(ctx.farm, ctx.worker, { attemptId: input.task_id, update: input.body });
  return { code: 204 };
});
