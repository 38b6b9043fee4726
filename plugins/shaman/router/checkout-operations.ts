import {
  checkoutResultSchema,
  checkoutSchema,
  requirementsRequestSchema,
  requirementsResponseSchema,
} from '../contract.ts';
import { ownerOf } from '#server/contracts/actor.ts';
import type { RunningApi } from '#server/plugins/define-plugin.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';
import type { ShamanService } from '../service.ts';
import { shamanOf } from './shaman-of.ts';

/** The operations that say what a checkout needs, and that create it. */
export function checkoutOperations(running: RunningApi<ShamanService>) {
  return {
    shamanCheckoutRequirements: v3Procedure('files.upload', {
      operationId: 'shamanCheckoutRequirements',
      method: 'POST',
      path: '/api/v3/shaman/checkout/requirements',
      tag: 'shaman',
      summary: 'Which of these files still have to be uploaded. Stored ones are left out.',
      body: requirementsRequestSchema,
      responses: { 200: requirementsResponseSchema },
      errors: [400, 503],
    }).query(async ({ ctx, input }) => {
      return { code: 200, body: { files: await shamanOf(running, ctx).requirements(input.body.files) } };
    }),

    shamanCheckout: v3Procedure('files.upload', {
      operationId: 'shamanCheckout',
      method: 'POST',
      path: '/api/v3/shaman/checkout/create',
      tag: 'shaman',
      summary: 'Creates a folder of stored files for a job; the answer contains the path that it really got.',
      description: '409 = two of the paths clash. 424 = some files are not uploaded yet.',
      body: checkoutSchema,
      responses: { 200: checkoutResultSchema },
      errors: [400, 409, 424, 503],
    }).mutation(async ({ ctx, input }) => {
      const { checkoutPath, files } = input.body;
      const made = await shamanOf(running, ctx).checkOut(checkoutPath, files, ownerOf(ctx.actor));
      return { code: 200, body: { checkoutPath: made } };
    }),
  };
}
