import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { taskStatusMapSchema } from '../../../contracts/web/task-rows.ts';
import { taskStatusLetters } from '../../../persistence/repositories/task-rows.repository.ts';
import { procedureFor } from '../../init.ts';

export const statusMap = procedureFor('tasks.read')
  .input(z.object({ jobId: uuidSchema }))
  .output(taskStatusMapSchema)
  .query(({ ctx, input }) => taskStatusLetters(ctx.farm.database.tables, input.jobId));
