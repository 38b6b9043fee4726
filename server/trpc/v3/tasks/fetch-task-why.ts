import { taskWhySchema } from '../../../contracts/why.ts';
import { whyTask } from '../../../scheduler/why/task-why.ts';
import { taskParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchTaskWhy = v3Procedure('tasks.read', {
  operationId: 'fetchTaskWhy',
  method: 'GET',
  path: '/api/v3/tasks/{task_id}/why',
  tag: 'jobs',
  summary: 'Explains why a task is waiting: which rules of the scheduler hold back which workers, and what would help.',
  params: taskParam,
  responses: { 200: taskWhySchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => ({ code: 200, body: await whyTask(ctx.farm, input.task_id) }));
