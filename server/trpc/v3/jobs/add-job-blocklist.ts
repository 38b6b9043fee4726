import { MOST_BODY } from '../../../contracts/limits.ts';
import { jobBlocklistSchema } from '../../../contracts/job.ts';
import { addBlocks } from '../../../use-cases/add-blocks.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const addJobBlocklist = v3Procedure('jobs.change', {
  operationId: 'addJobBlocklist',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/blocklist',
  tag: 'jobs',
  summary: 'Keeps these workers from getting tasks of these types. They may finish what they are running.',
  params: jobParam,
  body: jobBlocklistSchema,
  maxBody: MOST_BODY.long,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await addBlocks(ctx.farm, ctx.actor, input.job_id, input.body);
  return { code: 204 };
});
