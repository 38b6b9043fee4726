import { z } from 'zod';
import { changeResultsSchema } from '../../../contracts/web/job-rows.ts';
import { workerIdsSchema } from '../../../contracts/web/worker-rows.ts';
import { deleteWorker } from '../../../use-cases/delete-worker.ts';
import { procedureFor } from '../../init.ts';
import { changeEach } from '../change-each.ts';

export const deleteWorkers = procedureFor('workers.change')
  .input(z.object({ ids: workerIdsSchema }))
  .output(changeResultsSchema)
  .mutation(({ ctx, input }) => changeEach(ctx, input.ids, (workerId) => deleteWorker(ctx.farm, ctx.actor, workerId)));
