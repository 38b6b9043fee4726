import { jobsQueryResultSchema } from '../../../contracts/job.ts';
import { findAllJobs } from '../../../persistence/repositories/jobs.repository.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobBody } from './job-body.ts';

export const fetchJobs = v3Procedure('jobs.read', {
  operationId: 'fetchJobs',
  method: 'GET',
  path: '/api/v3/jobs',
  tag: 'jobs',
  summary: 'Fetches all jobs in full, in order of submission.',
  responses: { 200: jobsQueryResultSchema },
}).query(async ({ ctx }) => ({
  code: 200,
  body: { jobs: (await findAllJobs(ctx.farm.database.tables)).map(jobBody) },
}));
