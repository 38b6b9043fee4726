import { jobSchema } from '../../../contracts/job.ts';
import { findDependencyIds } from '../../../persistence/repositories/job-dependencies.repository.ts';
import { getJob } from '../../../persistence/repositories/jobs.repository.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobBody } from './job-body.ts';

export const fetchJob = v3Procedure('jobs.read', {
  operationId: 'fetchJob',
  method: 'GET',
  path: '/api/v3/jobs/{job_id}',
  tag: 'jobs',
  summary: 'Fetches one job.',
  params: jobParam,
  responses: { 200: jobSchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const { tables } = ctx.farm.database;
  const job = await getJob(tables, input.job_id);
  return { code: 200, body: jobBody(job, await findDependencyIds(tables, [job.id])) };
});
