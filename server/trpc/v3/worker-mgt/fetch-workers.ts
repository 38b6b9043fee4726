import { workerListSchema } from '../../../contracts/worker.ts';
import { findWorkers } from '../../../persistence/repositories/workers.repository.ts';
import { v3Procedure } from '../v3-procedure.ts';
import { workerSummary } from './worker-body.ts';

export const fetchWorkers = v3Procedure('workers.read', {
  operationId: 'fetchWorkers',
  method: 'GET',
  path: '/api/v3/worker-mgt/workers',
  tag: 'worker-mgt',
  summary: 'Fetches all workers, without removed ones.',
  responses: { 200: workerListSchema },
}).query(async ({ ctx }) => ({
  code: 200,
  body: { workers: (await findWorkers(ctx.farm.database.tables)).map(workerSummary) },
}));
