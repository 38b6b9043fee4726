import { MOST_BODY } from '../../../contracts/limits.ts';
import { jobSchema, submittedJobSchema } from '../../../contracts/job.ts';
import { IDEMPOTENCY_KEY_HEADER, idempotencyKeySchema } from '../../../contracts/idempotency-key.ts';
import { findDependencyIds } from '../../../persistence/repositories/job-dependencies.repository.ts';
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
    '412 = the job type has changed since the client read it. 400 = the settings are wrong, or the job type refuses the job with a message. A client that did not hear the answer can repeat the request with the same `Idempotency-Key`: it gets the job that the first request made, as it is now. 422 = something else was submitted under this key. 410 = that job has been deleted; a new key makes a new one. A refused submission leaves its key free.',
  headers: { [IDEMPOTENCY_KEY_HEADER]: idempotencyKeySchema.optional() },
  body: submittedJobSchema,
  maxBody: MOST_BODY.job,
  responses: { 200: jobSchema },
  errors: [400, 410, 412, 422],
}).mutation(async ({ ctx, input, signal }) => {
  const job = await submit(ctx.farm, ctx.actor, input.body, { key: input[IDEMPOTENCY_KEY_HEADER], signal });
  return { code: 200, body: jobBody(job, await findDependencyIds(ctx.farm.database.tables, [job.id])) };
});
