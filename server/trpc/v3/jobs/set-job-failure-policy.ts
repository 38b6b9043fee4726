import { failurePolicySchema } from '../../../contracts/failure-policy.ts';
import { setJob } from '../../../use-cases/set-job.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setJobFailurePolicy = v3Procedure('jobs.change', {
  operationId: 'setJobFailurePolicy',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/setfailurepolicy',
  tag: 'jobs',
  summary: 'Sets how a job deals with failures, from the next failure on.',
  description: "Replaces the whole policy: the farm's configuration applies to fields that are left out.",
  params: jobParam,
  body: failurePolicySchema,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await setJob(ctx.farm, ctx.actor, input.job_id, { failure_policy: input.body });
  return { code: 204 };
});
