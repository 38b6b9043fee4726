import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { requestWorkerStatusInputSchema } from '../../../contracts/web/worker-rows.ts';
import { requestWorkerStatus } from '../../../use-cases/request-worker-status.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const requestStatus = procedureFor('workers.change')
  .input(requestWorkerStatusInputSchema)
  .output(changeResultsSchema)
  .mutation(({ ctx, input: { ids, status, lazy } }) =>
    changeEach(ctx, ids, async (workerId) => {
      await requestWorkerStatus(ctx.farm, ctx.actor, workerId, { status, lazy });
    }),
  );
