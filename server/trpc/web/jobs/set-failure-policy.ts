import { changeResultsSchema, setFailurePolicyInputSchema } from '../../../contracts/web/job-rows.ts';
import { changeFailurePolicy } from '../../../use-cases/change-failure-policy.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const setFailurePolicy = procedureFor('jobs.change')
  .input(setFailurePolicyInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, failurePolicy } }) =>
    changeEach(ids, (jobId) => changeFailurePolicy(ctx.farm, ctx.actor, jobId, failurePolicy)),
  );
