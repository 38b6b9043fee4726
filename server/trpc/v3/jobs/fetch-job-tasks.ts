import { jobTasksSummarySchema } from '../../../contracts/task.ts';
import { findTaskSummaries } from '../../../persistence/repositories/task-summaries.repository.ts';
import { jobParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchJobTasks = v3Procedure('tasks.read', {
  operationId: 'fetchJobTasks',
  method: 'GET',
  path: '/api/v3/jobs/{job_id}/tasks',
  tag: 'jobs',
  summary: 'Fetches the tasks of a job in order; an unknown job has none.',
  params: jobParam,
  responses: { 200: jobTasksSummarySchema },
  errors: [400],
}).query(async ({ ctx, input }) => ({
  code: 200,
  body: { tasks: await findTaskSummaries(ctx.farm.database.tables, input.job_id) },
}));
