import { farmStatusReportSchema } from '../../../contracts/farm.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const getFarmStatus = v3Procedure('farm.read', {
  operationId: 'getFarmStatus',
  method: 'GET',
  path: '/api/v3/status',
  tag: 'meta',
  summary: 'Fetches the state of the whole farm, in one word.',
  responses: { 200: farmStatusReportSchema },
}).query(({ ctx }) => ({ code: 200, body: { status: ctx.farm.farmStatus ?? 'starting' } }));
