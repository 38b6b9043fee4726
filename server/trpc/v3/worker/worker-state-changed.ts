import { workerStateChangedSchema } from '../../../contracts/worker.ts';
import { workerStateChanged as changed } from '../../../use-cases/worker-reports-status.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const workerStateChanged = v3WorkerProcedure({
  operationId: 'workerStateChanged',
  method: 'POST',
  path: '/api/v3/worker/state-changed',
  tag: 'worker',
  summary: 'A worker reports which status it is in now.',
  body: workerStateChangedSchema,
  responses: { 204: null },
  errors: [400],
}).mutation(async ({ ctx, input }) => {
  await changed(ctx.farm, ctx.worker, input.body.status);
  return { code: 204 };
});
