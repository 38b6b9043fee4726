import { MOST_BODY } from '../../../contracts/limits.ts';
import { jobBlocklistSchema } from '../../../contracts/job.ts';
import { removeBlocks } from '../../../use-cases/remove-blocks.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const removeJobBlocklist = v3Procedure('jobs.change', {
  operationId: 'removeJobBlocklist',
  method: 'DELETE',
  path: '/api/v3/jobs/{job_id}/blocklist',
  tag: 'jobs',
  summary: 'Lets these workers have tasks of these types again. Nothing is requeued.',
  params: jobParam,
  body: jobBlocklistSchema,
  maxBody: MOST_BODY.long,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await removeBlocks(ctx.farm, ctx.actor, input.job_id, input.body);
  return { code: 204 };
});
