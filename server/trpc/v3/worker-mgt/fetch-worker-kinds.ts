import { workerKindListSchema } from '../../../contracts/worker-kind.ts';
import { groupWorkers } from '../../../domain/worker-kinds.ts';
import { findWorkerLikenesses } from '../../../persistence/repositories/worker-checks.repository.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchWorkerKinds = v3Procedure('workers.read', {
  operationId: 'fetchWorkerKinds',
  method: 'GET',
  path: '/api/v3/worker-mgt/kinds',
  tag: 'worker-mgt',
  summary: 'Fetches what kinds of workers the farm has: their platforms, tags, and what their Blenders have.',
  description: 'Of the workers that may work. Flamenco 3 has no such operation.',
  responses: { 200: workerKindListSchema },
}).query(async ({ ctx }) => ({
  code: 200,
  body: { kinds: groupWorkers(await findWorkerLikenesses(ctx.farm.database.tables)) },
}));
