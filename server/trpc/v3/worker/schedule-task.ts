import { securityErrorSchema } from '../../../contracts/error.ts';
import { assignedTaskSchema } from '../../../contracts/task.ts';
import { workerStateChangeSchema } from '../../../contracts/worker.ts';
import { FarmError } from '../../../domain/errors.ts';
import { nextTask } from '../../../scheduler/next-task.ts';
import { v3WorkerProcedure } from '../v3-procedure.ts';

export const scheduleTask = v3WorkerProcedure({
  operationId: 'scheduleTask',
  method: 'POST',
  path: '/api/v3/worker/task',
  tag: 'worker',
  summary: 'A worker asks for work.',
  description:
    '204 = there is none. 423 = the worker should go to another status first. 409 = workers in its status get no work.',
  responses: { 200: assignedTaskSchema, 204: null, 403: securityErrorSchema, 423: workerStateChangeSchema },
  errors: [409, 503],
}).mutation(async ({ ctx }) => {
  const next = await nextTask(ctx.farm, ctx.worker);
  switch (next.answer) {
    case 'task':
      return { code: 200, body: next.task };
    case 'nothing':
      return { code: 204 };
    case 'change-status':
      return { code: 423, body: { status_requested: next.status } };
    default:
      throw new FarmError('conflict', { message: next.message });
  }
});
