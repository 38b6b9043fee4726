import { jobStatusChangeSchema } from '../../../contracts/job.ts';
import { changeJobStatus } from '../../../use-cases/change-job-status.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setJobStatus = v3Procedure('jobs.change', {
  operationId: 'setJobStatus',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/setstatus',
  tag: 'jobs',
  summary: 'Requests a job status: cancel, pause, requeue, and so on.',
  description: '422 = the job cannot do that in its present status.',
  params: jobParam,
  body: jobStatusChangeSchema,
  responses: { 204: null },
  errors: [400, 404, 422],
}).mutation(async ({ ctx, input }) => {
  await changeJobStatus(ctx.farm, ctx.actor, { jobId: input.job_id, to: input.body.status, reason: input.body.reason });
  return { code: 204 };
});
