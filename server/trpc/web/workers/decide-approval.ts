import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { workerApprovalDecisionSchema } from '../../../contracts/worker.ts';
import { workerIdsSchema } from '../../../contracts/web/worker-rows.ts';
import { decideApproval as decide } from '../../../use-cases/decide-approval.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const decideApproval = procedureFor('workers.change')
  .input(workerApprovalDecisionSchema.extend({ ids: workerIdsSchema }))
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, decision } }) =>
    changeEach(ctx, ids, (workerId) => decide(ctx.farm, ctx.actor, workerId, decision)),
  );
