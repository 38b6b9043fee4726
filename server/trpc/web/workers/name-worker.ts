import { z } from 'zod';
import { nameWorkerInputSchema } from '../../../contracts/web/worker-rows.ts';
import { nameWorker as give } from '../../../use-cases/name-worker.ts';
import { procedureFor } from '../../init.ts';

/** Renames a worker, which then keeps that name whatever it says when it signs on. */
export const nameWorker = procedureFor('workers.change')
  .input(nameWorkerInputSchema)
  .output(z.object({}))
  .mutation(async ({ ctx, input }) => {
    await give(ctx.farm, ctx.actor, input.id, input.name);
    return {};
  });
