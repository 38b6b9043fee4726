import { z } from 'zod';
import { endSession as end, endSessions, listSessions } from '../../../accounts/end-sessions.ts';
import { uuidSchema } from '../../../contracts/ids.ts';
import { ownSessionsSchema } from '../../../contracts/web/account.ts';
import { procedureFor } from '../../init.ts';
import { signedIn } from './signed-in.ts';

export const sessions = procedureFor('account.change')
  .output(ownSessionsSchema)
  .query(async ({ ctx }) => {
    const { personId, sessionId } = signedIn(ctx);
    const all = await listSessions(ctx.farm, personId);
    return all.map((session) => ({ ...session, is_this: session.id === sessionId }));
  });

export const endSession = procedureFor('account.change')
  .input(z.object({ id: uuidSchema }))
  .output(z.null())
  .mutation(async ({ ctx, input }) => {
    await end(ctx.farm, ctx.actor, signedIn(ctx).personId, input.id);
    return null;
  });

/** Signs the caller out everywhere but here. */
export const endOtherSessions = procedureFor('account.change')
  .output(z.object({ ended: z.int().describe('How many sessions there were.') }))
  .mutation(async ({ ctx }) => {
    const { personId, sessionId } = signedIn(ctx);
    // Whom a proxy signs in has no session here.
    const which = sessionId === null ? {} : { except: sessionId };
    return { ended: await endSessions(ctx.farm, personId, which, { by: ctx.actor, why: 'ended' }) };
  });
