import { z } from 'zod';
import { changeResultsSchema, jobIdsSchema } from '../../../contracts/web/job-rows.ts';
import { releaseJob } from '../../../use-cases/release-job.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const releaseJobs = procedureFor('jobs.change', { about: { jobs: 'ids' } })
  .input(z.object({ ids: jobIdsSchema }))
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) => changeEach(ctx, input.ids, (jobId) => releaseJob(ctx.farm, ctx.actor, jobId)));
