import { changeJobsInputSchema, changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { changeJobStatus } from '../../../use-cases/change-job-status.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';
import { JOB_STATUS_OF_ACTION } from '../../../domain/job-actions.ts';

/** Becomes part of texts such as "Canceling: requested on the web page". */
const REASON = 'requested on the web page';

export const changeJobs = procedureFor('jobs.change', { about: { jobs: 'ids' } })
  .input(changeJobsInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, action } }) =>
    changeEach(ctx, ids, async (jobId) => {
      await changeJobStatus(ctx.farm, ctx.actor, { jobId, to: JOB_STATUS_OF_ACTION[action], reason: REASON });
    }),
  );
