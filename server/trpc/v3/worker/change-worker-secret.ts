import { newWorkerSecretSchema } from '../../../contracts/worker.ts';
import { changeWorkerSecret as change, confirmWorkerSecret } from '../../../use-cases/change-worker-secret.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const changeWorkerSecret = v3WorkerProcedure({
  operationId: 'changeWorkerSecret',
  method: 'POST',
  path: '/api/v3/worker/secret',
  tag: 'worker',
  summary: 'The worker takes another secret, or confirms it.',
  description:
    'Both secrets are good until the worker signs on with the new one, or calls this with it and without a `secret`. Answers to a worker that is to take another secret have the header `X-Flamenco-Credentials: new-secret`.',
  body: newWorkerSecretSchema,
  responses: { 204: null },
  errors: [400, 503],
}).mutation(async ({ ctx, input }) => {
  const { letInBy } = ctx.caller;
  const provedNext = letInBy.kind === 'worker' ? letInBy.provedNext : null;
  const { secret } = input.body;
  if (secret === undefined) await confirmWorkerSecret(ctx.farm, ctx.worker, { provedNext });
  else await change(ctx.farm, ctx.worker, secret, { address: ctx.remoteAddress, provedNext });
  return { code: 204 };
});
