import { z } from 'zod';
import { errorSchema } from '../../../contracts/error.ts';
import { type JobType, jobTypeSchema } from '../../../contracts/job-type.ts';
import { FarmError, notFound } from '../../../domain/errors.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobTypeForClient } from './job-type-for-client.ts';
import { MOST, text } from '../../../contracts/limits.ts';

export const getJobType = v3Procedure('job-types.read', {
  operationId: 'getJobType',
  method: 'GET',
  path: '/api/v3/jobs/type/{typeName}',
  tag: 'jobs',
  summary: 'Fetches one job type. 500 = its script is broken; the message says where.',
  params: { typeName: text(MOST.name).min(1) },
  headers: { 'user-agent': z.string().optional() },
  responses: { 200: jobTypeSchema, 500: errorSchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  let jobType: JobType | undefined;
  try {
    jobType = await ctx.farm.jobTypes.get(input.typeName);
  } catch (error) {
    if (!(error instanceof FarmError)) throw error;
    return { code: 500, body: { code: 500, message: error.userMessage } };
  }
  if (!jobType) throw notFound('job type', input.typeName);
  return { code: 200, body: jobTypeForClient(jobType, input['user-agent'] ?? '') };
});
