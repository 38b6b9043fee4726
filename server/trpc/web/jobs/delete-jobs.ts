import { z } from 'zod';
import { changeResultsSchema, jobIdsSchema } from '../../../contracts/web/job-rows.ts';
import { requestJobDeletion } from '../../../use-cases/delete-job.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const deleteJobs = procedureFor('jobs.delete', { about: { jobs: 'ids' } })
  .input(z.object({ ids: jobIdsSchema }))
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) => changeEach(ctx, input.ids, (jobId) => requestJobDeletion(ctx.farm, ctx.actor, jobId)));
