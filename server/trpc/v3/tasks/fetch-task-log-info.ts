import { taskLogInfoSchema } from '../../../contracts/task.ts';
import { getTask } from '../../../persistence/repositories/tasks.repository.ts';
import { jobFilesUrl } from '#shared/job-files.ts';
import { taskParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchTaskLogInfo = v3Procedure('tasks.read', {
  operationId: 'fetchTaskLogInfo',
  method: 'GET',
  path: '/api/v3/tasks/{task_id}/log',
  tag: 'jobs',
  summary: 'Says where the whole log of a task can be read, and how large it is. 204 = there is no log yet.',
  params: taskParam,
  responses: { 200: taskLogInfoSchema, 204: null },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const task = await getTask(ctx.farm.database.tables, input.task_id);
  const size = await ctx.farm.taskLogs.size(task.job_id, task.id);
  if (size === 0) return { code: 204 };
  const url = `${jobFilesUrl(task.job_id)}/task-${task.id}.txt`;
  return { code: 200, body: { task_id: task.id, job_id: task.job_id, url, size } };
});
