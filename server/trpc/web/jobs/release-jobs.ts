import { z } from 'zod';
import { changeResultsSchema, jobIdsSchema } from '../../../contracts/web/job-rows.ts';
import { releaseJob } from '../../../use-cases/release-job.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const releaseJobs = procedureFor('jobs.change')
  .input(z.object({ ids: jobIdsSchema }))
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) => changeEach(input.ids, (jobId) => releaseJob(ctx.farm, ctx.actor, jobId)));
