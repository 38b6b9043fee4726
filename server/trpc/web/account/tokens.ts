import { z } from 'zod';
import { newApiTokenSchema } from '../../../contracts/api-token.ts';
import { uuidSchema } from '../../../contracts/ids.ts';
import { madeTokenSchema, tokenListSchema } from '../../../contracts/web/account.ts';
import { createApiToken } from '../../../use-cases/create-api-token.ts';
import { listApiTokens } from '../../../use-cases/list-api-tokens.ts';
import { revokeApiToken } from '../../../use-cases/revoke-api-token.ts';
import { procedureFor } from '../../init.ts';
import { signedIn } from './signed-in.ts';

export const tokens = procedureFor('account.change')
  .output(tokenListSchema)
  .query(({ ctx }) => listApiTokens(ctx.farm, signedIn(ctx).personId));

export const createToken = procedureFor('account.change')
  .input(newApiTokenSchema)
  .output(madeTokenSchema)
  .mutation(({ ctx, input }) => createApiToken(ctx.farm, ctx.actor, signedIn(ctx).personId, input));

export const revokeToken = procedureFor('account.change')
  .input(z.object({ id: uuidSchema }))
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await revokeApiToken(ctx.farm, ctx.actor, signedIn(ctx).personId, input.id);
    return null;
  });
