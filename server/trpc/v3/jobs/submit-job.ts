import { jobSchema, submittedJobSchema } from '../../../contracts/job.ts';
import { submitJob as submit } from '../../../use-cases/submit-job.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobBody } from './job-body.ts';

export const submitJob = v3Procedure('jobs.submit', {
  operationId: 'submitJob',
  method: 'POST',
  path: '/api/v3/jobs',
  tag: 'jobs',
  summary: 'Submits a job; its job type creates the tasks.',
  description:
    '412 = the job type has changed since the client read it. 400 = the settings are wrong, or the job type refuses the job with a message.',
  body: submittedJobSchema,
  responses: { 200: jobSchema },
  errors: [400, 412],
}).mutation(async ({ ctx, input }) => {
  return { code: 200, body: jobBody(await submit(ctx.farm, ctx.actor, input.body)) };
});
