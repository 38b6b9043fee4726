import { workerTagChangeRequestSchema } from '../../../contracts/worker-tag.ts';
import { setWorkerTags as assign } from '../../../use-cases/set-worker-tags.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setWorkerTags = v3Procedure('workers.change', {
  operationId: 'setWorkerTags',
  method: 'POST',
  path: '/api/v3/worker-mgt/workers/{worker_id}/settags',
  tag: 'worker-mgt',
  summary: 'Replaces the tags of a worker with these.',
  description: 'Ids that belong to no tag are ignored.',
  params: workerParam,
  body: workerTagChangeRequestSchema,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await assign(ctx.farm, ctx.actor, input.worker_id, input.body.tag_ids);
  return { code: 204 };
});
