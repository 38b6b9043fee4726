import { lastRenderedSchema } from '../../../contracts/job.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchGlobalLastRenderedInfo = v3Procedure('jobs.read', {
  operationId: 'fetchGlobalLastRenderedInfo',
  method: 'GET',
  path: '/api/v3/jobs/last-rendered',
  tag: 'jobs',
  summary: 'Where the pictures of the job can be read that rendered last. 204 = no job has any yet.',
  responses: { 200: lastRenderedSchema, 204: null },
}).query(async ({ ctx }) => {
  const newest = await ctx.farm.lastRendered?.newest();
  return newest ? { code: 200, body: { base: newest.base, suffixes: newest.suffixes } } : { code: 204 };
});
