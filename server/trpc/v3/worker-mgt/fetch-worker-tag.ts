import { workerTagSchema } from '../../../contracts/worker-tag.ts';
import { getTag } from '../../../persistence/repositories/worker-tags.repository.ts';
import { workerTagBody } from '../../../use-cases/parts/event-payloads.ts';
import { tagParam } from '../path-params.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchWorkerTag = v3Procedure('workers.read', {
  operationId: 'fetchWorkerTag',
  method: 'GET',
  path: '/api/v3/worker-mgt/tag/{tag_id}',
  tag: 'worker-mgt',
  summary: 'Fetches one worker tag.',
  params: tagParam,
  responses: { 200: workerTagSchema },
  errors: [400, 404],
}).query(async ({ ctx, input }) => ({
  code: 200,
  body: workerTagBody(await getTag(ctx.farm.database.tables, input.tag_id)),
}));
