import { type Task, taskSchema } from '../../../contracts/task.ts';
import { findFailedWorkers } from '../../../persistence/repositories/failures.repository.ts';
import { getTask } from '../../../persistence/repositories/tasks.repository.ts';
import { findTaskWorker, findTaskWorkers } from '../../../persistence/repositories/task-summaries.repository.ts';
import { taskParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchTask = v3Procedure('tasks.read', {
  operationId: 'fetchTask',
  method: 'GET',
  path: '/api/v3/tasks/{task_id}',
  tag: 'jobs',
  summary: 'Fetches one task, with its commands as the job type wrote them: variables are not expanded.',
  params: taskParam,
  responses: { 200: taskSchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const { tables } = ctx.farm.database;
  const row = await getTask(tables, input.task_id);
  return {
    code: 200,
    body: {
      id: row.id,
      created: row.created_at,
      updated: row.updated_at,
      job_id: row.job_id,
      index_in_job: row.index_in_job,
      name: row.name,
      status: row.status,
      priority: row.priority,
      task_type: row.type,
      activity: row.activity,
      commands: JSON.parse(row.commands) as Task['commands'],
      steps_completed: row.steps_completed,
      steps_total: row.steps_total,
      worker: await findTaskWorker(tables, row.worker_id),
      failed_by_workers: await findTaskWorkers(tables, await findFailedWorkers(tables, row.id)),
      ...(row.last_touched_at === null ? {} : { last_touched: row.last_touched_at }),
    },
  };
});
