import { changeResultsSchema, setKeepInputSchema } from '../../../contracts/web/job-rows.ts';
import { changeJobKeep } from '../../../use-cases/change-job-keep.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const setKeep = procedureFor('jobs.change')
  .input(setKeepInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, keep } }) =>
    changeEach(ids, (jobId) => changeJobKeep(ctx.farm, ctx.actor, jobId, keep)),
  );
