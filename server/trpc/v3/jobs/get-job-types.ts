import { z } from 'zod';
import { jobTypesSchema } from '../../../contracts/job-type.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobTypeForClient } from './job-type-for-client.ts';

export const getJobTypes = v3Procedure('job-types.read', {
  operationId: 'getJobTypes',
  method: 'GET',
  path: '/api/v3/jobs/types',
  tag: 'jobs',
  summary: 'Fetches the job types that can be submitted, sorted by name. Those with a broken script are left out.',
  headers: { 'user-agent': z.string().optional() },
  responses: { 200: jobTypesSchema },
}).query(async ({ ctx, input }) => {
  const jobTypes = await ctx.farm.jobTypes.list();
  return {
    code: 200,
    body: { job_types: jobTypes.map((jobType) => jobTypeForClient(jobType, input['user-agent'] ?? '')) },
  };
});
