import { workerSignOff } from '../../../use-cases/worker-reports-status.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const signOff = v3WorkerProcedure({
  operationId: 'signOff',
  method: 'POST',
  path: '/api/v3/worker/sign-off',
  tag: 'worker',
  summary: 'A worker program is stopping; its tasks go back to the pool.',
  responses: { 204: null },
}).mutation(async ({ ctx }) => {
  await workerSignOff(ctx.farm, ctx.worker);
  return { code: 204 };
});
