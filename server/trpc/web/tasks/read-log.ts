import { logPartSchema, readLogInputSchema } from '../../../contracts/web/task-rows.ts';
import { getTask } from '../../../persistence/repositories/tasks.repository.ts';
import { procedureFor } from '../../init.ts';
import { readLogPart } from '../read-log-part.ts';

export const readLog = procedureFor('tasks.read')
  .input(readLogInputSchema)
  .output(logPartSchema)
  .query(async ({ ctx, input }) => {
    const { job_id: jobId } = await getTask(ctx.farm.database.tables, input.taskId);
    return readLogPart(ctx.farm.taskLogs, { jobId, ...input });
  });
