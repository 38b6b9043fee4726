import { z } from 'zod';
import { uuidSchema } from '../../../contracts/ids.ts';
import { jobFilesUrl } from '#shared/job-files.ts';
import { type TaskDetail, taskDetailSchema } from '../../../contracts/web/task-rows.ts';
import { notFound } from '../../../domain/errors.ts';
import { getTaskDetail } from '../../../persistence/repositories/task-detail.repository.ts';
import { procedureFor } from '../../init.ts';

export const getTask = procedureFor('tasks.read')
  .input(z.object({ id: uuidSchema }))
  .output(taskDetailSchema)
  .query(async ({ ctx, input }): Promise<TaskDetail> => {
    const task = await getTaskDetail(ctx.farm.database.tables, input.id);
    if (!task) throw notFound('task', input.id);
    return {
      ...task,
      log_size: await ctx.farm.taskLogs.size(task.job.id, task.id),
      log_url: `${jobFilesUrl(task.job.id)}/task-${task.id}.txt`,
    };
  });
