import { workerStateChangeSchema } from '../../../contracts/worker.ts';
import { pollWorkerState } from '../../../use-cases/worker-reports-status.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const workerState = v3WorkerProcedure({
  operationId: 'workerState',
  method: 'GET',
  path: '/api/v3/worker/state',
  tag: 'worker',
  summary: 'A waiting worker asks whether it should go to another status. 204 = stay.',
  responses: { 200: workerStateChangeSchema, 204: null },
}).query(async ({ ctx }) => {
  const status = await pollWorkerState(ctx.farm, ctx.worker);
  return status === null ? { code: 204 } : { code: 200, body: { status_requested: status } };
});
