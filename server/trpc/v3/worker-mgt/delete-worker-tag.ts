import { deleteWorkerTag as remove } from '../../../use-cases/delete-worker-tag.ts';
import { tagParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const deleteWorkerTag = v3Procedure('workers.change', {
  operationId: 'deleteWorkerTag',
  method: 'DELETE',
  path: '/api/v3/worker-mgt/tag/{tag_id}',
  tag: 'worker-mgt',
  summary: 'Deletes a worker tag; jobs that were bound to it can then run on any worker.',
  params: tagParam,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await remove(ctx.farm, ctx.actor, input.tag_id);
  return { code: 204 };
});
