import { type WorkerStatusHistory, workerStatusHistorySchema } from '../../../contracts/worker-status-history.ts';
import { findStatusChanges } from '../../../persistence/repositories/worker-status-changes.repository.ts';
import { getWorker } from '../../../persistence/repositories/workers.repository.ts';
import { workerParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchWorkerStatusHistory = v3Procedure('workers.read', {
  operationId: 'fetchWorkerStatusHistory',
  method: 'GET',
  path: '/api/v3/worker-mgt/workers/{worker_id}/status-history',
  tag: 'worker-mgt',
  summary: "Fetches the last 200 changes of a worker's status, newest first.",
  params: workerParam,
  responses: { 200: workerStatusHistorySchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => {
  const { tables } = ctx.farm.database;
  await getWorker(tables, input.worker_id);
  const changes = await findStatusChanges(tables, input.worker_id);
  const body = changes.map((change) => ({ at: change.at, from: change.from_status, to: change.to_status }));
  return { code: 200, body: { changes: body } as WorkerStatusHistory };
});
