import { submittedJobSchema } from '../../../contracts/job.ts';
import { checkJob } from '../../../use-cases/submit-job.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const submitJobCheck = v3Procedure('jobs.submit', {
  operationId: 'submitJobCheck',
  method: 'POST',
  path: '/api/v3/jobs/check',
  tag: 'jobs',
  summary: 'Does everything that a submission does, except storing the job.',
  body: submittedJobSchema,
  responses: { 204: null },
  errors: [400, 412],
}).mutation(async ({ ctx, input, signal }) => {
  await checkJob(ctx.farm, ctx.actor, input.body, signal);
  return { code: 204 };
});
