import { jobWhySchema } from '../../../contracts/why.ts';
import { whyJob } from '../../../scheduler/why/job-why.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchJobWhy = v3Procedure('jobs.read', {
  operationId: 'fetchJobWhy',
  method: 'GET',
  path: '/api/v3/jobs/{job_id}/why',
  tag: 'jobs',
  summary: 'Explains why the tasks of a job are waiting, for each task type.',
  params: jobParam,
  responses: { 200: jobWhySchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => ({ code: 200, body: await whyJob(ctx.farm, input.job_id) }));
