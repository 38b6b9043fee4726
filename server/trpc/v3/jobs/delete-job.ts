import { requestJobDeletion } from '../../../use-cases/delete-job.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const deleteJob = v3Procedure('jobs.delete', {
  operationId: 'deleteJob',
  method: 'DELETE',
  path: '/api/v3/jobs/{job_id}',
  tag: 'jobs',
  summary: 'Requests the deletion of a job; it happens in the background.',
  description: '409 = the job is marked to be kept.',
  params: jobParam,
  responses: { 204: null },
  errors: [400, 404, 409, 503],
}).mutation(async ({ ctx, input }) => {
  await requestJobDeletion(ctx.farm, ctx.actor, input.job_id);
  return { code: 204 };
});
