import { workerSchema } from '../../../contracts/worker.ts';
import { findTaskOfWorker } from '../../../persistence/repositories/task-summaries.repository.ts';
import { getWorker, taskTypesOf } from '../../../persistence/repositories/workers.repository.ts';
import { findTagsOf } from '../../../persistence/repositories/worker-tags.repository.ts';
import { workerTagBody } from '../../../use-cases/parts/event-payloads.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { workerSummary } from './worker-body.ts';

export const fetchWorker = v3Procedure('workers.read', {
  operationId: 'fetchWorker',
  method: 'GET',
  path: '/api/v3/worker-mgt/workers/{worker_id}',
  tag: 'worker-mgt',
  summary: 'Fetches one worker, with the task that it is running or else the one that it ran last.',
  params: workerParam,
  responses: { 200: workerSchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const { tables } = ctx.farm.database;
  const row = await getWorker(tables, input.worker_id);
  const task = await findTaskOfWorker(tables, row.id);
  const tags = await findTagsOf(tables, row.id);
  return {
    code: 200,
    body: {
      ...workerSummary(row),
      ip_address: row.address,
      platform: row.platform,
      supported_task_types: taskTypesOf(row),
      ...(task ? { task } : {}),
      ...(tags.length > 0 ? { tags: tags.map(workerTagBody) } : {}),
    },
  };
});
