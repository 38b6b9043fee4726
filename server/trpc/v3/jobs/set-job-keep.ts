import { jobKeepChangeSchema } from '../../../contracts/job.ts';
import { setJob } from '../../../use-cases/set-job.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setJobKeep = v3Procedure('jobs.change', {
  operationId: 'setJobKeep',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/setkeep',
  tag: 'jobs',
  summary: 'Protects a job from being deleted, or allows it to be deleted again.',
  description: '409 = the job is already being deleted.',
  params: jobParam,
  body: jobKeepChangeSchema,
  responses: { 204: null },
  errors: [400, 404, 409],
}).mutation(async ({ ctx, input }) => {
  await setJob(ctx.farm, ctx.actor, input.job_id, input.body);
  return { code: 204 };
});
