import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { letWorkerChoose } from '../../../use-cases/name-worker.ts';
import { procedureFor } from '../../init.ts';

/** Lets a worker choose its name and tags again. */
export const letChoose = procedureFor('workers.change')
  .input(z.object({ id: uuidSchema }))
  .output(z.object({}))
  .mutation(async ({ ctx, input }) => {
    await letWorkerChoose(ctx.farm, ctx.actor, input.id);
    return {};
  });
