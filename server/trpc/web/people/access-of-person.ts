import { z } from 'zod';
import { endSessions as end, listSessions } from '../../../accounts/end-sessions.ts';
import { uuidSchema } from '../../../contracts/ids.ts';
import { personIdSchema, personSessionsSchema, tokenListSchema } from '../../../contracts/web/account.ts';
import { listApiTokens } from '../../../use-cases/list-api-tokens.ts';
import { revokeApiToken } from '../../../use-cases/revoke-api-token.ts';
import { procedureFor } from '../../init.ts';

/** Where somebody is signed in. */
export const sessionsOf = procedureFor('people.change')
  .input(personIdSchema)
  .output(personSessionsSchema)
  .query(({ ctx, input }) => listSessions(ctx.farm, input.id));

/** Signs somebody out everywhere. */
export const endSessions = procedureFor('people.change')
  .input(personIdSchema)
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await end(ctx.farm, input.id, {}, { by: ctx.actor, why: 'ended' });
    return null;
  });

export const tokensOf = procedureFor('people.change')
  .input(personIdSchema)
  .output(tokenListSchema)
  .query(({ ctx, input }) => listApiTokens(ctx.farm, input.id));

export const revokeTokenOf = procedureFor('people.change')
  .input(personIdSchema.extend({ tokenId: uuidSchema }))
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await revokeApiToken(ctx.farm, ctx.actor, input.id, input.tokenId);
    return null;
  });
