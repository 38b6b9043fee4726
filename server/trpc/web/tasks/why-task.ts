import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { taskWhySchema } from '../../../contracts/why.ts';
import { whyTask as answer } from '../../../scheduler/why/task-why.ts';
import { procedureFor } from '../../init.ts';

export const whyTask = procedureFor('tasks.read')
  .input(z.object({ id: uuidSchema }))
  .output(taskWhySchema)
  .query(({ ctx, input }) => answer(ctx.farm, input.id));
