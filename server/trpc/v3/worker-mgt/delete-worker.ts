import { deleteWorker as remove } from '../../../use-cases/delete-worker.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const deleteWorker = v3Procedure('workers.change', {
  operationId: 'deleteWorker',
  method: 'DELETE',
  path: '/api/v3/worker-mgt/workers/{worker_id}',
  tag: 'worker-mgt',
  summary: 'Removes a worker: its tasks go back to the pool and its credentials no longer work.',
  params: workerParam,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await remove(ctx.farm, ctx.actor, input.worker_id);
  return { code: 204 };
});
