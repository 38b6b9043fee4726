import { workerStatusChangeRequestSchema } from '../../../contracts/worker.ts';
import { requestWorkerStatus } from '../../../use-cases/request-worker-status.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const requestWorkerStatusChange = v3Procedure('workers.change', {
  operationId: 'requestWorkerStatusChange',
  method: 'POST',
  path: '/api/v3/worker-mgt/workers/{worker_id}/setstatus',
  tag: 'worker-mgt',
  summary: 'Asks a worker to sleep, wake up, restart or shut down.',
  description: '412 = the worker cannot restart itself. 422 = this is not a status that workers can be asked for.',
  params: workerParam,
  body: workerStatusChangeRequestSchema,
  responses: { 204: null },
  errors: [400, 404, 412, 422],
}).mutation(async ({ ctx, input }) => {
  const { status, is_lazy: lazy } = input.body;
  await requestWorkerStatus(ctx.farm, ctx.actor, input.worker_id, { status, lazy });
  return { code: 204 };
});
