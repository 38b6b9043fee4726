import { workerTagSchema } from '../../../contracts/worker-tag.ts';
import { updateWorkerTag as update } from '../../../use-cases/update-worker-tag.ts';
import { tagParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const updateWorkerTag = v3Procedure('workers.change', {
  operationId: 'updateWorkerTag',
  method: 'PUT',
  path: '/api/v3/worker-mgt/tag/{tag_id}',
  tag: 'worker-mgt',
  summary: 'Changes the name and description of a worker tag.',
  description:
    'Without `description`, the description stays as it is; an `id` in the body is ignored. 409 = another tag has this name.',
  params: tagParam,
  body: workerTagSchema,
  responses: { 204: null },
  errors: [400, 404, 409],
}).mutation(async ({ ctx, input }) => {
  await update(ctx.farm, ctx.actor, input.tag_id, input.body);
  return { code: 204 };
});
