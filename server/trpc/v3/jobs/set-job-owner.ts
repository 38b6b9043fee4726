import { jobOwnerChangeSchema } from '../../../contracts/job.ts';
import { handOverJob } from '../../../use-cases/hand-over-job.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setJobOwner = v3Procedure('jobs.hand-over', {
  operationId: 'setJobOwner',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/owner',
  tag: 'jobs',
  summary: 'Hands a job over to another person.',
  description: '422 = there is no such person on this farm, or they are kept from signing in.',
  params: jobParam,
  body: jobOwnerChangeSchema,
  responses: { 204: null },
  errors: [400, 404, 422],
}).mutation(async ({ ctx, input }) => {
  await handOverJob(ctx.farm, ctx.actor, input.job_id, input.body.person);
  return { code: 204 };
});
