import { askForNewSecret } from '../../../use-cases/ask-for-new-secret.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const askForNewWorkerSecret = v3Procedure('workers.change', {
  operationId: 'askForNewWorkerSecret',
  method: 'POST',
  path: '/api/v3/worker-mgt/workers/{worker_id}/new-secret',
  tag: 'worker-mgt',
  summary: 'Asks a worker to take another secret; it goes on working meanwhile.',
  description: 'Workers of Flamenco 3 do not understand this, and keep the secret that they have.',
  params: workerParam,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await askForNewSecret(ctx.farm, ctx.actor, input.worker_id);
  return { code: 204 };
});
