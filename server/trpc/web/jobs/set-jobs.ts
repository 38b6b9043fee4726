import { changeResultsSchema, setJobsInputSchema } from '../../../contracts/web/job-rows.ts';
import { setJob } from '../../../use-cases/set-job.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const setJobs = procedureFor('jobs.change', { about: { jobs: 'ids' } })
  .input(setJobsInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, change } }) =>
    changeEach(ctx, ids, (jobId) => setJob(ctx.farm, ctx.actor, jobId, change)),
  );
