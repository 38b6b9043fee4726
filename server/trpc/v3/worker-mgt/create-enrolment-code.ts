import { madeEnrolmentCodeSchema, newEnrolmentCodeSchema } from '../../../contracts/enrolment-code.ts';
import { makeEnrolmentCode } from '../../../use-cases/make-enrolment-code.ts';
import { v3Procedure } from '../v3-procedure.ts';

export const createEnrolmentCode = v3Procedure('workers.change', {
  operationId: 'createEnrolmentCode',
  method: 'POST',
  path: '/api/v3/worker-mgt/enrolment-codes',
  tag: 'worker-mgt',
  summary: 'Makes a code with which new workers join the farm without waiting for approval.',
  description: 'Workers send it where they send the registration secret. It is shown in this answer only.',
  body: newEnrolmentCodeSchema,
  responses: { 200: madeEnrolmentCodeSchema },
  errors: [400],
}).mutation(async ({ ctx, input }) => ({
  code: 200,
  body: await makeEnrolmentCode(ctx.farm, ctx.actor, input.body),
}));
