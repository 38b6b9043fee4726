import { jobDeletionInfoSchema } from '../../../contracts/job.ts';
import { getJob } from '../../../persistence/repositories/jobs.repository.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const deleteJobWhatWouldItDo = v3Procedure('jobs.read', {
  operationId: 'deleteJobWhatWouldItDo',
  method: 'GET',
  path: '/api/v3/jobs/{job_id}/what-would-delete-do',
  tag: 'jobs',
  summary: 'Says whether deleting the job would also remove its Shaman checkout.',
  params: jobParam,
  responses: { 200: jobDeletionInfoSchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const job = await getJob(ctx.farm.database.tables, input.job_id);
  return {
    code: 200,
    body: { shaman_checkout: ctx.farm.port('uploads') !== undefined && job.shaman_checkout_id !== null },
  };
});
