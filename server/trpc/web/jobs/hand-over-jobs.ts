import { changeResultsSchema, handOverInputSchema } from '../../../contracts/web/job-rows.ts';
import { handOverJob } from '../../../use-cases/hand-over-job.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

/** Gives jobs to another person. */
export const handOverJobs = procedureFor('jobs.hand-over', { about: { jobs: 'ids' } })
  .input(handOverInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, personId } }) =>
    changeEach(ctx, ids, (jobId) => handOverJob(ctx.farm, ctx.actor, jobId, personId)),
  );
