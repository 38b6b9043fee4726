import { uuidSchema } from '../../../contracts/ids.ts';
import { revokeEnrolmentCode } from '../../../use-cases/revoke-enrolment-code.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const deleteEnrolmentCode = v3Procedure('workers.change', {
  operationId: 'deleteEnrolmentCode',
  method: 'DELETE',
  path: '/api/v3/worker-mgt/enrolment-codes/{code_id}',
  tag: 'worker-mgt',
  summary: 'Revokes an enrolment code: no other worker can join with it.',
  params: { code_id: uuidSchema },
  responses: { 204: null },
  errors: [400, 404],
}).mutation(async ({ ctx, input }) => {
  await revokeEnrolmentCode(ctx.farm, ctx.actor, input.code_id);
  return { code: 204 };
});
