import { z } from 'zod';
import { REGISTRATION_SECRET_HEADER, workerSignedOnSchema, workerSignOnSchema } from '../../../contracts/worker.ts';
import { workerSignOn } from '../../../use-cases/worker-sign-on.ts';
import { confirmWorkerSecret } from '../../../use-cases/change-worker-secret.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const signOn = v3WorkerProcedure({
  operationId: 'signOn',
  method: 'POST',
  path: '/api/v3/worker/sign-on',
  tag: 'worker',
  summary: 'A worker program has started; the answer is the status that it should go to.',
  description:
    'A worker that is waiting for approval signs on like any other but gets no tasks; `approval` says why. Sending the right registration secret, or an enrolment code, with this request ends the wait.',
  headers: { [REGISTRATION_SECRET_HEADER]: z.string().optional() },
  body: workerSignOnSchema,
  responses: { 200: workerSignedOnSchema },
  errors: [400],
}).mutation(async ({ ctx, input }) => {
  const secret = input[REGISTRATION_SECRET_HEADER];
  const { letInBy } = ctx.caller;
  // It has been started with the new secret, so it has kept it.
  await confirmWorkerSecret(ctx.farm, ctx.worker, {
    provedNext: letInBy.kind === 'worker' ? letInBy.provedNext : null,
  });
  return { code: 200, body: await workerSignOn(ctx.farm, ctx.worker, input.body, ctx.remoteAddress, secret) };
});
