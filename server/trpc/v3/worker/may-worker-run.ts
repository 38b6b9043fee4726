import { mayKeepRunningSchema } from '../../../contracts/task.ts';
import { mayWorkerRun as mayRun } from '../../../use-cases/may-worker-run.ts';
import { taskParam } from '../path-params.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const mayWorkerRun = v3WorkerProcedure({
  operationId: 'mayWorkerRun',
  method: 'GET',
  path: '/api/v3/worker/task/{task_id}/may-i-run',
  tag: 'worker',
  summary: 'A worker asks whether it may go on with the task that it is running.',
  description: '`task_id` is the uuid that the worker was handed.',
  params: taskParam,
  responses: { 200: mayKeepRunningSchema },
  errors: [400],
}).query(async ({ ctx, input }) => ({ code: 200, body: await mayRun(ctx.farm, ctx.worker, input.task_id) }));
