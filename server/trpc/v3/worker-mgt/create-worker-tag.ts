import { workerTagSchema } from '../../../contracts/worker-tag.ts';
import { createWorkerTag as create } from '../../../use-cases/create-worker-tag.ts';
import { workerTagBody } from '../../../use-cases/parts/event-payloads.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const createWorkerTag = v3Procedure('workers.change', {
  operationId: 'createWorkerTag',
  method: 'POST',
  path: '/api/v3/worker-mgt/tags',
  tag: 'worker-mgt',
  summary: 'Creates a worker tag.',
  description: 'Without `id`, the tag gets a new one. 409 = a tag with this id or name exists already.',
  body: workerTagSchema,
  responses: { 200: workerTagSchema },
  errors: [400, 409],
}).mutation(async ({ ctx, input }) => ({
  code: 200,
  body: workerTagBody(await create(ctx.farm, ctx.actor, input.body)),
}));
