import { changeResultsSchema, setPriorityInputSchema } from '../../../contracts/web/job-rows.ts';
import { changeJobPriority } from '../../../use-cases/change-job-priority.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const setPriority = procedureFor('jobs.change')
  .input(setPriorityInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, priority } }) =>
    changeEach(ids, (jobId) => changeJobPriority(ctx.farm, ctx.actor, jobId, priority)),
  );
