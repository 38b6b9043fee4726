import { findTasksInputSchema, taskPageSchema } from '../../../contracts/web/task-rows.ts';
import { findTaskRows } from '../../../persistence/repositories/task-rows.repository.ts';
import { procedureFor } from '../../init.ts';

export const findTasks = procedureFor('tasks.read')
  .input(findTasksInputSchema)
  .output(taskPageSchema)
  .query(async ({ ctx, input: { cursor, ...query } }) => {
    const { rows, end } = await findTaskRows(ctx.farm.database.tables, { ...query, after: cursor ?? undefined });
    return { rows, nextCursor: end ?? null };
  });
