import { z } from 'zod';
import { getTask } from '../../../persistence/repositories/tasks.repository.ts';
import { taskParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchTaskLogTail = v3Procedure('tasks.read', {
  operationId: 'fetchTaskLogTail',
  method: 'GET',
  path: '/api/v3/tasks/{task_id}/logtail',
  tag: 'jobs',
  summary: "Fetches the last lines of a task's log, about 2 KiB. 204 = there is no log yet.",
  params: taskParam,
  responses: { 200: z.string(), 204: null },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const task = await getTask(ctx.farm.database.tables, input.task_id);
  const text = await ctx.farm.taskLogs.tail(task.job_id, task.id);
  return text === '' ? { code: 204 } : { code: 200, body: text };
});
