import { farmStatusReportSchema } from '../../../contracts/farm.ts';
import { farmStatus } from '../../../domain/farm-status.ts';
import { countJobsByStatus } from '../../../persistence/repositories/web-jobs.repository.ts';
import { countWorkersByStatus } from '../../../persistence/repositories/web-workers.repository.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const getFarmStatus = v3Procedure('farm.read', {
  operationId: 'getFarmStatus',
  method: 'GET',
  path: '/api/v3/status',
  tag: 'meta',
  summary: 'The state of the whole farm in one word.',
  responses: { 200: farmStatusReportSchema },
}).query(async ({ ctx }) => {
  const { tables } = ctx.farm.database;
  const [workers, jobs] = await Promise.all([countWorkersByStatus(tables), countJobsByStatus(tables)]);
  return { code: 200, body: { status: farmStatus({ workers, jobs }) } };
});
