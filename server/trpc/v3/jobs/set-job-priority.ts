import { jobPriorityChangeSchema } from '../../../contracts/job.ts';
import { setJob } from '../../../use-cases/set-job.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setJobPriority = v3Procedure('jobs.change', {
  operationId: 'setJobPriority',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/setpriority',
  tag: 'jobs',
  summary: "Changes a job's priority; this applies to tasks that are handed out from now on.",
  params: jobParam,
  body: jobPriorityChangeSchema,
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await setJob(ctx.farm, ctx.actor, input.job_id, input.body);
  return { code: 204 };
});
