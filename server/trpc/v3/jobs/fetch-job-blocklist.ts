import { jobBlocklistSchema } from '../../../contracts/job.ts';
import { findBlocklist } from '../../../persistence/repositories/blocks.repository.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchJobBlocklist = v3Procedure('jobs.read', {
  operationId: 'fetchJobBlocklist',
  method: 'GET',
  path: '/api/v3/jobs/{job_id}/blocklist',
  tag: 'jobs',
  summary: 'Fetches which workers get no more tasks of which types of this job; none for an unknown job.',
  params: jobParam,
  responses: { 200: jobBlocklistSchema },
  errors: [400],
}).query(async ({ ctx, input }) => ({ code: 200, body: await findBlocklist(ctx.farm.database.tables, input.job_id) }));
