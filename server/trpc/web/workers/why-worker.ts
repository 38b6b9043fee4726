import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { workerWhySchema } from '../../../contracts/why.ts';
import { whyWorker as answer } from '../../../scheduler/why/worker-why.ts';
import { procedureFor } from '../../init.ts';

export const whyWorker = procedureFor('workers.read')
  .input(z.object({ id: uuidSchema }))
  .output(workerWhySchema)
  .query(({ ctx, input }) => answer(ctx.farm, input.id));
