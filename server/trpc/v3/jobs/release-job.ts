import { releaseJob as release } from '../../../use-cases/release-job.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const releaseJob = v3Procedure('jobs.change', {
  operationId: 'releaseJob',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/release',
  tag: 'jobs',
  summary: 'Lets a job start without waiting any longer for the jobs that it depends on.',
  params: jobParam,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await release(ctx.farm, ctx.actor, input.job_id);
  return { code: 204 };
});
