import { z } from 'zod';
import {
  enrolmentCodeSchema,
  madeEnrolmentCodeSchema,
  newEnrolmentCodeSchema,
} from '../../../contracts/enrolment-code.ts';
import { uuidSchema } from '../../../contracts/ids.ts';
import { enrolmentCodeOf, listEnrolmentCodes } from '../../../use-cases/list-enrolment-codes.ts';
import { makeEnrolmentCode } from '../../../use-cases/make-enrolment-code.ts';
import { revokeEnrolmentCode } from '../../../use-cases/revoke-enrolment-code.ts';
import { procedureFor } from '../../init.ts';

export const findCodes = procedureFor('workers.change')
  .output(z.array(enrolmentCodeSchema))
  .query(({ ctx }) => listEnrolmentCodes(ctx.farm));

/** The code with which a worker joined the farm; null if it came without one. */
export const codeOfWorker = procedureFor('workers.read')
  .input(z.object({ id: uuidSchema }))
  .output(enrolmentCodeSchema.nullable())
  .query(({ ctx, input }) => enrolmentCodeOf(ctx.farm, input.id));

export const makeCode = procedureFor('workers.change')
  .input(newEnrolmentCodeSchema)
  .output(madeEnrolmentCodeSchema)
  .mutation(({ ctx, input }) => makeEnrolmentCode(ctx.farm, ctx.actor, input));

export const revokeCode = procedureFor('workers.change')
  .input(z.object({ id: uuidSchema }))
  .output(z.object({}))
  .mutation(async ({ ctx, input }) => {
    await revokeEnrolmentCode(ctx.farm, ctx.actor, input.id);
    return {};
  });
