import { jobsQueryResultSchema } from '../../../contracts/job.ts';
import { FarmError } from '../../../domain/errors.ts';
import { findDependencyIds } from '../../../persistence/repositories/job-dependencies.repository.ts';
import { findJobsByMetadata } from '../../../persistence/repositories/job-metadata.repository.ts';
import { findAllJobs } from '../../../persistence/repositories/jobs.repository.ts';
import type { JobRow, Tables } from '../../../persistence/tables.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { jobBody } from './job-body.ts';
import { MOST, text } from '../../../contracts/limits.ts';

export const fetchJobs = v3Procedure('jobs.read', {
  operationId: 'fetchJobs',
  method: 'GET',
  path: '/api/v3/jobs',
  tag: 'jobs',
  summary: 'Fetches all jobs in full, in order of submission, or those with a certain value in their metadata.',
  description:
    'With `metadata_key` and `metadata_value`, only the jobs whose metadata have exactly this value for exactly this key.',
  params: { metadata_key: text(MOST.name).optional(), metadata_value: text(MOST.metadata).optional() },
  responses: { 200: jobsQueryResultSchema },
  errors: [400],
}).query(async ({ ctx, input }) => {
  const { metadata_key: key, metadata_value: value } = input;
  const { tables } = ctx.farm.database;
  if (key === undefined && value === undefined) return found(tables, await findAllJobs(tables));
  if (key === undefined || value === undefined) {
    const [given, missing] = key === undefined ? ['value', 'key'] : ['key', 'value'];
    throw new FarmError('bad-request', { message: `metadata_${missing}: is missing; metadata_${given} needs it` });
  }
  return found(tables, await findJobsByMetadata(tables, { key, value }));
});

async function found(tables: Tables, jobs: readonly JobRow[]) {
  const dependencies = await findDependencyIds(tables);
  return { code: 200 as const, body: { jobs: jobs.map((job) => jobBody(job, dependencies)) } };
}
