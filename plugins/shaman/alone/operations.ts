import { z } from 'zod';
import { router } from '#server/trpc/init.ts';
import { v3Procedure } from '#server/trpc/v3/v3-procedure.ts';
import { checkCheckoutPath } from '../checkouts/checkout-path.ts';
import { v3Operations } from '../router/v3-operations.ts';
import type { ShamanService } from '../service.ts';

const erasureSchema = z.object({ checkoutPath: z.string() }).meta({ id: 'ShamanCheckoutErasure' });

/**
 * The operations of a store that runs alone: those of the manager, and one for what the manager does when a job is
 * deleted.
 */
export function aloneRouter(service: () => ShamanService) {
  return router({
    ...v3Operations(service),

    shamanCheckoutErase: v3Procedure('files.upload', {
      operationId: 'shamanCheckoutErase',
      method: 'POST',
      path: '/api/v3/shaman/checkout/erase',
      tag: 'shaman',
      summary:
        'Removes a checkout; its files stay until they are collected. It is fine if the checkout is gone already.',
      description: 'A manager has no such operation: it removes a checkout with the last job that uses it.',
      body: erasureSchema,
      responses: { 204: null },
      errors: [400],
    }).mutation(async ({ input }) => {
      const { checkoutPath } = input.body;
      checkCheckoutPath(checkoutPath);
      await service().shaman?.removeCheckout(checkoutPath);
      return { code: 204 };
    }),
  });
}
