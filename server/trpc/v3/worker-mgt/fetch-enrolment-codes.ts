import { enrolmentCodesSchema } from '../../../contracts/enrolment-code.ts';
import { listEnrolmentCodes } from '../../../use-cases/list-enrolment-codes.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const fetchEnrolmentCodes = v3Procedure('workers.change', {
  operationId: 'fetchEnrolmentCodes',
  method: 'GET',
  path: '/api/v3/worker-mgt/enrolment-codes',
  tag: 'worker-mgt',
  summary: 'The newest enrolment codes, with those that can no longer be used.',
  responses: { 200: enrolmentCodesSchema },
}).query(async ({ ctx }) => ({ code: 200, body: { codes: await listEnrolmentCodes(ctx.farm) } }));
