import { lastRenderedSchema } from '../../../contracts/job.ts';
import { getJob } from '../../../persistence/repositories/jobs.repository.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchJobLastRenderedInfo = v3Procedure('jobs.read', {
  operationId: 'fetchJobLastRenderedInfo',
  method: 'GET',
  path: '/api/v3/jobs/{job_id}/last-rendered',
  tag: 'jobs',
  summary: 'Where the pictures of a job can be read. 204 = it has none yet.',
  params: jobParam,
  responses: { 200: lastRenderedSchema, 204: null },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  await getJob(ctx.farm.database.tables, input.job_id);
  const images = (await ctx.farm.lastRendered?.ofJobs([input.job_id]))?.get(input.job_id);
  return images ? { code: 200, body: images } : { code: 204 };
});
