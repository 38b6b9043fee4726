import { z } from 'zod';
import { linkFactsSchema, linkSecretSchema, useLinkInputSchema } from '../../../contracts/web/account.ts';
import { readPersonLink, usePersonLink } from '../../../use-cases/use-person-link.ts';
import { procedureFor } from '../../init.ts';

/** A change, so that the secret is not part of an address. */
export const readLink = procedureFor('account.enter')
  .input(linkSecretSchema)
  .output(linkFactsSchema)
  .mutation(async ({ ctx, input }) => {
    const { kind, name, displayName } = await readPersonLink(ctx.farm, input.secret, ctx.remoteAddress);
    return { kind, name, display_name: displayName };
  });

export const useLink = procedureFor('account.enter')
  .input(useLinkInputSchema)
  .output(z.object({ name: z.string() }))
  .mutation(({ ctx, input: { secret, password, displayName } }) =>
    usePersonLink(ctx.farm, {
      secret,
      password,
      ...(displayName === undefined ? {} : { displayName }),
      address: ctx.remoteAddress,
    }),
  );
