import { lastRenderedSchema } from '#server/contracts/job.ts';
import { jobParam } from '#server/trpc/v3/path-params.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';
import { requireJob } from '../last-rendered.repository.ts';

/** The plugin's operations of `/api/v3`. While it is off there are no pictures, which is what clients are told. */
export function v3Operations() {
  return {
    fetchGlobalLastRenderedInfo: v3Procedure('jobs.read', {
      operationId: 'fetchGlobalLastRenderedInfo',
      method: 'GET',
      path: '/api/v3/jobs/last-rendered',
      tag: 'jobs',
      summary: 'Where the pictures of the job can be read that rendered last. 204 = no job has any yet.',
      responses: { 200: lastRenderedSchema, 204: null },
    }).query(async ({ ctx }) => {
      const newest = await ctx.farm.port('pictures')?.newest();
      return newest ? { code: 200, body: { base: newest.base, suffixes: newest.suffixes } } : { code: 204 };
    }),

    fetchJobLastRenderedInfo: v3Procedure('jobs.read', {
      operationId: 'fetchJobLastRenderedInfo',
      method: 'GET',
      path: '/api/v3/jobs/{job_id}/last-rendered',
      tag: 'jobs',
      summary: 'Where the pictures of a job can be read. 204 = it has none yet.',
      params: jobParam,
      responses: { 200: lastRenderedSchema, 204: null },
      errors: [400, 404],
    }).query(async ({ ctx, input }) => {
      await requireJob(ctx.farm.database.tables, input.job_id);
      const images = (await ctx.farm.port('pictures')?.ofJobs([input.job_id]))?.get(input.job_id);
      return images ? { code: 200, body: images } : { code: 204 };
    }),
  };
}
