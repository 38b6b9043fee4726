import { workerWhySchema } from '../../../contracts/why.ts';
import { whyWorker } from '../../../scheduler/why/worker-why.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchWorkerWhy = v3Procedure('workers.read', {
  operationId: 'fetchWorkerWhy',
  method: 'GET',
  path: '/api/v3/worker-mgt/workers/{worker_id}/why',
  tag: 'worker-mgt',
  summary: 'Says what a worker would be handed next, or explains why it gets nothing.',
  params: workerParam,
  responses: { 200: workerWhySchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => ({ code: 200, body: await whyWorker(ctx.farm, input.worker_id) }));
