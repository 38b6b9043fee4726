import { MOST_BODY } from '../../../contracts/limits.ts';
import { workerCheckSchema } from '../../../contracts/worker-check.ts';
import { recordWorkerCheck } from '../../../use-cases/record-worker-check.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const workerSelfCheck = v3WorkerProcedure({
  operationId: 'workerSelfCheck',
  method: 'POST',
  path: '/api/v3/worker/self-check',
  tag: 'worker',
  summary:
    'A worker reports what it found out about itself: its programs, GPUs, storage, clock, memory and disk space.',
  description: 'Flamenco 3 has no such operation and answers 404, which workers accept.',
  body: workerCheckSchema,
  maxBody: MOST_BODY.long,
  responses: { 204: null },
  errors: [400],
}).mutation(async ({ ctx, input }) => {
  await recordWorkerCheck(ctx.farm, ctx.worker, input.body);
  return { code: 204 };
});
