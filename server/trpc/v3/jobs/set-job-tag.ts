import { jobTagChangeSchema } from '../../../contracts/worker-tag.ts';
import { setJobTag as assign } from '../../../use-cases/set-job-tag.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const setJobTag = v3Procedure('jobs.change', {
  operationId: 'setJobTag',
  method: 'POST',
  path: '/api/v3/jobs/{job_id}/settag',
  tag: 'jobs',
  summary: 'Binds a job to a worker tag; this applies to tasks that are handed out from now on.',
  description: '`id` takes precedence over `name`; without either, the job loses its tag. 406 = there is no such tag.',
  params: jobParam,
  body: jobTagChangeSchema,
  responses: { 204: null },
  errors: [400, 404, 406],
}).mutation(async ({ ctx, input }) => {
  await assign(ctx.farm, ctx.actor, input.job_id, input.body);
  return { code: 204 };
});
