import { workerTagListSchema } from '../../../contracts/worker-tag.ts';
import { findTags } from '../../../persistence/repositories/worker-tags.repository.ts';
import { workerTagBody } from '../../../use-cases/parts/event-payloads.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchWorkerTags = v3Procedure('workers.read', {
  operationId: 'fetchWorkerTags',
  method: 'GET',
  path: '/api/v3/worker-mgt/tags',
  tag: 'worker-mgt',
  summary: 'Fetches all worker tags.',
  responses: { 200: workerTagListSchema },
}).query(async ({ ctx }) => ({
  code: 200,
  body: { tags: (await findTags(ctx.farm.database.tables)).map(workerTagBody) },
}));
